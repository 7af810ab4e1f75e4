/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/candidates_private.h"

#include <stdlib.h>
#include <string.h>

#include "matching/travel.h"

enum {
    MOST_A_NEED = 60, /* nearest doors kept for one need */
    MOST_CHAIN = 4,   /* prescriber of a prescriber of a ... */
};

const Service *candidate_service(const Candidates *candidates, uint32_t door)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    return &catalogue->services[catalogue->doors[door].service];
}

/* ------------------------------------------------------------------------------- needs */

bool service_answers(const Catalogue *catalogue, const Service *service, uint32_t need)
{
    for (size_t i = 0; i < service->needs.count; i++) {
        if (need_is_within(catalogue, service->needs.items[i], need)) {
            return true;
        }
    }
    return false;
}

static bool service_is_wider(const Catalogue *catalogue, const Service *service, uint32_t need)
{
    for (size_t i = 0; i < service->needs.count; i++) {
        if (need_is_within(catalogue, need, service->needs.items[i])) {
            return true;
        }
    }
    return false;
}

static void find_needs(const Candidates *candidates, const Service *service,
                       Candidate *candidate)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    for (size_t i = 0; i < candidates->situation->need_count; i++) {
        const uint32_t need = candidates->situation->needs[i].need;
        if (service_answers(catalogue, service, need)) {
            candidate->needs |= 1U << i;
        } else if (service_is_wider(catalogue, service, need)) {
            candidate->needs |= 1U << i;
            candidate->wider |= 1U << i;
        }
    }
}

/* -------------------------------------------------------------------------------- bars */

void candidate_bar(Candidate *candidate, MatchSentence reason, Text value)
{
    if (!candidate->barred) {
        candidate->barred = true;
        candidate->reason = reason;
        candidate->reason_value = value;
    }
}

static bool service_is_refused(const Candidates *candidates, const Service *service)
{
    const TextSpan refused = candidates->situation->refused;
    for (size_t i = 0; i < refused.count; i++) {
        Id id = {0};
        if (text_equal(refused.items[i], service->key) ||
            (id_parse(refused.items[i], &id) && id_equal(id, service->id))) {
            return true;
        }
    }
    return false;
}

static Answer entry_answer(const Network *network, uint32_t service, const FactSet *facts)
{
    const Service *entered = &network->catalogue->services[service];
    if (entered->condition_count == 0) {
        return entered->open_to_all ? ANSWER_YES : ANSWER_UNKNOWN;
    }
    return condition_answer(network->rules[service].entry, facts, NULL);
}

/* The first condition that is not met, in words. */
static Text failed_condition(const Candidates *candidates, uint32_t service,
                             const FactSet *facts)
{
    const Service *entered = &candidates->network->catalogue->services[service];
    const ServiceRules *rules = &candidates->network->rules[service];
    for (size_t i = 0; i < entered->condition_count; i++) {
        if (condition_answer(rules->entries[i], facts, NULL) == ANSWER_NO) {
            const Text text =
                phrase_in(&entered->conditions[i].text, candidates->language, NULL);
            return text.length > 0 ? text : entered->conditions[i].expression;
        }
    }
    return TEXT("");
}

static void judge_one(const Candidates *candidates, Candidate *candidate, const FactSet *facts)
{
    const uint32_t service = candidates->network->catalogue->doors[candidate->door].service;
    candidate->eligibility = entry_answer(candidates->network, service, facts);
    if (candidate->eligibility == ANSWER_NO) {
        candidate_bar(candidate, SAY_NOT_ELIGIBLE,
                      failed_condition(candidates, service, facts));
    } else if (candidate->reason == SAY_NOT_ELIGIBLE) {
        candidate->barred = false;
    }
}

/* ------------------------------------------------------------------------------- place */

const Location *candidate_place(const Candidates *candidates, uint32_t door)
{
    const uint32_t location = candidates->network->catalogue->doors[door].location;
    return location == NONE ? NULL : &candidates->network->catalogue->locations[location];
}

int32_t candidate_travel(const Candidates *candidates, const Location *location)
{
    const Situation *situation = candidates->situation;
    if (location == NULL || !situation->has_origin || !location->has_point) {
        return -1;
    }
    const int32_t minutes =
        travel_minutes(distance_meters(situation->origin, location->point), situation->moving);
    /* To a place known only by the centre of its town, nobody is there at once. */
    return location->point_is_centre && minutes < SAME_CENTRE_TRAVEL ? SAME_CENTRE_TRAVEL
                                                                     : minutes;
}

/* A confidential place is reached by telephone: nobody is sent to its door. */
bool candidate_is_remote(const Candidates *candidates, uint32_t door)
{
    const Location *location = candidate_place(candidates, door);
    return location == NULL || location->is_confidential || location->is_virtual;
}

static void judge_place(const Candidates *candidates, Candidate *candidate)
{
    const Location *location = candidate_place(candidates, candidate->door);
    candidate->travel = candidate_is_remote(candidates, candidate->door)
                            ? 0
                            : candidate_travel(candidates, location);
    if (candidate->travel <= travel_limit(candidates->situation->moving)) {
        return;
    }
    const double meters = distance_meters(candidates->situation->origin, location->point);
    candidate_bar(candidate, SAY_TOO_FAR,
                  text_format(candidates->arena, "%.0f km", meters / 1000));
}

static bool capacity_is_known(const Service *service)
{
    for (size_t i = 0; i < service->capacity_count; i++) {
        if (service->capacities[i].available >= 0) {
            return true;
        }
    }
    return false;
}

static bool door_is_full(const Service *service)
{
    for (size_t i = 0; i < service->capacity_count; i++) {
        if (service->capacities[i].available == 0) {
            return true;
        }
    }
    return false;
}

static Candidate make_candidate(const Candidates *candidates, uint32_t door)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Service *service = candidate_service(candidates, door);
    const Date today = moment_to_local(candidates->situation->at).date;
    Candidate candidate = {.door = door, .capacity_known = capacity_is_known(service)};
    find_needs(candidates, service, &candidate);
    if (service_is_refused(candidates, service)) {
        candidate_bar(&candidate, SAY_REFUSED, TEXT(""));
    }
    if (!marks_valid_on(&catalogue->doors[door].marks, today) ||
        !marks_valid_on(&service->marks, today)) {
        candidate_bar(&candidate, SAY_NOT_VALID, TEXT(""));
    }
    if (door_is_full(service)) {
        candidate_bar(&candidate, SAY_PLACES_KNOWN, TEXT("0"));
    }
    judge_one(candidates, &candidate, &candidates->situation->facts);
    judge_place(candidates, &candidate);
    return candidate;
}

/* ----------------------------------------------------------------------------- gathering */

int candidate_find(const Candidates *candidates, uint32_t door)
{
    for (size_t i = 0; i < candidates->items.count; i++) {
        if (candidates->items.items[i].door == door) {
            return (int)i;
        }
    }
    return -1;
}

static void add_candidate(Candidates *candidates, Candidate candidate)
{
    if (candidates->items.count < PLAN_MAX_DOORS &&
        candidate_find(candidates, candidate.door) < 0) {
        LIST_APPEND(candidates->arena, &candidates->items, candidate);
    }
}

static int compare_candidates(const void *a, const void *b)
{
    const Candidate *left = a;
    const Candidate *right = b;
    if (left->barred != right->barred) {
        return left->barred ? 1 : -1;
    }
    if (left->travel != right->travel) {
        return left->travel < right->travel ? -1 : 1;
    }
    return (left->door > right->door) - (left->door < right->door);
}

/* The nearest doors of each need, usable ones first; a wider need counts only where no door
 * answers the need itself. */
static void keep_nearest(Candidates *candidates, Candidate *all, size_t count)
{
    if (count > 1) {
        qsort(all, count, sizeof *all, compare_candidates);
    }
    for (size_t need = 0; need < candidates->situation->need_count; need++) {
        const uint32_t bit = 1U << need;
        size_t exact = 0;
        for (size_t i = 0; i < count; i++) {
            exact += (all[i].needs & bit) != 0 && (all[i].wider & bit) == 0;
        }
        size_t kept = 0;
        for (size_t i = 0; i < count && kept < MOST_A_NEED; i++) {
            if (exact > 0 && (all[i].wider & bit) != 0) {
                all[i].needs &= ~bit;
                all[i].wider &= ~bit;
            }
            if ((all[i].needs & bit) != 0) {
                kept++;
                add_candidate(candidates, all[i]);
            }
        }
    }
    /* A door kept for one need may have lost another since. */
    for (size_t i = 0; i < candidates->items.count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (all[j].door == candidates->items.items[i].door) {
                candidates->items.items[i].needs = all[j].needs;
                candidates->items.items[i].wider = all[j].wider;
            }
        }
    }
}

static void gather_answers(Candidates *candidates)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Candidate *all = ARENA_ARRAY(scratch, Candidate, catalogue->door_count);
    size_t count = 0;
    for (uint32_t door = 0; door < catalogue->door_count; door++) {
        Candidate probe = {.door = door};
        const Service *service = candidate_service(candidates, door);
        find_needs(candidates, service, &probe);
        /* A refused or unsafe door is not even told of among those that fell away. */
        if (probe.needs != 0 && !service_is_refused(candidates, service)) {
            all[count++] = make_candidate(candidates, door);
        }
    }
    keep_nearest(candidates, all, count);
}

/* -------------------------------------------------------------------------- dependencies */

/* Must this way in be gone through first? Not when the person holds the card already. */
bool candidate_step_is_needed(const Candidates *candidates, uint32_t service, size_t step)
{
    const Condition *unless = candidates->network->rules[service].unless[step];
    return unless == NULL ||
           condition_answer(unless, &candidates->situation->facts, NULL) != ANSWER_YES;
}

static void gather_givers(Candidates *candidates, uint32_t service, int depth)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Service *entered = &catalogue->services[service];
    for (size_t i = 0; i < entered->access_count && depth < MOST_CHAIN; i++) {
        if (!candidate_step_is_needed(candidates, service, i)) {
            continue;
        }
        const IndexSpan by = entered->access[i].by;
        for (size_t j = 0; j < by.count; j++) {
            const Service *giver = &catalogue->services[by.items[j]];
            for (size_t k = 0; by.items[j] != service && k < giver->doors.count; k++) {
                if (candidate_find(candidates, giver->doors.items[k]) < 0) {
                    add_candidate(candidates,
                                  make_candidate(candidates, giver->doors.items[k]));
                    gather_givers(candidates, by.items[j], depth + 1);
                }
            }
        }
    }
}

uint32_t candidate_unknowns(const Candidate *candidate)
{
    const bool eligible = candidate->eligibility == ANSWER_YES && candidate->wider == 0;
    return (eligible ? 0U : PLAN_UNKNOWN_ELIGIBILITY) |
           (candidate->capacity_known ? 0U : PLAN_UNKNOWN_CAPACITY) |
           (candidate->hours_known ? 0U : PLAN_UNKNOWN_HOURS);
}

void candidates_gather(Candidates *candidates)
{
    gather_answers(candidates);
    const size_t answers = candidates->items.count;
    for (size_t i = 0; i < answers; i++) {
        const Candidate candidate = candidates->items.items[i];
        if (!candidate.barred) {
            const uint32_t service =
                candidates->network->catalogue->doors[candidate.door].service;
            gather_givers(candidates, service, 0);
        }
    }
    candidates_fill_plan(candidates);
}

void candidates_judge(Candidates *candidates, const FactSet *facts)
{
    PlanDoor *doors = ARENA_ARRAY(candidates->arena, PlanDoor, candidates->plan.door_count);
    memcpy(doors, candidates->plan.doors, candidates->plan.door_count * sizeof *doors);
    for (size_t i = 0; i < candidates->items.count; i++) {
        judge_one(candidates, &candidates->items.items[i], facts);
        doors[i].barred = candidates->items.items[i].barred;
        doors[i].unknown = candidate_unknowns(&candidates->items.items[i]);
    }
    candidates->plan.doors = doors;
}
