/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the relatives of the words of a question in the dictionary. */
#include <stdlib.h>

#include "base/buffer.h"
#include "directory/search_parts.h"
#include "words/stem.h"
#include "words/typo.h"

static const float EXACT = 1;
static const float STEM = 0.85F;      /* in the language of the interface */
static const float OTHER_STEM = 0.8F; /* in another */
static const float PREFIX = 0.6F;
static const float COMPOUND = 0.55F;
static const float COMPOUND_PART = 0.4F;
static const float ONE_MISTAKE = 0.7F;
static const float TWO_MISTAKES = 0.5F;

enum {
    SHORTEST_PREFIX = 3,
    SHORTEST_PART = 4, /* of a compound */
    SHORTEST_REST = 3, /* of a compound, with its linking letters */
    GERMANIC = 1 << DUTCH | 1 << GERMAN,
};

typedef struct Expander {
    Query *query;
    const Dictionary *dictionary;
    Group *group;
} Expander;

static void add(const Expander *expander, uint32_t word, float quality)
{
    LIST_APPEND(expander->query->arena, &expander->group->expansions,
                (Expansion){.word = word, .quality = quality});
}

static void add_exact(const Expander *expander, Text folded)
{
    const uint32_t word = dictionary_find(expander->dictionary, folded);
    if (word != NONE) {
        add(expander, word, EXACT);
    }
}

/* The words with the stem that the word has in that language. */
static IndexSpan family_of(const Expander *expander, Language language, Text folded)
{
    const uint32_t word = dictionary_find(expander->dictionary, folded);
    if (word != NONE) {
        return dictionary_kin(expander->dictionary, language, word);
    }
    const Text stem = stem_word(stemmers_of_thread(), language, folded);
    return dictionary_family(expander->dictionary, language, stem);
}

static void add_stems(const Expander *expander, Text folded)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        const IndexSpan family = family_of(expander, (Language)language, folded);
        const bool is_own = expander->query->request->language == (Language)language;
        for (size_t i = 0; i < family.count; i++) {
            add(expander, family.items[i], is_own ? STEM : OTHER_STEM);
        }
    }
}

/* "abri de nuit", "abri-de-nuit": two neighbours may be one word in the directory. */
static void add_neighbours(const Expander *expander, size_t at)
{
    const WordList *words = &expander->query->words;
    for (size_t first = at == 0 ? 0 : at - 1; first <= at && first + 1 < words->count;
         first++) {
        const Text pair[] = {words->items[first].folded, words->items[first + 1].folded};
        const bool is_short = pair[0].length < 3 || pair[1].length < 3;
        if (!is_short && pair[0].length + pair[1].length <= WORD_BYTES) {
            add_exact(expander, text_join(expander->query->arena, pair, 2, (Text){"", 0}));
        }
    }
}

static bool is_compound(const Dictionary *dictionary, uint32_t word, Text part)
{
    return (dictionary->languages[word] & GERMANIC) != 0 &&
           dictionary->words[word].length >= part.length + SHORTEST_REST;
}

/* Dutch and German write "schuldbemiddeling" in one word; one looks for "schuld". */
static void add_compounds(const Expander *expander, Text folded)
{
    if (folded.length < SHORTEST_PART) {
        return;
    }
    const Dictionary *dictionary = expander->dictionary;
    const WordRange starting = dictionary_prefix(dictionary, folded);
    for (uint32_t i = starting.from; i < starting.to; i++) {
        if (is_compound(dictionary, i, folded)) {
            add(expander, i, COMPOUND);
        }
    }
    const WordRange ending = dictionary_suffix(dictionary, folded);
    for (uint32_t i = ending.from; i < ending.to; i++) {
        if (is_compound(dictionary, dictionary->by_end[i], folded)) {
            add(expander, dictionary->by_end[i], COMPOUND);
        }
    }
}

static void add_prefix(const Expander *expander, Text folded)
{
    if (folded.length < SHORTEST_PREFIX) {
        return;
    }
    const WordRange range = dictionary_prefix(expander->dictionary, folded);
    for (uint32_t i = range.from; i < range.to; i++) {
        add(expander, i, PREFIX);
    }
}

static void add_corrections(const Expander *expander, Text folded)
{
    NearWordList near = {0};
    dictionary_near(expander->dictionary, expander->query->arena, folded,
                    typo_allowance(folded), &near);
    for (size_t i = 0; i < near.count; i++) {
        add(expander, near.items[i].word,
            near.items[i].distance == 1 ? ONE_MISTAKE : TWO_MISTAKES);
        ExpansionList *list = &expander->group->expansions;
        list->items[list->count - 1].is_correction = true;
    }
}

static bool is_germanic_word(const Dictionary *dictionary, Text part)
{
    const uint32_t word = dictionary_find(dictionary, part);
    return word != NONE && (dictionary->languages[word] & GERMANIC) != 0;
}

/* The other way round: the question says "Lebensmittelausgabe", the directory "Ausgabe". */
static void add_parts(const Expander *expander, Text folded)
{
    for (size_t cut = SHORTEST_PART; cut + SHORTEST_PART <= folded.length; cut++) {
        const Text parts[] = {text_slice(folded, 0, cut),
                              text_slice(folded, cut, folded.length)};
        for (size_t i = 0; i < LENGTH_OF(parts); i++) {
            if (is_germanic_word(expander->dictionary, parts[i])) {
                add(expander, dictionary_find(expander->dictionary, parts[i]), COMPOUND_PART);
            }
        }
    }
}

static int compare_expansions(const void *a, const void *b)
{
    const Expansion *first = a;
    const Expansion *second = b;
    if (first->word != second->word) {
        return first->word < second->word ? -1 : 1;
    }
    return (first->quality < second->quality) - (first->quality > second->quality);
}

static void keep_best(ExpansionList *list)
{
    if (list->count < 2) {
        return;
    }
    qsort(list->items, list->count, sizeof *list->items, compare_expansions);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++) {
        if (list->items[i].word != list->items[kept - 1].word) {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept;
}

static void expand_spelling(const Expander *expander, Text folded, bool is_last)
{
    const bool is_rigid = expander->group->word->is_rigid;
    add_exact(expander, folded);
    if (!is_rigid) {
        add_stems(expander, folded);
        add_compounds(expander, folded);
    }
    if (is_last && expander->query->last_is_open && (!is_rigid || folded.length <= 3)) {
        add_prefix(expander, folded);
    }
}

static bool is_known(const Expander *expander, Text folded)
{
    const uint32_t word = dictionary_find(expander->dictionary, folded);
    const uint32_t *starts = expander->query->index->expressions.starts;
    return word != NONE && starts[word] < starts[word + 1];
}

/* Spelling is doubted only where nothing else was found. What people call a need stays itself:
 * "schulden" has no door, and is no misspelt "Schulen". */
static void doubt_spelling(const Expander *expander, Text folded)
{
    if (expander->group->word->is_rigid || is_known(expander, folded)) {
        return;
    }
    add_corrections(expander, folded);
    add_parts(expander, folded);
}

static void expand_group(Expander *expander, size_t at)
{
    Query *query = expander->query;
    expander->group = &query->groups[at];
    const Word *word = expander->group->word;
    const bool is_last = at + 1 == query->group_count;
    expander->group->expansions.count = 0;
    expand_spelling(expander, word->folded, is_last);
    if (word->umlauts.length > 0) {
        expand_spelling(expander, word->umlauts, is_last);
    }
    add_neighbours(expander, at);
    if (query->relaxed[RELAXED_TYPOS]) {
        doubt_spelling(expander, word->folded);
    }
    keep_best(&expander->group->expansions);
}

void query_expand(Query *query)
{
    Expander expander = {.query = query, .dictionary = &query->index->dictionary};
    for (size_t i = 0; i < query->group_count; i++) {
        if (query->groups[i].weight != WORD_STOP || query->groups[i].is_required ||
            query->groups[i].is_place) {
            expand_group(&expander, i);
        }
    }
}

/* -------------------------------------------------------------------------- did you mean */

/* A word of the person's language before another, then the word more doors or needs use. */
static uint32_t frequency(const Query *query, uint32_t word)
{
    const SearchIndex *index = query->index;
    const uint32_t doors = index->postings.doors[word];
    const uint32_t names =
        index->expressions.starts[word + 1] - index->expressions.starts[word];
    const bool is_own =
        (index->dictionary.languages[word] >> query->request->language & 1) != 0;
    return doors + names + (is_own ? UINT32_C(1) << 30 : 0);
}

/* The correction to propose for a word that means nothing as it stands; NONE otherwise. */
static uint32_t correction_of(const Query *query, const Group *group)
{
    uint32_t best = NONE;
    float quality = 0;
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Expansion *expansion = &group->expansions.items[i];
        if (!expansion->is_correction) {
            return NONE;
        }
        const bool is_better = best == NONE || expansion->quality > quality ||
                               (expansion->quality == quality &&
                                frequency(query, expansion->word) > frequency(query, best));
        if (is_better) {
            best = expansion->word;
            quality = expansion->quality;
        }
    }
    return best;
}

Text query_corrected(const Query *query)
{
    const Text source = query->request->text;
    Buffer text = buffer_new(query->arena, SEARCH_QUERY_BYTES * 8);
    size_t copied = 0;
    for (size_t i = 0; i < query->group_count; i++) {
        const Group *group = &query->groups[i];
        const uint32_t correction = group->is_place ? NONE : correction_of(query, group);
        if (correction != NONE) {
            buffer_append(&text, text_slice(source, copied, group->word->start));
            buffer_append(&text, query->index->dictionary.shown[correction]);
            copied = group->word->end;
        }
    }
    if (copied == 0) {
        return (Text){"", 0};
    }
    buffer_append(&text, text_slice(source, copied, source.length));
    return buffer_text(&text);
}
