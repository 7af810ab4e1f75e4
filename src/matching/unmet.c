/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/unmet.h"

#include "matching/explain.h"
#include "matching/travel.h"

enum { MOST_FALLEN = 5, MOST_CALLS = 2 };

/* ---------------------------------------------------------------------- doors that fell away
 */

static bool service_is_listed(const FallenDoor *fallen, size_t count, uint32_t service)
{
    for (size_t i = 0; i < count; i++) {
        if (fallen[i].service == service) {
            return true;
        }
    }
    return false;
}

/* A number helps where the door was left out for its hours; not where the person may not come.
 */
static Text phone_of(const Candidates *candidates, const Candidate *candidate)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const bool may_help = !candidate->barred || candidate->reason == SAY_FALL_HOURS_UNKNOWN ||
                          candidate->reason == SAY_CLOSED_IN_TIME;
    const Phone *phone = catalogue_phone(catalogue, &catalogue->doors[candidate->door]);
    return may_help && phone != NULL ? phone->number : (Text){"", 0};
}

static void find_fallen(const Candidates *candidates, uint32_t need, MatchGap *gap)
{
    FallenDoor *fallen = ARENA_ARRAY(candidates->arena, FallenDoor, MOST_FALLEN);
    for (size_t i = 0; i < candidates->items.count && gap->fallen_count < MOST_FALLEN; i++) {
        const Candidate *candidate = &candidates->items.items[i];
        const uint32_t service = candidates->network->catalogue->doors[candidate->door].service;
        if ((candidate->needs & (1U << need)) != 0 &&
            !service_is_listed(fallen, gap->fallen_count, service)) {
            fallen[gap->fallen_count++] = (FallenDoor){
                service, explain_fall(candidates, i, need), phone_of(candidates, candidate)};
        }
    }
    gap->fallen = fallen;
}

/* ----------------------------------------------------------------------------------- wider */

static SearchProposal wider_of(const Candidates *candidates, uint32_t need)
{
    const Situation *situation = candidates->situation;
    const SearchRequest request = {
        .language = candidates->language,
        .origin = situation->origin,
        .has_origin = situation->has_origin,
        .at = situation->at,
    };
    SearchProposal proposal = {.need = NONE};
    const Outcome outcome =
        search_propose(candidates->network->index, candidates->arena, &request,
                       situation->needs[need].need, &proposal, NULL);
    return outcome == OK ? proposal : (SearchProposal){.need = NONE};
}

/* -------------------------------------------------------------------------- who to call now */

static bool listens_to_anybody(const Catalogue *catalogue, const Service *service)
{
    for (size_t i = 0; i < service->needs.count; i++) {
        if (catalogue->needs->terms[service->needs.items[i]].is_general) {
            return true;
        }
    }
    return false;
}

static bool is_within_reach(const Candidates *candidates, uint32_t door)
{
    const Situation *situation = candidates->situation;
    const Location *place = candidate_place(candidates, door);
    return place == NULL || !place->has_point || !situation->has_origin ||
           travel_minutes(distance_meters(situation->origin, place->point),
                          situation->moving) <= travel_limit(situation->moving);
}

static bool may_be_called(const Candidates *candidates, uint32_t index)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Door *door = &catalogue->doors[index];
    if (!listens_to_anybody(catalogue, &catalogue->services[door->service])) {
        return false;
    }
    const Date day = moment_to_local(candidates->situation->at).date;
    return catalogue_phone(catalogue, door) != NULL && is_within_reach(candidates, index) &&
           validity_meets(door_validity(catalogue, door), day, day) &&
           !candidate_is_refused(candidates, index);
}

static bool is_called(const Catalogue *catalogue, const uint32_t *calls, size_t count,
                      uint32_t door)
{
    for (size_t i = 0; i < count; i++) {
        if (catalogue->doors[calls[i]].service == catalogue->doors[door].service) {
            return true;
        }
    }
    return false;
}

static bool answers_in_pass(const Candidates *candidates, uint32_t door, int pass)
{
    const Hours *hours = candidates->network->catalogue->doors[door].hours;
    return pass == 0
               ? hours != NULL && hours_state(hours, candidates->situation->at) == HOURS_OPEN
               : hours == NULL;
}

/* Those that answer at this moment first, then those whose hours nobody told. */
static void find_calls(const Candidates *candidates, MatchGap *gap)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    uint32_t *calls = ARENA_ARRAY(candidates->arena, uint32_t, MOST_CALLS);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < catalogue->door_count && gap->call_count < MOST_CALLS; i++) {
            if (may_be_called(candidates, i) && answers_in_pass(candidates, i, pass) &&
                !is_called(catalogue, calls, gap->call_count, i)) {
                calls[gap->call_count++] = i;
            }
        }
    }
    gap->call = calls;
}

MatchGap unmet_explain(const Candidates *candidates, uint32_t need)
{
    MatchGap gap = {.need = need, .wider = wider_of(candidates, need)};
    find_fallen(candidates, need, &gap);
    find_calls(candidates, &gap);
    return gap;
}
