/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "matching/travel.h"

enum {
    MOST_A_NEED = 60,      /* nearest doors kept for one need */
    DEFAULT_DURATION = 30, /* minutes of a visit nobody told us the length of */
    CALL_DURATION = 10,
    UNKNOWN_TRAVEL = 30,    /* minutes counted to a place nobody told us */
    SAME_CENTRE_TRAVEL = 5, /* between two places known only by the same centre */
    MOST_CHAIN = 4,         /* prescriber of a prescriber of a ... */
    PLACE_LIMIT = 8,
    VISIT_LIMIT = 12,
};

static const char USUAL_OFFICE_HOURS[] = "Mo-Fr 09:00-12:00,13:30-16:00; PH off";

static const Service *service_of(const Candidates *candidates, uint32_t door)
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

static void bar(Candidate *candidate, MatchSentence reason, Text value)
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
        bar(candidate, SAY_NOT_ELIGIBLE, failed_condition(candidates, service, facts));
    } else if (candidate->reason == SAY_NOT_ELIGIBLE) {
        candidate->barred = false;
    }
}

/* ------------------------------------------------------------------------------- place */

uint32_t candidate_location(const Candidates *candidates, size_t index)
{
    return candidates->network->catalogue->doors[candidates->items.items[index].door].location;
}

static const Location *location_of(const Candidates *candidates, uint32_t door)
{
    const uint32_t location = candidates->network->catalogue->doors[door].location;
    return location == NONE ? NULL : &candidates->network->catalogue->locations[location];
}

static int32_t travel_from_start(const Candidates *candidates, const Location *location)
{
    const Situation *situation = candidates->situation;
    if (location == NULL || !situation->has_origin || !location->has_point) {
        return -1;
    }
    return travel_minutes(distance_meters(situation->origin, location->point),
                          situation->moving);
}

/* A confidential place is reached by telephone: nobody is sent to its door. */
static bool is_remote(const Candidates *candidates, uint32_t door)
{
    const Location *location = location_of(candidates, door);
    return location == NULL || location->is_confidential || location->is_virtual;
}

static void judge_place(const Candidates *candidates, Candidate *candidate)
{
    const Location *location = location_of(candidates, candidate->door);
    candidate->travel =
        is_remote(candidates, candidate->door) ? 0 : travel_from_start(candidates, location);
    if (candidate->travel <= travel_limit(candidates->situation->moving)) {
        return;
    }
    const double meters = distance_meters(candidates->situation->origin, location->point);
    bar(candidate, SAY_TOO_FAR, text_format(candidates->arena, "%.0f km", meters / 1000));
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
    const Service *service = service_of(candidates, door);
    const Date today = moment_to_local(candidates->situation->at).date;
    Candidate candidate = {.door = door, .capacity_known = capacity_is_known(service)};
    find_needs(candidates, service, &candidate);
    if (service_is_refused(candidates, service)) {
        bar(&candidate, SAY_REFUSED, TEXT(""));
    }
    if (!marks_valid_on(&catalogue->doors[door].marks, today) ||
        !marks_valid_on(&service->marks, today)) {
        bar(&candidate, SAY_NOT_VALID, TEXT(""));
    }
    if (door_is_full(service)) {
        bar(&candidate, SAY_PLACES_KNOWN, TEXT("0"));
    }
    judge_place(candidates, &candidate);
    judge_one(candidates, &candidate, &candidates->situation->facts);
    return candidate;
}

/* ------------------------------------------------------------------------------ windows */

static const Hours *presumed_hours(const Candidates *candidates, const Candidate *candidate)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    for (size_t i = 0; i < candidates->situation->need_count; i++) {
        const Term *term = &catalogue->needs->terms[candidates->situation->needs[i].need];
        if ((candidate->needs & (1U << i)) != 0 && term->presumed_hours != NULL) {
            return term->presumed_hours;
        }
    }
    Hours *hours = NULL;
    return hours_parse_osm(candidates->arena, text_from(USUAL_OFFICE_HOURS), &hours, NULL) == OK
               ? hours
               : NULL;
}

static void add_window(const Candidates *candidates, const HoursWindow *window,
                       int32_t last_entry, PlanWindow *to, size_t *count)
{
    const Moment start = candidates->situation->at;
    const int32_t open = (int32_t)((window->from - start + 59) / 60);
    const int32_t close = (int32_t)((window->to - start) / 60);
    if (close > open) {
        const int32_t last = close - last_entry;
        to[(*count)++] =
            (PlanWindow){.open = open, .close = close, .last_entry = last < open ? open : last};
    }
}

static size_t windows_of_state(const Candidates *candidates, const HoursWindowList *list,
                               HoursState state, int32_t last_entry, PlanWindow *to)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].state == state) {
            add_window(candidates, &list->items[i], last_entry, to, &count);
        }
    }
    /* Touching stretches of one state are one opening for a visitor. */
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && to[i].open <= to[kept - 1].close) {
            to[kept - 1].close = to[i].close;
            to[kept - 1].last_entry = to[i].last_entry;
        } else {
            to[kept++] = to[i];
        }
    }
    return kept;
}

static void fill_windows(const Candidates *candidates, Candidate *candidate, PlanDoor *door)
{
    const Door *place = &candidates->network->catalogue->doors[candidate->door];
    const Moment from = candidates->situation->at;
    const Moment to = from + (Moment)candidates->situation->horizon * 60;
    candidate->hours_known = place->hours != NULL;
    const Hours *hours =
        candidate->hours_known ? place->hours : presumed_hours(candidates, candidate);
    HoursWindowList list = {0};
    if (hours != NULL) {
        hours_windows(candidates->arena, hours, from, to, &list);
    }
    PlanWindow *windows = ARENA_ARRAY(candidates->arena, PlanWindow, list.count + 1);
    door->windows = windows;
    door->window_count =
        windows_of_state(candidates, &list, HOURS_OPEN, place->last_entry, windows);
    if (door->window_count == 0) {
        door->window_count =
            windows_of_state(candidates, &list, HOURS_UNKNOWN, place->last_entry, windows);
        candidate->hours_known = candidate->hours_known && door->window_count == 0;
    }
    if (door->window_count == 0) {
        bar(candidate, SAY_CLOSED_IN_TIME, TEXT(""));
    }
}

static int32_t visit_duration(const Candidates *candidates, const Candidate *candidate)
{
    const Service *service = service_of(candidates, candidate->door);
    int32_t longest = service->duration;
    for (size_t i = 0; service->duration == 0 && i < service->needs.count; i++) {
        const int32_t usual =
            candidates->network->catalogue->needs->terms[service->needs.items[i]].duration;
        longest = usual > longest ? usual : longest;
    }
    if (longest > 0 && longest < 24 * 60) {
        return longest;
    }
    return is_remote(candidates, candidate->door) ? CALL_DURATION : DEFAULT_DURATION;
}

/* ----------------------------------------------------------------------------- gathering */

static int find_candidate(const Candidates *candidates, uint32_t door)
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
        find_candidate(candidates, candidate.door) < 0) {
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
        find_needs(candidates, service_of(candidates, door), &probe);
        if (probe.needs != 0) {
            all[count++] = make_candidate(candidates, door);
        }
    }
    keep_nearest(candidates, all, count);
}

/* -------------------------------------------------------------------------- dependencies */

/* Must this way in be gone through first? Not when the person holds the card already. */
static bool step_is_needed(const Candidates *candidates, uint32_t service, size_t step)
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
        if (!step_is_needed(candidates, service, i)) {
            continue;
        }
        const IndexSpan by = entered->access[i].by;
        for (size_t j = 0; j < by.count; j++) {
            const Service *giver = &catalogue->services[by.items[j]];
            for (size_t k = 0; by.items[j] != service && k < giver->doors.count; k++) {
                if (find_candidate(candidates, giver->doors.items[k]) < 0) {
                    add_candidate(candidates,
                                  make_candidate(candidates, giver->doors.items[k]));
                    gather_givers(candidates, by.items[j], depth + 1);
                }
            }
        }
    }
}

/* Would opening `door` first need `target` in turn? Then the two wait for each other. */
static bool leads_to(const Candidates *candidates, uint32_t service, uint32_t target, int depth)
{
    const Service *entered = &candidates->network->catalogue->services[service];
    if (service == target) {
        return true;
    }
    for (size_t i = 0; i < entered->access_count && depth < 8; i++) {
        for (size_t j = 0; j < entered->access[i].by.count; j++) {
            if (step_is_needed(candidates, service, i) &&
                leads_to(candidates, entered->access[i].by.items[j], target, depth + 1)) {
                return true;
            }
        }
    }
    return depth >= 8;
}

static PlanGroup givers_of(const Candidates *candidates, uint32_t service, size_t step)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const IndexSpan by = catalogue->services[service].access[step].by;
    size_t most = 0;
    for (size_t j = 0; j < by.count; j++) {
        most += catalogue->services[by.items[j]].doors.count;
    }
    int32_t *doors = ARENA_ARRAY(candidates->arena, int32_t, most);
    size_t count = 0;
    for (size_t j = 0; j < by.count; j++) {
        const Service *giver = &catalogue->services[by.items[j]];
        if (leads_to(candidates, by.items[j], service, 0)) {
            continue;
        }
        for (size_t k = 0; k < giver->doors.count; k++) {
            const int found = find_candidate(candidates, giver->doors.items[k]);
            if (found >= 0 && !candidates->items.items[found].barred) {
                doors[count++] = found;
            }
        }
    }
    return (PlanGroup){doors, count};
}

static void fill_requires(Candidates *candidates, Candidate *candidate, PlanDoor *door)
{
    const uint32_t service = candidates->network->catalogue->doors[candidate->door].service;
    const Service *entered = &candidates->network->catalogue->services[service];
    PlanGroup *groups = ARENA_ARRAY(candidates->arena, PlanGroup, entered->access_count);
    size_t count = 0;
    for (size_t i = 0; i < entered->access_count; i++) {
        const AccessStep *step = &entered->access[i];
        if (step->by.count == 0 || !step_is_needed(candidates, service, i)) {
            continue;
        }
        const PlanGroup group = givers_of(candidates, service, i);
        if (group.count == 0) {
            bar(candidate, SAY_GIVER_UNREACHABLE,
                phrase_in(&step->text, candidates->language, NULL));
            return;
        }
        groups[count++] = group;
    }
    door->requires = groups;
    door->require_count = count;
}

/* -------------------------------------------------------------------------------- plan */

static void fill_door(Candidates *candidates, size_t index, PlanDoor *door, int32_t place)
{
    Candidate *candidate = &candidates->items.items[index];
    const Service *service = service_of(candidates, candidate->door);
    door->needs = candidate->needs;
    door->place = is_remote(candidates, candidate->door) ? PLAN_REMOTE : place;
    door->duration = visit_duration(candidates, candidate);
    door->papers = (int32_t)(service->documents.count > 1000 ? 1000 : service->documents.count);
    fill_windows(candidates, candidate, door);
}

static uint32_t unknowns_of(const Candidate *candidate)
{
    const bool eligible = candidate->eligibility == ANSWER_YES && candidate->wider == 0;
    return (eligible ? 0U : PLAN_UNKNOWN_ELIGIBILITY) |
           (candidate->capacity_known ? 0U : PLAN_UNKNOWN_CAPACITY) |
           (candidate->hours_known ? 0U : PLAN_UNKNOWN_HOURS);
}

static int32_t travel_between(const Candidates *candidates, const Location *from,
                              const Location *to)
{
    if (from == to) {
        return 0;
    }
    if (from == NULL || to == NULL || !from->has_point || !to->has_point) {
        return UNKNOWN_TRAVEL;
    }
    const int32_t minutes =
        travel_minutes(distance_meters(from->point, to->point), candidates->situation->moving);
    const bool rough = from->point_is_centre || to->point_is_centre;
    return rough && minutes < SAME_CENTRE_TRAVEL ? SAME_CENTRE_TRAVEL : minutes;
}

/* Place 0 is the start; each location of a candidate is one place. */
static void fill_travel(Candidates *candidates, const Location *const *places, size_t count)
{
    int32_t *travel = ARENA_ARRAY(candidates->arena, int32_t, count * count);
    for (size_t from = 0; from < count; from++) {
        for (size_t to = 0; to < count; to++) {
            int32_t minutes = 0;
            if (from != to && (from == 0 || to == 0)) {
                const int32_t known =
                    travel_from_start(candidates, places[from == 0 ? to : from]);
                minutes = known < 0 ? UNKNOWN_TRAVEL : known;
            } else if (from != to) {
                minutes = travel_between(candidates, places[from], places[to]);
            }
            travel[from * count + to] = minutes;
        }
    }
    candidates->plan.travel = travel;
    candidates->plan.place_count = count;
}

static int32_t place_index(const Location **places, size_t *count, const Location *location)
{
    for (size_t i = 1; i < *count; i++) {
        if (places[i] == location) {
            return (int32_t)i;
        }
    }
    places[*count] = location;
    return (int32_t)(*count)++;
}

static void fill_needs(Candidates *candidates)
{
    const Situation *situation = candidates->situation;
    PlanNeed *needs = ARENA_ARRAY(candidates->arena, PlanNeed, situation->need_count);
    for (size_t i = 0; i < situation->need_count; i++) {
        needs[i] = (PlanNeed){situation->needs[i].weight, situation->needs[i].within};
    }
    candidates->plan.needs = needs;
    candidates->plan.need_count = situation->need_count;
}

static void fill_plan(Candidates *candidates)
{
    const size_t count = candidates->items.count;
    PlanDoor *doors = ARENA_ARRAY(candidates->arena, PlanDoor, count);
    const Location **places = ARENA_ARRAY(candidates->arena, const Location *, count + 1);
    size_t place_count = 1;
    for (size_t i = 0; i < count; i++) {
        const Candidate *candidate = &candidates->items.items[i];
        const Location *location = location_of(candidates, candidate->door);
        const int32_t place = is_remote(candidates, candidate->door)
                                  ? PLAN_REMOTE
                                  : place_index(places, &place_count, location);
        fill_door(candidates, i, &doors[i], place);
    }
    fill_travel(candidates, places, place_count);
    /* Bars spread from a giver to what needs it: at most one step of the chain a round. */
    for (int round = 0; round < MOST_CHAIN; round++) {
        for (size_t i = 0; i < count; i++) {
            fill_requires(candidates, &candidates->items.items[i], &doors[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        doors[i].barred = candidates->items.items[i].barred;
        doors[i].unknown = unknowns_of(&candidates->items.items[i]);
    }
    fill_needs(candidates);
    candidates->plan.doors = doors;
    candidates->plan.door_count = count;
    candidates->plan.start = 0;
    candidates->plan.horizon = candidates->situation->horizon;
    candidates->plan.place_limit = PLACE_LIMIT;
    candidates->plan.visit_limit = VISIT_LIMIT;
}

Outcome candidates_gather(Candidates *candidates, Problem *problem)
{
    (void)problem;
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
    fill_plan(candidates);
    return OK;
}

void candidates_judge(Candidates *candidates, const FactSet *facts)
{
    PlanDoor *doors = ARENA_ARRAY(candidates->arena, PlanDoor, candidates->plan.door_count);
    memcpy(doors, candidates->plan.doors, candidates->plan.door_count * sizeof *doors);
    for (size_t i = 0; i < candidates->items.count; i++) {
        judge_one(candidates, &candidates->items.items[i], facts);
        doors[i].barred = candidates->items.items[i].barred;
        doors[i].unknown = unknowns_of(&candidates->items.items[i]);
    }
    candidates->plan.doors = doors;
}
