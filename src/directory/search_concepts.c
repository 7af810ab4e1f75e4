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

typedef struct Said {
    float weight;    /* of the words of the expression that were said */
    uint32_t groups; /* by which words of the question */
    float in_group;  /* best so far by the current word */
} Said;

typedef struct Listener {
    const Query *query;
    Said *said; /* by expression */
    uint32_t *touched;
    size_t touched_count;
    uint32_t *in_group; /* expressions the current word speaks of */
    size_t in_group_count;
} Listener;

/* In speech a plural or a verb's ending changes nothing; a correction or a part of a word does.
 */
static float spoken_quality(const Expansion *expansion)
{
    const bool is_inflection = expansion->quality >= 0.8F && !expansion->is_correction;
    return is_inflection ? 0.7F + expansion->quality * 0.3F : expansion->quality;
}

static void hear_word(Listener *listener, uint32_t word, float quality)
{
    const Expressions *expressions = &listener->query->index->expressions;
    for (uint32_t i = expressions->starts[word]; i < expressions->starts[word + 1]; i++) {
        const ExpressionWord *heard = &expressions->words[i];
        Said *said = &listener->said[heard->expression];
        if (said->groups == 0 && said->in_group == 0) {
            listener->touched[listener->touched_count++] = heard->expression;
        }
        if (said->in_group == 0) {
            listener->in_group[listener->in_group_count++] = heard->expression;
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

/* A word of the question says one word of an expression, the weightiest. */
static void hear_group(Listener *listener, size_t number)
{
    const Group *group = &listener->query->groups[number];
    listener->in_group_count = 0;
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Expansion *expansion = &group->expansions.items[i];
        hear_word(listener, expansion->word, spoken_quality(expansion));
    }
    if (is_grammar(group)) {
        const uint32_t word =
            dictionary_find(&listener->query->index->dictionary, group->word->folded);
        if (word != NONE) {
            hear_word(listener, word, 1);
        }
    }
    for (size_t i = 0; i < listener->in_group_count; i++) {
        Said *said = &listener->said[listener->in_group[i]];
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

static float share_of(const Query *query, uint32_t groups)
{
    float all = 0;
    float said = 0;
    for (size_t i = 0; i < query->group_count; i++) {
        const Group *group = &query->groups[i];
        if (group->is_place) {
            continue;
        }
        const float weight = group_weight(query, group);
        all += weight;
        said += (groups >> i & 1) != 0 ? weight : 0;
    }
    return all > 0 ? said / all : 0;
}

static float merit(const NeedMatch *match)
{
    return match->strength * match->share;
}

/* What other names of the same need add: the question may mix two of them. */
static void settle_match(const Query *query, NeedMatch *match)
{
    const float depth =
        query->index->catalogue->needs->terms[match->need].parent == NONE ? 0 : DEPTH_MERIT;
    match->share = (match->share + share_of(query, match->groups)) / 2;
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
    for (size_t i = 0; i < listener->touched_count; i++) {
        const Expression *expression = &expressions->items[listener->touched[i]];
        const Said *said = &listener->said[listener->touched[i]];
        const float strength = said->weight / expression->weight;
        if (strength >= LEAST_STRENGTH) {
            const NeedMatch match = {
                .need = expression->need,
                .groups = said->groups,
                .phrase = said->groups,
                .strength = strength > 1 ? 1 : strength,
                .share = share_of(query, said->groups),
            };
            keep_match(query, by_need, &match);
        }
    }
    for (size_t i = 0; i < query->needs.count; i++) {
        query->needs.items[i] = by_need[query->needs.items[i].need];
        settle_match(query, &query->needs.items[i]);
    }
    if (query->needs.count > 1) {
        qsort(query->needs.items, query->needs.count, sizeof *query->needs.items,
              compare_matches);
    }
}

void query_understand(Query *query)
{
    const size_t count = query->index->expressions.count;
    Listener listener = {
        .query = query,
        .said = ARENA_ARRAY(query->arena, Said, count),
        .touched = ARENA_ARRAY(query->arena, uint32_t, count),
        .in_group = ARENA_ARRAY(query->arena, uint32_t, count),
    };
    query->needs.count = 0;
    for (size_t i = 0; i < query->group_count; i++) {
        if (!query->groups[i].is_place) {
            hear_group(&listener, i);
        }
    }
    collect_matches(query, &listener);
}

void query_widen_needs(Query *query)
{
    for (size_t i = 0; i < query->needs.count; i++) {
        NeedMatch *match = &query->needs.items[i];
        match->need = need_widen(query->index, match->need);
    }
}
