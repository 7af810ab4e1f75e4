/* SPDX-License-Identifier: EUPL-1.2 */
/* How many of the doors found have each value of each filter. */
#include "directory/search_parts.h"

static FacetCounts counts_of(const Query *query, const uint32_t *counts, LabelKind kind)
{
    const Labels *labels = &query->index->labels;
    const size_t from = labels->kind_starts[kind];
    const size_t to = labels->kind_starts[kind + 1];
    FacetCount *items = ARENA_ARRAY(query->arena, FacetCount, to - from);
    size_t used = 0;
    for (size_t i = from; i < to; i++) {
        if (counts[i] > 0) {
            items[used++] = (FacetCount){labels->codes[i], counts[i]};
        }
    }
    return (FacetCounts){items, used};
}

static void count_flags(const Query *query, const FoundDoors *found, SearchFacets *facets)
{
    const DoorTable *doors = &query->index->doors;
    const Moment at = query->request->at;
    for (size_t i = 0; i < found->count; i++) {
        const uint32_t door = found->doors[i];
        facets->free += set_has(doors->flags[FLAG_FREE], door);
        facets->accessible += set_has(doors->flags[FLAG_ACCESSIBLE], door);
        facets->with_animals += set_has(doors->flags[FLAG_ANIMALS], door);
        facets->remote += set_has(doors->flags[FLAG_REMOTE], door);
        facets->open +=
            at != MOMENT_NONE && door_state(query->index, door, &query->clock) == HOURS_OPEN;
    }
}

void query_count(const Query *query, const FoundDoors *found, SearchFacets *facets)
{
    const Labels *labels = &query->index->labels;
    uint32_t *counts = ARENA_ARRAY(query->arena, uint32_t, labels->count);
    for (size_t i = 0; i < found->count; i++) {
        const uint32_t door = found->doors[i];
        for (uint32_t j = labels->starts[door]; j < labels->starts[door + 1]; j++) {
            counts[labels->numbers[j]]++;
        }
    }
    *facets = (SearchFacets){
        .needs = counts_of(query, counts, LABEL_NEED),
        .publics = counts_of(query, counts, LABEL_PUBLIC),
        .modes = counts_of(query, counts, LABEL_MODE),
        .languages = counts_of(query, counts, LABEL_LANGUAGE),
    };
    count_flags(query, found, facets);
}
