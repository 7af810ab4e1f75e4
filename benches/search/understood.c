/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/search/understood.h"

#include <stdlib.h>

#include "directory/search_parts.h"

static const double PLACE_RADIUS = 10000;
static const double WEAK_WORD = 0.3;

static char kind_of(const Group *group)
{
    if (group->is_place) {
        return 'P';
    }
    return group->is_required ? 'R' : 'O';
}

static double weight_of(const Group *group)
{
    const bool is_weak = group->is_place || group->weight == WORD_WEAK;
    return is_weak && !group->is_required ? WEAK_WORD : 1;
}

static void write_group(const Query *query, size_t number, FILE *file)
{
    const Group *group = &query->groups[number];
    (void)fprintf(file, "%s%c,%g,", number == 0 ? "" : "|", kind_of(group), weight_of(group));
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Expansion *expansion = &group->expansions.items[i];
        (void)fprintf(file, "%s%.*s:%.9g", i == 0 ? "" : " ",
                      TEXT_ARG(query->index->dictionary.words[expansion->word]),
                      (double)expansion->quality);
    }
    (void)fputc(',', file);
    bool is_first = true;
    for (size_t i = 0; i < query->needs.count && !group->is_place; i++) {
        const NeedMatch *match = &query->needs.items[i];
        if ((match->groups >> number & 1) != 0) {
            (void)fprintf(file, "%s%u:%.9g", is_first ? "" : " ", match->need,
                          (double)match->strength);
            is_first = false;
        }
    }
}

Understood understood_write(const SearchIndex *index, const SearchRequest *request,
                            bool with_typos, FILE *file)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Query *query = ARENA_NEW(arena, Query);
    *query = (Query){.index = index, .arena = arena, .request = request};
    query->relaxed[RELAXED_TYPOS] = with_typos;
    if (query_read(query, request->text, NULL) != OK) {
        abort(); /* it was answered before */
    }
    query_expand(query);
    query_understand(query);
    for (size_t i = 0; i < query->group_count; i++) {
        write_group(query, i, file);
    }
    Understood understood = {request->origin, request->radius};
    if (query->place != NULL) {
        understood.origin = query->place->point;
        understood.radius = request->radius > 0 ? request->radius : PLACE_RADIUS;
    }
    return understood;
}
