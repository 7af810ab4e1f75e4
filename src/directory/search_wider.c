/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Some needs have no door yet. Nobody is sent away for that: a wider need above may have one,
 * and behind the door that welcomes everybody someone listens and helps to look further.
 */
#include "directory/search_parts.h"

enum { MOST_PROPOSED = 3, DOORS_SEEN = 12 };

static bool has_door(const SearchIndex *index, uint32_t need)
{
    return index->labels.totals[need] > 0;
}

static uint32_t general_need(const SearchIndex *index)
{
    const Vocabulary *needs = index->catalogue->needs;
    for (uint32_t i = 0; i < needs->term_count; i++) {
        if (needs->terms[i].is_general && has_door(index, i)) {
            return i;
        }
    }
    return NONE;
}

uint32_t need_with_door(const SearchIndex *index, uint32_t need)
{
    for (uint32_t at = need; at != NONE; at = index->catalogue->needs->terms[at].parent) {
        if (has_door(index, at)) {
            return at;
        }
    }
    return general_need(index);
}

uint32_t need_widen(const SearchIndex *index, uint32_t need)
{
    const uint32_t parent = index->catalogue->needs->terms[need].parent;
    const uint32_t wider = need_with_door(index, parent == NONE ? need : parent);
    return wider == NONE ? need : wider;
}

static bool service_is_listed(const Catalogue *catalogue, const SearchHit *hits, size_t count,
                              uint32_t door)
{
    for (size_t i = 0; i < count; i++) {
        if (catalogue->doors[hits[i].door].service == catalogue->doors[door].service) {
            return true;
        }
    }
    return false;
}

static void keep_services(const SearchIndex *index, Arena *arena, const SearchResult *found,
                          SearchProposal *proposal)
{
    SearchHit *hits = ARENA_ARRAY(arena, SearchHit, MOST_PROPOSED);
    size_t count = 0;
    for (size_t i = 0; i < found->hit_count && count < MOST_PROPOSED; i++) {
        if (!service_is_listed(index->catalogue, hits, count, found->hits[i].door)) {
            hits[count++] = found->hits[i];
        }
    }
    proposal->hits = hits;
    proposal->hit_count = count;
}

Outcome search_propose(const SearchIndex *index, Arena *arena, const SearchRequest *request,
                       uint32_t need, SearchProposal *proposal, Problem *problem)
{
    const uint32_t wider = need_with_door(index, need);
    *proposal = (SearchProposal){.need = NONE};
    if (wider == NONE || wider == need) {
        return OK;
    }
    const SearchRequest wish = {
        .needs = {&index->catalogue->needs->terms[wider].code, 1},
        .language = request->language,
        .origin = request->origin,
        .has_origin = request->has_origin,
        .order = request->has_origin ? BY_DISTANCE : BY_RELEVANCE,
        .at = request->at,
        .page_size = DOORS_SEEN,
    };
    SearchResult found = {0};
    TRY(query_answer(index, arena, &wish, &found, problem));
    proposal->need = wider;
    keep_services(index, arena, &found, proposal);
    return OK;
}
