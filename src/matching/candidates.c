/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/candidates_private.h"

#include <string.h>

#include "matching/travel.h"

Date candidates_day(const Candidates *candidates)
{
    return moment_to_local(candidates->situation->at).date;
}

const Service *candidate_service(const Candidates *candidates, uint32_t door)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    return &catalogue->services[catalogue->doors[door].service];
}

/* ------------------------------------------------------------------------------- needs */

/* Who asks to wash is not helped by a dryer, though both stand under hygiene. */
static bool need_answers(const Catalogue *catalogue, uint32_t need, uint32_t asked)
{
    if (!need_is_within(catalogue, need, asked)) {
        return false;
    }
    for (uint32_t at = need; at != asked; at = catalogue->needs->terms[at].parent) {
        if (catalogue->needs->terms[at].is_apart) {
            return false;
        }
    }
    return true;
}

bool service_answers(const Catalogue *catalogue, const Service *service, uint32_t need)
{
    for (size_t i = 0; i < service->needs.count; i++) {
        if (need_answers(catalogue, service->needs.items[i], need)) {
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

void candidate_find_needs(const Candidates *candidates, const Service *service,
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

bool service_is_called(const Service *service, Text name)
{
    Id id = {0};
    return text_equal(name, service->key) || (id_parse(name, &id) && id_equal(id, service->id));
}

bool candidate_service_refused(const Candidates *candidates, const Service *service)
{
    const TextSpan refused = candidates->situation->refused;
    for (size_t i = 0; i < refused.count; i++) {
        if (service_is_called(service, refused.items[i])) {
            return true;
        }
    }
    return false;
}

bool candidate_is_refused(const Candidates *candidates, uint32_t door)
{
    return candidate_service_refused(candidates, candidate_service(candidates, door));
}

/* The first condition in force that is not met, in words. */
static Text failed_condition(const Candidates *candidates, uint32_t service)
{
    const Service *entered = &candidates->network->catalogue->services[service];
    const ServiceRules *rules = &candidates->network->rules[service];
    const Date day = candidates_day(candidates);
    for (size_t i = 0; i < entered->condition_count; i++) {
        if (marks_valid_on(&entered->conditions[i].marks, day) &&
            condition_answer(rules->entries[i], candidates->facts, NULL) == ANSWER_NO) {
            const Text text =
                phrase_in(&entered->conditions[i].text, candidates->language, NULL);
            return text.length > 0 ? text : entered->conditions[i].expression;
        }
    }
    return TEXT("");
}

static Answer entry_answer(const Candidates *candidates, const Candidate *candidate)
{
    if (candidate->entry == NULL) {
        const Service *service = candidate_service(candidates, candidate->door);
        const bool is_open = service->open_to_all ||
                             service_unconditional(service, candidates_day(candidates)) != NULL;
        return is_open ? ANSWER_YES : ANSWER_UNKNOWN;
    }
    return condition_answer(candidate->entry, candidates->facts, NULL);
}

/* Nobody can be sent where neither the address nor a number is known. */
static bool can_be_found(const Candidates *candidates, uint32_t index)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Door *door = &catalogue->doors[index];
    const Location *location = catalogue_shown_location(catalogue, door);
    return catalogue_phone(catalogue, door) != NULL ||
           (location != NULL && location_is_exact(location));
}

static bool way_in_is_known(const Candidates *candidates, uint32_t service)
{
    const size_t steps = candidates->network->catalogue->services[service].access_count;
    for (size_t i = 0; i < steps; i++) {
        if (candidate_step_lacks_giver(candidates, service, i)) {
            return false;
        }
    }
    return true;
}

/* Other facts may lift a bar that facts have set. */
static void judge_entry(const Candidates *candidates, Candidate *candidate)
{
    const uint32_t service = candidates->network->catalogue->doors[candidate->door].service;
    const bool by_facts =
        candidate->reason == SAY_NOT_ELIGIBLE || candidate->reason == SAY_GIVER_UNREACHABLE;
    candidate->barred = candidate->barred && !by_facts;
    candidate->way_in_known =
        can_be_found(candidates, candidate->door) && way_in_is_known(candidates, service);
    candidate->eligibility = entry_answer(candidates, candidate);
    if (candidate->eligibility == ANSWER_NO) {
        candidate_bar(candidate, SAY_NOT_ELIGIBLE, failed_condition(candidates, service));
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

bool candidate_is_overnight(const Candidates *candidates, const Candidate *candidate)
{
    const Vocabulary *needs = candidates->network->catalogue->needs;
    for (size_t i = 0; i < candidates->situation->need_count; i++) {
        if ((candidate->needs & (1U << i)) != 0 &&
            needs->terms[candidates->situation->needs[i].need].is_overnight) {
            return !candidate_is_remote(candidates, candidate->door);
        }
    }
    return false;
}

bool candidate_is_maybe_full(const Candidates *candidates, const Candidate *candidate)
{
    const Service *service = candidate_service(candidates, candidate->door);
    return !candidate->capacity_known &&
           (service->capacity_count > 0 || candidate_is_overnight(candidates, candidate));
}

/* Is the door there on some day of the plan? Its windows say on which. */
static bool is_there_in_time(const Candidates *candidates, uint32_t door)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Moment end = candidates->situation->at + (Moment)candidates->situation->horizon * 60;
    return validity_meets(door_validity(catalogue, &catalogue->doors[door]),
                          candidates_day(candidates), moment_to_local(end).date);
}

/* What the house counts itself goes before what the directory says. Only a night has one
 * chance: a slot of today that is gone may come again tomorrow. */
static void judge_capacity(const Candidates *candidates, const Service *service,
                           Candidate *candidate)
{
    candidate_count_live(candidates, candidate);
    const CandidateLive *live = &candidate->live;
    if (!live->is_there) {
        candidate->capacity_known = capacity_is_known(service);
        if (door_is_full(service)) {
            candidate_bar(candidate, SAY_PLACES_KNOWN, TEXT("0"));
        }
        return;
    }
    candidate->capacity_known = live->free > 0 && !live->is_old;
    if (live->free == 0 && live->is_bed && !live->is_old) {
        candidate_bar(candidate, live->told != 0 ? SAY_LIVE_TOLD_FULL : SAY_LIVE_FULL,
                      candidate_live_words(candidates, live));
    }
}

Candidate candidate_make(const Candidates *candidates, uint32_t door)
{
    const uint32_t index = candidates->network->catalogue->doors[door].service;
    const Service *service = candidate_service(candidates, door);
    Candidate candidate = {
        .door = door,
        .entry = network_entry(candidates->arena, candidates->network, index,
                               candidates_day(candidates)),
    };
    candidate_find_needs(candidates, service, &candidate);
    judge_capacity(candidates, service, &candidate);
    if (candidate_service_refused(candidates, service)) {
        candidate_bar(&candidate, SAY_REFUSED, TEXT(""));
    }
    if (!is_there_in_time(candidates, door)) {
        candidate_bar(&candidate, SAY_NOT_VALID, TEXT(""));
    }
    judge_entry(candidates, &candidate);
    judge_place(candidates, &candidate);
    return candidate;
}

/* ------------------------------------------------------------------------------ by facts */

static uint32_t candidate_unknowns(const Candidate *candidate)
{
    const bool eligible = candidate->eligibility == ANSWER_YES && candidate->way_in_known &&
                          candidate->wider == 0;
    return (eligible ? 0U : PLAN_UNKNOWN_ELIGIBILITY) |
           (candidate->capacity_known ? 0U : PLAN_UNKNOWN_CAPACITY) |
           (candidate->hours_known ? 0U : PLAN_UNKNOWN_HOURS);
}

void candidates_judge(Candidates *candidates, const FactSet *facts)
{
    candidates->facts = facts;
    for (size_t i = 0; i < candidates->items.count; i++) {
        judge_entry(candidates, &candidates->items.items[i]);
    }
    candidates_require(candidates);
    for (size_t i = 0; i < candidates->items.count; i++) {
        candidates->doors[i].barred = candidates->items.items[i].barred;
        candidates->doors[i].unknown = candidate_unknowns(&candidates->items.items[i]);
    }
}
