/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One question from beginning to end. What is found as asked is answered as asked; when nothing
 * is, the question is widened step by step, and the answer says how.
 */
#include "directory/search.h"

#include "directory/search_pass.h"

static Outcome run_once(Query *query, Pass *pass, Problem *problem)
{
    query_expand(query);
    query_understand(query);
    if (query->relaxed[RELAXED_NEEDS]) {
        query_widen_needs(query);
    }
    return query_match(query, pass, problem);
}

/* Steps that would change nothing are not taken, so that the answer never says it corrected
 * the spelling of a question without a mistake. */
static bool would_change(const Query *query, Relaxation step)
{
    size_t required = 0;
    for (size_t i = 0; i < query->group_count; i++) {
        required += query->groups[i].is_required;
    }
    switch (step) {
    case RELAXED_TYPOS:
        return required > 0;
    case RELAXED_WORDS:
        return required > 1;
    case RELAXED_NEEDS:
        return query->needs.count > 0 || query->request->needs.count > 0;
    case RELAXED_DISTANCE:
        return query->place != NULL ||
               (query->request->has_origin && query->request->radius > 0);
    case RELAXATION_COUNT:
        break;
    }
    return false;
}

static bool has_corrections(const Query *query)
{
    for (size_t i = 0; i < query->group_count; i++) {
        for (size_t j = 0; j < query->groups[i].expansions.count; j++) {
            if (query->groups[i].expansions.items[j].is_correction) {
                return true;
            }
        }
    }
    return false;
}

static Outcome widen(Query *query, Pass *pass, Problem *problem)
{
    for (int step = 0; step < RELAXATION_COUNT && pass->total == 0; step++) {
        if (would_change(query, (Relaxation)step)) {
            query->relaxed[step] = true;
            TRY(run_once(query, pass, problem));
        }
    }
    query->relaxed[RELAXED_TYPOS] = query->relaxed[RELAXED_TYPOS] && has_corrections(query);
    return OK;
}

static void tell_understanding(const Query *query, SearchResult *result)
{
    const size_t most = LENGTH_OF(result->needs);
    result->need_count = query->needs.count < most ? query->needs.count : most;
    for (size_t i = 0; i < result->need_count; i++) {
        result->needs[i] = query->needs.items[i].need;
    }
    if (query->place != NULL) {
        result->place_was_found = true;
        result->place_name = query->place->name;
        result->place_point = query->place->point;
    }
    for (size_t i = 0; i < RELAXATION_COUNT; i++) {
        result->relaxed[i] = query->relaxed[i];
    }
    result->did_you_mean = query_corrected(query);
}

/* The need the words or the filter mean, when the directory has no door for it. */
static uint32_t doorless_need(const Query *query)
{
    uint32_t need = query->needs.count > 0 ? query->needs.items[0].need : NONE;
    if (query->request->needs.count > 0) {
        need = catalogue_need(query->index->catalogue, query->request->needs.items[0]);
    }
    return need != NONE && need_with_door(query->index, need) != need ? need : NONE;
}

Outcome query_answer(const SearchIndex *index, Arena *arena, const SearchRequest *request,
                     SearchResult *result, Problem *problem)
{
    TRY(query_check(index, request, problem));
    Query *query = ARENA_NEW(arena, Query);
    *query = (Query){.index = index, .arena = arena, .request = request};
    if (request->at != MOMENT_NONE) {
        query->clock = door_clock(index, request->at);
    }
    TRY(query_read(query, request->text, problem));
    Pass pass = {0};
    TRY(run_once(query, &pass, problem));
    SearchResult answer = {
        .is_gap = pass.total == 0, .doorless = NONE, .wider = {.need = NONE}};
    if (answer.is_gap) {
        answer.doorless = doorless_need(query);
    }
    TRY(widen(query, &pass, problem));
    answer.total = pass.total;
    tell_understanding(query, &answer);
    query_show(query, &pass, &answer);
    query_count(&pass, &answer.facets);
    *result = answer;
    return OK;
}

Outcome search(const SearchIndex *index, Arena *arena, const SearchRequest *request,
               SearchResult *result, Problem *problem)
{
    SearchResult answer = {0};
    TRY(query_answer(index, arena, request, &answer, problem));
    if (answer.total == 0) {
        TRY(search_propose(index, arena, request, NONE, &answer.wider, problem));
    }
    *result = answer;
    return OK;
}
