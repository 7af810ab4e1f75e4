/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Folding: what people write, reduced to the words that are compared. Compatibility forms,
 * case and accents go; œ, æ and ß become two letters; ä, ö and ü give both a, o, u and ae, oe,
 * ue; l', d', qu'... are cut off; C.P.A.S. is one word; a hyphen separates and is remembered.
 */
#pragma once

#include "base/list.h"
#include "base/text.h"

#define WORD_BYTES 64 /* letters past this are dropped */

typedef struct Word {
    Text folded;
    Text umlauts; /* the same with ae, oe, ue; empty when no letter has an umlaut */
    size_t start; /* where it stands in the source, in bytes */
    size_t end;
    bool is_rigid;   /* an acronym, or three letters at most: never stemmed, never corrected */
    bool is_joined;  /* a hyphen alone stands between the previous word and this one */
    bool was_elided; /* l', d', qu'... stood before it */
} Word;

typedef LIST_OF(Word) WordList;

/* Appends the words of `source`, which must be UTF-8, to `words`. The words live in `arena`. */
void fold_words(Arena *arena, Text source, WordList *words);

/* The folded words with one space between them: equal for two spellings of the same name. */
Text fold_key(Arena *arena, Text source);

/* `source` in lower case, accents kept, for showing a word that was found by its folded form.
 */
Text fold_case(Arena *arena, Text source);
