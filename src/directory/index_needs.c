/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people call the needs: labels, synonyms, acronyms and sentences in four languages. A
 * word that few needs use ("dentiste") tells more than one that many use ("aide").
 */
#include <math.h>

#include "directory/index_parts.h"
#include "words/stop.h"

static const float STOP_SHARE = 0.01F;
static const float WEAK_SHARE = 0.35F;

typedef struct NeedReader {
    DictionaryDraft *draft;
    NeedWords *words;
    uint32_t need;
} NeedReader;

static float share_of(Text folded)
{
    switch (word_weight(folded)) {
    case WORD_STRONG:
        return 1;
    case WORD_WEAK:
        return WEAK_SHARE;
    case WORD_STOP:
        return STOP_SHARE;
    }
    return 1;
}

static void add_word(const NeedReader *reader, Text folded, Text source, Language language)
{
    const NeedWord word = {
        .expression = (uint32_t)reader->words->expressions.count,
        .word = dictionary_add(reader->draft, folded, source, language),
        .share = share_of(folded),
    };
    LIST_APPEND(reader->draft->arena, &reader->words->words, word);
}

static bool words_have_umlauts(const WordList *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].umlauts.length > 0) {
            return true;
        }
    }
    return false;
}

static void add_spelling(const NeedReader *reader, Text text, const WordList *words,
                         Language language, bool with_umlauts)
{
    for (size_t i = 0; i < words->count; i++) {
        const Word *word = &words->items[i];
        const bool is_umlaut = with_umlauts && word->umlauts.length > 0;
        add_word(reader, is_umlaut ? word->umlauts : word->folded,
                 text_slice(text, word->start, word->end), language);
    }
    LIST_APPEND(reader->draft->arena, &reader->words->expressions,
                (Expression){.need = reader->need});
}

static void add_expression(const NeedReader *reader, Text text, Language language)
{
    WordList words = {0};
    fold_words(reader->draft->arena, text, &words);
    if (words.count == 0) {
        return;
    }
    add_spelling(reader, text, &words, language, false);
    if (words_have_umlauts(&words)) {
        add_spelling(reader, text, &words, language, true);
    }
}

static void add_list(const NeedReader *reader, const TextSpan spans[LANGUAGE_COUNT])
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (size_t i = 0; i < spans[language].count; i++) {
            add_expression(reader, spans[language].items[i], (Language)language);
        }
    }
}

void index_read_needs(DictionaryDraft *draft, const Catalogue *catalogue, NeedWords *words)
{
    NeedReader reader = {.draft = draft, .words = words};
    for (size_t i = 0; i < catalogue->needs->term_count; i++) {
        const Term *need = &catalogue->needs->terms[i];
        reader.need = (uint32_t)i;
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            add_expression(&reader, need->name.in[language], (Language)language);
        }
        add_list(&reader, need->synonyms);
        add_list(&reader, need->acronyms);
        add_list(&reader, need->phrases);
    }
}

/* How many needs use each word, counted once a need: words come need by need. */
static uint32_t *count_needs_by_word(Arena *scratch, const NeedWords *words, size_t word_count)
{
    uint32_t *counts = ARENA_ARRAY(scratch, uint32_t, word_count);
    uint32_t *last_need = ARENA_ARRAY(scratch, uint32_t, word_count);
    for (size_t i = 0; i < words->words.count; i++) {
        const NeedWord *word = &words->words.items[i];
        const uint32_t need = words->expressions.items[word->expression].need + 1;
        counts[word->word] += last_need[word->word] != need;
        last_need[word->word] = need;
    }
    return counts;
}

static float rarity(size_t needs, size_t using)
{
    return (float)log(1 + (double)(needs + 1) / (double)(using + 1));
}

static void sort_words(Arena *arena, const NeedWords *words, SearchIndex *index)
{
    const size_t word_count = index->dictionary.count;
    Expressions *expressions = &index->expressions;
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, word_count + 2);
    ExpressionWord *sorted = ARENA_ARRAY(arena, ExpressionWord, words->words.count);
    for (size_t i = 0; i < words->words.count; i++) {
        starts[words->words.items[i].word + 2]++;
    }
    for (size_t i = 2; i < word_count + 2; i++) {
        starts[i] += starts[i - 1];
    }
    for (size_t i = 0; i < words->words.count; i++) {
        const NeedWord *word = &words->words.items[i];
        sorted[starts[word->word + 1]++] =
            (ExpressionWord){word->expression, expressions->word_weights[word->word]};
    }
    expressions->starts = starts;
    expressions->words = sorted;
}

void index_build_expressions(Arena *arena, Arena *scratch, const NeedWords *words,
                             SearchIndex *index)
{
    const size_t needs = index->catalogue->needs->term_count;
    const uint32_t *counts = count_needs_by_word(scratch, words, index->dictionary.count);
    float *weights = ARENA_ARRAY(arena, float, index->dictionary.count);
    Expression *items = ARENA_ARRAY(arena, Expression, words->expressions.count);
    for (size_t i = 0; i < words->expressions.count; i++) {
        items[i] = words->expressions.items[i];
    }
    for (size_t i = 0; i < words->words.count; i++) {
        const NeedWord *word = &words->words.items[i];
        weights[word->word] = word->share * rarity(needs, counts[word->word]);
        items[word->expression].weight += weights[word->word];
    }
    index->expressions = (Expressions){
        .items = items,
        .count = words->expressions.count,
        .word_weights = weights,
        .unknown_weight = rarity(needs, 0),
    };
    sort_words(arena, words, index);
}
