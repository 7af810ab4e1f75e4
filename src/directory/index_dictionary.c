/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/index_dictionary.h"

#include <stdlib.h>

#include "words/stem.h"

enum {
    GERMANIC = 1 << DUTCH | 1 << GERMAN, /* languages that write compounds in one word */
    STEMMED_LENGTH = 4,                  /* shorter words are taken as they are */
};

/* ------------------------------------------------------------------------------ collecting */

static size_t slots_for(size_t count)
{
    size_t slots = 16;
    while (slots < count * 2) {
        slots *= 2;
    }
    return slots;
}

DictionaryDraft dictionary_draft(Arena *arena)
{
    DictionaryDraft draft = {.arena = arena, .slot_count = 1024};
    draft.slots = ARENA_ARRAY(arena, uint32_t, draft.slot_count);
    return draft;
}

static void draft_place(DictionaryDraft *draft, uint32_t number)
{
    size_t slot = text_hash(draft->items[number].folded, 0) & (draft->slot_count - 1);
    while (draft->slots[slot] != 0) {
        slot = (slot + 1) & (draft->slot_count - 1);
    }
    draft->slots[slot] = number + 1;
}

static void draft_grow(DictionaryDraft *draft)
{
    if (draft->count * 2 < draft->slot_count) {
        return;
    }
    draft->slot_count *= 4;
    draft->slots = ARENA_ARRAY(draft->arena, uint32_t, draft->slot_count);
    for (size_t i = 0; i < draft->count; i++) {
        draft_place(draft, (uint32_t)i);
    }
}

static uint32_t draft_find(const DictionaryDraft *draft, Text folded)
{
    size_t slot = text_hash(folded, 0) & (draft->slot_count - 1);
    while (draft->slots[slot] != 0) {
        const uint32_t number = draft->slots[slot] - 1;
        if (text_equal(draft->items[number].folded, folded)) {
            return number;
        }
        slot = (slot + 1) & (draft->slot_count - 1);
    }
    return NONE;
}

uint32_t dictionary_add(DictionaryDraft *draft, Text folded, Text source, Language language)
{
    const unsigned bit = language == LANGUAGE_COUNT ? 0 : 1U << language;
    const uint32_t known = draft_find(draft, folded);
    if (known != NONE) {
        draft->items[known].languages = (uint8_t)(draft->items[known].languages | bit);
        return known;
    }
    draft_grow(draft);
    const DraftWord word = {
        .folded = text_copy(draft->arena, folded),
        .shown = fold_case(draft->arena, source),
        .languages = (uint8_t)bit,
    };
    const uint32_t number = (uint32_t)draft->count;
    LIST_APPEND(draft->arena, draft, word);
    draft_place(draft, number);
    return number;
}

/* -------------------------------------------------------------------------------- building */

static int compare_draft_words(const void *a, const void *b, void *draft)
{
    const DraftWord *items = ((const DictionaryDraft *)draft)->items;
    return text_compare(items[*(const uint32_t *)a].folded, items[*(const uint32_t *)b].folded);
}

static void place_words(Arena *arena, Dictionary *dictionary)
{
    dictionary->slot_count = slots_for(dictionary->count);
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, dictionary->slot_count);
    for (size_t i = 0; i < dictionary->count; i++) {
        size_t slot = text_hash(dictionary->words[i], 0) & (dictionary->slot_count - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (dictionary->slot_count - 1);
        }
        slots[slot] = (uint32_t)i + 1;
    }
    dictionary->slots = slots;
}

static int compare_ends(Text a, Text b)
{
    size_t i = a.length;
    size_t j = b.length;
    while (i > 0 && j > 0) {
        const int difference = (unsigned char)a.bytes[--i] - (unsigned char)b.bytes[--j];
        if (difference != 0) {
            return difference;
        }
    }
    return (i > 0) - (j > 0);
}

static int compare_words_by_end(const void *a, const void *b, void *words)
{
    const Text *texts = words;
    return compare_ends(texts[*(const uint32_t *)a], texts[*(const uint32_t *)b]);
}

static void order_by_end(Arena *arena, Dictionary *dictionary)
{
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, dictionary->count);
    size_t count = 0;
    for (size_t i = 0; i < dictionary->count; i++) {
        if ((dictionary->languages[i] & GERMANIC) != 0) {
            order[count++] = (uint32_t)i;
        }
    }
    qsort_r(order, count, sizeof *order, compare_words_by_end, (void *)dictionary->words);
    dictionary->by_end = order;
    dictionary->by_end_count = count;
}

/* One word in one language, while families are formed. */
typedef struct Kin {
    Text stem;
    Language language;
    uint32_t word;
} Kin;

typedef LIST_OF(Kin) KinList;

static int compare_kin(const void *a, const void *b)
{
    const Kin *first = a;
    const Kin *second = b;
    if (first->language != second->language) {
        return first->language < second->language ? -1 : 1;
    }
    const int order = text_compare(first->stem, second->stem);
    return order != 0 ? order : (first->word > second->word) - (first->word < second->word);
}

static KinList find_kin(Arena *scratch, const Dictionary *dictionary)
{
    KinList kin = {0};
    Stemmers *stemmers SCOPED(stemmers_close) = stemmers_new();
    for (size_t i = 0; i < dictionary->count; i++) {
        const Text word = dictionary->words[i];
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            const bool is_written = (dictionary->languages[i] >> language & 1) != 0;
            if (is_written && word.length >= STEMMED_LENGTH) {
                const Text stem = stem_word(stemmers, (Language)language, word);
                LIST_APPEND(scratch, &kin,
                            (Kin){text_copy(scratch, stem), (Language)language, (uint32_t)i});
            }
        }
    }
    return kin;
}

static uint64_t family_hash(Language language, Text stem)
{
    return text_hash(stem, (uint64_t)language + 1);
}

static void place_families(Arena *arena, Dictionary *dictionary, size_t count)
{
    dictionary->family_slot_count = slots_for(count);
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, dictionary->family_slot_count);
    for (size_t i = 0; i < count; i++) {
        const Family *family = &dictionary->families[i];
        size_t slot = family_hash(family->language, family->stem);
        slot &= dictionary->family_slot_count - 1;
        while (slots[slot] != 0) {
            slot = (slot + 1) & (dictionary->family_slot_count - 1);
        }
        slots[slot] = (uint32_t)i + 1;
    }
    dictionary->family_slots = slots;
}

static IndexSpan members_of(const Dictionary *dictionary, const Family *family)
{
    return (IndexSpan){dictionary->members + family->first, family->count};
}

/* The family with that stem, counted from 1; 0 when there is none. */
static uint32_t find_family(const Dictionary *dictionary, Language language, Text stem)
{
    size_t slot = family_hash(language, stem) & (dictionary->family_slot_count - 1);
    while (dictionary->family_slots[slot] != 0) {
        const Family *family = &dictionary->families[dictionary->family_slots[slot] - 1];
        if (family->language == language && text_equal(family->stem, stem)) {
            return dictionary->family_slots[slot];
        }
        slot = (slot + 1) & (dictionary->family_slot_count - 1);
    }
    return 0;
}

/* By language and word: its family + 1; 0 is none, or not known yet. */
typedef struct KinTable {
    uint32_t *of[LANGUAGE_COUNT];
} KinTable;

static void build_families(Arena *arena, Arena *scratch, Dictionary *dictionary,
                           const KinTable *table)
{
    KinList kin = find_kin(scratch, dictionary);
    if (kin.count > 0) {
        qsort(kin.items, kin.count, sizeof *kin.items, compare_kin);
    }
    Family *families = ARENA_ARRAY(arena, Family, kin.count);
    uint32_t *members = ARENA_ARRAY(arena, uint32_t, kin.count);
    size_t count = 0;
    for (size_t i = 0; i < kin.count; i++) {
        const Kin *one = &kin.items[i];
        const bool is_new = i == 0 || one->language != kin.items[i - 1].language ||
                            !text_equal(one->stem, kin.items[i - 1].stem);
        if (is_new) {
            families[count++] =
                (Family){text_copy(arena, one->stem), (uint32_t)i, 0, one->language};
        }
        families[count - 1].count++;
        members[i] = one->word;
        table->of[one->language][one->word] = (uint32_t)count;
    }
    dictionary->families = families;
    dictionary->members = members;
    place_families(arena, dictionary, count);
}

/* A word may be written in one language and asked as if it were of another. */
static void find_other_kin(const Dictionary *dictionary, const KinTable *table)
{
    Stemmers *stemmers SCOPED(stemmers_close) = stemmers_new();
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        uint32_t *kin = table->of[language];
        for (size_t i = 0; i < dictionary->count; i++) {
            if (kin[i] == 0) {
                const Text word = dictionary->words[i];
                kin[i] = find_family(dictionary, (Language)language,
                                     stem_word(stemmers, (Language)language, word));
            }
        }
    }
}

static void build_kin(Arena *arena, Arena *scratch, Dictionary *dictionary)
{
    KinTable table;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        table.of[language] = ARENA_ARRAY(arena, uint32_t, dictionary->count);
        dictionary->kin[language] = table.of[language];
    }
    build_families(arena, scratch, dictionary, &table);
    find_other_kin(dictionary, &table);
}

Dictionary dictionary_build(Arena *arena, const DictionaryDraft *draft, uint32_t *ranks)
{
    const size_t count = draft->count;
    uint32_t *order = ARENA_ARRAY(draft->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    qsort_r(order, count, sizeof *order, compare_draft_words, (void *)draft);
    Text *words = ARENA_ARRAY(arena, Text, count);
    Text *shown = ARENA_ARRAY(arena, Text, count);
    uint8_t *languages = ARENA_ARRAY(arena, uint8_t, count);
    for (size_t i = 0; i < count; i++) {
        const DraftWord *word = &draft->items[order[i]];
        ranks[order[i]] = (uint32_t)i;
        words[i] = text_copy(arena, word->folded);
        shown[i] = text_copy(arena, word->shown);
        languages[i] = word->languages;
    }
    Dictionary dictionary = {
        .words = words, .shown = shown, .languages = languages, .count = count};
    place_words(arena, &dictionary);
    order_by_end(arena, &dictionary);
    build_kin(arena, draft->arena, &dictionary);
    dictionary.spellings = spellings_build(arena, words, count);
    return dictionary;
}

/* ---------------------------------------------------------------------------------- asking */

uint32_t dictionary_find(const Dictionary *dictionary, Text folded)
{
    size_t slot = text_hash(folded, 0) & (dictionary->slot_count - 1);
    while (dictionary->slots[slot] != 0) {
        const uint32_t word = dictionary->slots[slot] - 1;
        if (text_equal(dictionary->words[word], folded)) {
            return word;
        }
        slot = (slot + 1) & (dictionary->slot_count - 1);
    }
    return NONE;
}

static bool starts_after(Text word, Text prefix)
{
    return text_compare(text_slice(word, 0, prefix.length), prefix) > 0;
}

WordRange dictionary_prefix(const Dictionary *dictionary, Text prefix)
{
    WordRange range = {0, (uint32_t)dictionary->count};
    uint32_t high = range.to;
    while (range.from < high) {
        const uint32_t middle = range.from + (high - range.from) / 2;
        const bool is_before = text_compare(dictionary->words[middle], prefix) < 0;
        range.from = is_before ? middle + 1 : range.from;
        high = is_before ? high : middle;
    }
    uint32_t low = range.from;
    while (low < range.to) {
        const uint32_t middle = low + (range.to - low) / 2;
        const bool is_past = starts_after(dictionary->words[middle], prefix);
        low = is_past ? low : middle + 1;
        range.to = is_past ? middle : range.to;
    }
    return range;
}

/* Below, at or above zero as `word` stands before, among or after the words ending so. */
static int compare_with_suffix(Text word, Text suffix)
{
    const size_t cut = word.length > suffix.length ? word.length - suffix.length : 0;
    return compare_ends(text_slice(word, cut, word.length), suffix);
}

WordRange dictionary_suffix(const Dictionary *dictionary, Text suffix)
{
    uint32_t from = 0;
    uint32_t high = (uint32_t)dictionary->by_end_count;
    while (from < high) {
        const uint32_t middle = from + (high - from) / 2;
        const Text word = dictionary->words[dictionary->by_end[middle]];
        const bool is_before = compare_with_suffix(word, suffix) < 0;
        from = is_before ? middle + 1 : from;
        high = is_before ? high : middle;
    }
    uint32_t to = from;
    while (to < dictionary->by_end_count &&
           text_ends_with(dictionary->words[dictionary->by_end[to]], suffix)) {
        to++;
    }
    return (WordRange){from, to};
}

IndexSpan dictionary_family(const Dictionary *dictionary, Language language, Text stem)
{
    const uint32_t family = find_family(dictionary, language, stem);
    return family == 0 ? (IndexSpan){NULL, 0}
                       : members_of(dictionary, &dictionary->families[family - 1]);
}

IndexSpan dictionary_kin(const Dictionary *dictionary, Language language, uint32_t word)
{
    const uint32_t family = dictionary->kin[language][word];
    return family == 0 ? (IndexSpan){NULL, 0}
                       : members_of(dictionary, &dictionary->families[family - 1]);
}

void dictionary_near(const Dictionary *dictionary, Arena *arena, Text folded, size_t limit,
                     NearWordList *near)
{
    if (limit > 0 && folded.length >= 2 && folded.length <= WORD_BYTES) {
        spellings_near(&dictionary->spellings, dictionary->words, arena, folded, limit, near);
    }
}
