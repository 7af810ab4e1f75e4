/* SPDX-License-Identifier: EUPL-1.2 */
/* The doors of one chunk that answer a word of the question, by text or by need. */
#include "directory/search_pass.h"

void groups_rewind(Query *query)
{
    const Postings *postings = &query->index->postings;
    for (size_t i = 0; i < query->group_count; i++) {
        ExpansionList *expansions = &query->groups[i].expansions;
        for (size_t j = 0; j < expansions->count; j++) {
            Expansion *expansion = &expansions->items[j];
            expansion->at = postings->starts[expansion->word];
            expansion->end = postings->starts[expansion->word + 1];
        }
    }
}

/* Chunks mostly come in order; whoever asks for an earlier one pays a search. */
const Portion *expansion_portion(const Query *query, Expansion *expansion, uint32_t chunk)
{
    const Postings *postings = &query->index->postings;
    const Portion *portions = postings->portions;
    const uint32_t start = postings->starts[expansion->word];
    if (expansion->at > start && portions[expansion->at - 1].chunk >= chunk) {
        expansion->at = portion_from(portions, start, expansion->at, chunk);
    } else if (expansion->at < expansion->end && portions[expansion->at].chunk < chunk) {
        expansion->at = portion_from(portions, expansion->at + 1, expansion->end, chunk);
    }
    const bool is_there =
        expansion->at < expansion->end && portions[expansion->at].chunk == chunk;
    return is_there ? &portions[expansion->at] : NULL;
}

static void add_portion(const Postings *postings, const Portion *portion, ChunkSet *set)
{
    if (portion_is_dense(portion)) {
        chunk_join(set, portion_set(postings, portion));
        return;
    }
    const uint16_t *places = postings->places + portion->first;
    for (uint32_t i = 0; i < portion->count; i++) {
        chunk_add(set, places[i]);
    }
}

void group_union(const Query *query, size_t number, uint32_t chunk, ChunkSet *set)
{
    const Group *group = &query->groups[number];
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Portion *portion = expansion_portion(query, &group->expansions.items[i], chunk);
        if (portion != NULL) {
            add_portion(&query->index->postings, portion, set);
        }
    }
    for (size_t i = 0; i < query->needs.count && !group->is_place; i++) {
        const NeedMatch *match = &query->needs.items[i];
        if ((match->groups >> number & 1) != 0) {
            chunk_join(set, &query->index->labels.doors[match->need][chunk]);
        }
    }
}
