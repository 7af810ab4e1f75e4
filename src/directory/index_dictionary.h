/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of the directory in byte order, with the ways from one word to its relatives: same
 * stem, same beginning, parts of a compound, a spelling mistake away.
 */
#pragma once

#include "directory/catalogue.h"
#include "directory/index_spelling.h"
#include "words/fold.h"

typedef struct WordRange {
    uint32_t from;
    uint32_t to;
} WordRange;

/* Words with one stem in one language. */
typedef struct Family {
    Text stem;
    uint32_t first; /* in members */
    uint32_t count;
    Language language;
} Family;

typedef struct Dictionary {
    const Text *words;        /* in byte order */
    const Text *shown;        /* as once written, in lower case */
    const uint8_t *languages; /* one bit a language it was written in */
    size_t count;
    const uint32_t *slots; /* open addressing, word + 1; 0 is free */
    size_t slot_count;
    const Family *families;
    const uint32_t *members;
    const uint32_t *family_slots;
    size_t family_slot_count;
    const uint32_t *kin[LANGUAGE_COUNT]; /* by word: its family + 1, or 0 */
    Spellings spellings;
    const uint32_t *by_end; /* Dutch and German words, ordered by their last letters */
    size_t by_end_count;
} Dictionary;

/* The dictionary while it is being collected: words are numbered as they come. */
typedef struct DraftWord {
    Text folded;
    Text shown;
    uint8_t languages;
} DraftWord;

typedef struct DictionaryDraft {
    Arena *arena;
    DraftWord *items;
    size_t count;
    size_t capacity;
    uint32_t *slots;
    size_t slot_count;
} DictionaryDraft;

DictionaryDraft dictionary_draft(Arena *arena);

/* The draft number of a word; `language` may be LANGUAGE_COUNT for names of no language. */
uint32_t dictionary_add(DictionaryDraft *draft, Text folded, Text source, Language language);

/* The finished dictionary, and in `ranks` the number of each word of the draft in it. */
Dictionary dictionary_build(Arena *arena, const DictionaryDraft *draft, uint32_t *ranks);

uint32_t dictionary_find(const Dictionary *dictionary, Text folded); /* or NONE */
WordRange dictionary_prefix(const Dictionary *dictionary, Text prefix);

/* The words of that language with that stem. */
IndexSpan dictionary_family(const Dictionary *dictionary, Language language, Text stem);

/* The same for the stem a word of the dictionary has in that language. */
IndexSpan dictionary_kin(const Dictionary *dictionary, Language language, uint32_t word);

/* The words at the places [from, to) of `by_end` end with `suffix`. */
WordRange dictionary_suffix(const Dictionary *dictionary, Text suffix);

/* Appends the words from 1 to `limit` (at most 2) mistakes away from `folded`. */
void dictionary_near(const Dictionary *dictionary, Arena *arena, Text folded, size_t limit,
                     NearWordList *near);
