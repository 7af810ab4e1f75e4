/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Understands words as needs. Each label, synonym, acronym and sentence of a need is compared
 * with the question: how much of it was said, and how much of the question says it.
 */
#include <math.h>
#include <stdlib.h>

#include "directory/search_parts.h"

static const float LEAST_STRENGTH = 0.48F; /* said of an expression, to be understood at all */
static const float GRAMMAR_SHARE = 0.01F;
static const float UNKNOWN_WEAK_SHARE = 0.2F; /* of a strong word no need uses */
static const float DEPTH_MERIT = 0.03F;       /* between two readings, the more precise one */

/* How much of one expression was said. */
typedef struct Said {
    uint32_t expression;
    uint32_t groups; /* by which words of the question */
    float weight;    /* of its words that were said */
    float in_group;  /* best so far by the current word */
} Said;

typedef LIST_OF(Said) SaidList;

typedef struct Listener {
    const Query *query;
    SaidList said;      /* expressions spoken of, as they come up */
    uint32_t *slots;    /* open addressing by expression: item of `said` + 1 */
    size_t slot_count;  /* a power of two, more than twice what may come up */
    uint32_t *in_group; /* items the current word speaks of */
    size_t in_group_count;
    float weights[SEARCH_QUERY_WORDS]; /* of the words of the question */
    float all;                         /* of them together */
} Listener;

/* In speech a plural or a verb's ending changes nothing; a correction or a part of a word does.
 */
static float spoken_quality(const Expansion *expansion)
{
    const bool is_inflection = expansion->quality >= 0.8F && !expansion->is_correction;
    return is_inflection ? 0.7F + expansion->quality * 0.3F : expansion->quality;
}

static uint32_t said_of(Listener *listener, uint32_t expression)
{
    const size_t mask = listener->slot_count - 1;
    size_t slot = (expression * UINT32_C(2654435761)) & mask;
    for (; listener->slots[slot] != 0; slot = (slot + 1) & mask) {
        const uint32_t item = listener->slots[slot] - 1;
        if (listener->said.items[item].expression == expression) {
            return item;
        }
    }
    const uint32_t item = (uint32_t)listener->said.count;
    LIST_APPEND(listener->query->arena, &listener->said, (Said){.expression = expression});
    listener->slots[slot] = item + 1;
    return item;
}

static void hear_word(Listener *listener, uint32_t word, float quality)
{
    const Expressions *expressions = &listener->query->index->expressions;
    for (uint32_t i = expressions->starts[word]; i < expressions->starts[word + 1]; i++) {
        const ExpressionWord *heard = &expressions->words[i];
        const uint32_t item = said_of(listener, heard->expression);
        Said *said = &listener->said.items[item];
        if (said->in_group == 0) {
            listener->in_group[listener->in_group_count++] = item;
        }
        const float weight = heard->weight * quality;
        said->in_group = weight > said->in_group ? weight : said->in_group;
    }
}

/* Small words weigh next to nothing, and settle it between "papers" and "no papers". */
static bool is_grammar(const Group *group)
{
    return group->weight == WORD_STOP && !group->is_required;
}

static uint32_t grammar_word(const Query *query, const Group *group)
{
    return is_grammar(group) ? dictionary_find(&query->index->dictionary, group->word->folded)
                             : NONE;
}

/* A word of the question says one word of an expression, the weightiest. */
static void hear_group(Listener *listener, size_t number)
{
    const Group *group = &listener->query->groups[number];
    listener->in_group_count = 0;
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Expansion *expansion = &group->expansions.items[i];
        hear_word(listener, expansion->word, spoken_quality(expansion));
    }
    const uint32_t grammar = grammar_word(listener->query, group);
    if (grammar != NONE) {
        hear_word(listener, grammar, 1);
    }
    for (size_t i = 0; i < listener->in_group_count; i++) {
        Said *said = &listener->said.items[listener->in_group[i]];
        said->weight += said->in_group;
        said->groups |= UINT32_C(1) << number;
        said->in_group = 0;
    }
}

/* A word that needs use as it stands has its own weight, else that of its closest relative. */
static float group_weight(const Query *query, const Group *group)
{
    const Expressions *expressions = &query->index->expressions;
    if (is_grammar(group)) {
        return expressions->unknown_weight * GRAMMAR_SHARE;
    }
    float weight = 0;
    float quality = 0;
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Expansion *expansion = &group->expansions.items[i];
        const float own = expressions->word_weights[expansion->word];
        const bool is_better =
            expansion->quality > quality || (expansion->quality == quality && own > weight);
        if (own > 0 && is_better) {
            weight = own;
            quality = expansion->quality;
        }
    }
    if (weight > 0) {
        return weight;
    }
    return group->weight == WORD_STRONG ? expressions->unknown_weight
                                        : expressions->unknown_weight * UNKNOWN_WEAK_SHARE;
}

static void weigh_groups(Listener *listener)
{
    const Query *query = listener->query;
    for (size_t i = 0; i < query->group_count; i++) {
        listener->weights[i] =
            query->groups[i].is_place ? 0 : group_weight(query, &query->groups[i]);
        listener->all += listener->weights[i];
    }
}

static float share_of(const Listener *listener, uint32_t groups)
{
    float said = 0;
    for (uint32_t rest = groups; rest != 0; rest &= rest - 1) {
        said += listener->weights[__builtin_ctz(rest)];
    }
    return listener->all > 0 ? said / listener->all : 0;
}

static float merit(const NeedMatch *match)
{
    return match->strength * match->share;
}

/* What other names of the same need add: the question may mix two of them. */
static void settle_match(const Listener *listener, NeedMatch *match)
{
    const Query *query = listener->query;
    const float depth =
        query->index->catalogue->needs->terms[match->need].parent == NONE ? 0 : DEPTH_MERIT;
    match->share = (match->share + share_of(listener, match->groups)) / 2;
    match->merit = match->strength * match->share * (1 + depth);
}

/* The need's own best expression stands for it. */
static void keep_match(Query *query, NeedMatch *by_need, const NeedMatch *match)
{
    NeedMatch *known = &by_need[match->need];
    if (known->groups == 0) {
        LIST_APPEND(query->arena, &query->needs, (NeedMatch){.need = match->need});
        *known = *match;
        return;
    }
    const uint32_t groups = known->groups | match->groups;
    if (merit(match) > merit(known)) {
        *known = *match;
    }
    known->groups = groups;
}

static int compare_matches(const void *a, const void *b)
{
    const NeedMatch *first = a;
    const NeedMatch *second = b;
    const float difference = second->merit - first->merit;
    if (difference != 0) {
        return difference > 0 ? 1 : -1;
    }
    return (first->need > second->need) - (first->need < second->need);
}

static void collect_matches(Query *query, const Listener *listener)
{
    const Expressions *expressions = &query->index->expressions;
    NeedMatch *by_need =
        ARENA_ARRAY(query->arena, NeedMatch, query->index->catalogue->needs->term_count);
    for (size_t i = 0; i < listener->said.count; i++) {
        const Said *said = &listener->said.items[i];
        const Expression *expression = &expressions->items[said->expression];
        const float strength = said->weight / expression->weight;
        if (strength >= LEAST_STRENGTH) {
            const NeedMatch match = {
                .need = expression->need,
                .groups = said->groups,
                .phrase = said->groups,
                .strength = strength > 1 ? 1 : strength,
                .share = share_of(listener, said->groups),
            };
            keep_match(query, by_need, &match);
        }
    }
    for (size_t i = 0; i < query->needs.count; i++) {
        query->needs.items[i] = by_need[query->needs.items[i].need];
        settle_match(listener, &query->needs.items[i]);
    }
    if (query->needs.count > 1) {
        qsort(query->needs.items, query->needs.count, sizeof *query->needs.items,
              compare_matches);
    }
}

static size_t words_of_expressions(const Query *query, uint32_t word)
{
    const uint32_t *starts = query->index->expressions.starts;
    return starts[word + 1] - starts[word];
}

/* How many words of expressions the question may speak of, at most. */
static size_t most_said(const Query *query)
{
    size_t most = 0;
    for (size_t i = 0; i < query->group_count; i++) {
        const Group *group = &query->groups[i];
        for (size_t j = 0; j < group->expansions.count && !group->is_place; j++) {
            most += words_of_expressions(query, group->expansions.items[j].word);
        }
        const uint32_t grammar = grammar_word(query, group);
        most += grammar == NONE ? 0 : words_of_expressions(query, grammar);
    }
    return most;
}

void query_understand(Query *query)
{
    const size_t most = most_said(query);
    query->needs.count = 0;
    if (most == 0) {
        return;
    }
    Listener listener = {.query = query, .slot_count = 16};
    while (listener.slot_count < most * 2) {
        listener.slot_count *= 2;
    }
    listener.slots = ARENA_ARRAY(query->arena, uint32_t, listener.slot_count);
    listener.in_group = ARENA_ARRAY(query->arena, uint32_t, most);
    for (size_t i = 0; i < query->group_count; i++) {
        if (!query->groups[i].is_place) {
            hear_group(&listener, i);
        }
    }
    weigh_groups(&listener);
    collect_matches(query, &listener);
}

void query_widen_needs(Query *query)
{
    for (size_t i = 0; i < query->needs.count; i++) {
        NeedMatch *match = &query->needs.items[i];
        match->need = need_widen(query->index, match->need);
    }
}
