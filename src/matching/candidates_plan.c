/* SPDX-License-Identifier: EUPL-1.2 */
/* From candidates to the numbers the plan's kernel works on: windows, durations, what must come
 * first, and travel between places. */
#include "matching/candidates_private.h"

#include "matching/travel.h"

enum {
    DEFAULT_DURATION = 30, /* minutes of a visit nobody told us the length of */
    CALL_DURATION = 10,
    PLACE_LIMIT = 8,
    VISIT_LIMIT = 12,
};

/* ------------------------------------------------------------------------------ windows */

/* The hours of another desk of the same house: then somebody is there. */
static const Hours *house_hours(const Candidates *candidates, const Candidate *candidate)
{
    const Location *house = candidate_place(candidates, candidate->door);
    for (size_t i = 0; house != NULL && location_is_exact(house) && i < candidates->items.count;
         i++) {
        const uint32_t other = candidates->items.items[i].door;
        const Hours *hours = candidates->network->catalogue->doors[other].hours;
        if (hours != NULL && candidate_place(candidates, other) == house) {
            return hours;
        }
    }
    return NULL;
}

/* What such a door usually keeps: its house, else the first of its own needs that says. */
static const Hours *presumed_hours(const Candidates *candidates, const Candidate *candidate)
{
    const Vocabulary *needs = candidates->network->catalogue->needs;
    const Service *service = candidate_service(candidates, candidate->door);
    const Hours *house = house_hours(candidates, candidate);
    if (house != NULL) {
        return house;
    }
    for (size_t i = 0; i < service->needs.count; i++) {
        const Hours *usual = needs->terms[service->needs.items[i]].presumed_hours;
        if (usual != NULL) {
            return usual;
        }
    }
    return candidates->network->office_hours;
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

/* The part of the plan's time in which the door is there. */
static void time_there(const Candidates *candidates, const Door *door, Moment *from, Moment *to)
{
    const Validity validity = door_validity(candidates->network->catalogue, door);
    *from = candidates->situation->at;
    *to = *from + (Moment)candidates->situation->horizon * 60;
    if (validity.first != DATE_NONE) {
        const Moment first = moment_from_local((LocalTime){.date = validity.first});
        *from = first > *from ? first : *from;
    }
    if (validity.last != DATE_NONE) {
        const Moment after = moment_from_local((LocalTime){.date = validity.last + 1});
        *to = after < *to ? after : *to;
    }
}

static void fill_windows(const Candidates *candidates, Candidate *candidate, PlanDoor *door)
{
    const Door *place = &candidates->network->catalogue->doors[candidate->door];
    Moment from = 0;
    Moment to = 0;
    time_there(candidates, place, &from, &to);
    candidate->hours_known = place->hours != NULL;
    HoursWindowList list = {0};
    if (candidate->hours_known) {
        index_windows(candidates->network->index, candidates->arena, candidate->door, from, to,
                      &list);
    } else {
        hours_windows(candidates->arena, presumed_hours(candidates, candidate), from, to,
                      &list);
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
        candidate_bar(candidate,
                      candidate->hours_known ? SAY_CLOSED_IN_TIME : SAY_FALL_HOURS_UNKNOWN,
                      TEXT(""));
    }
}

/* As long as the service says, else as long as the needs it meets usually take. */
static int32_t usual_duration(const Candidates *candidates, const Candidate *candidate)
{
    const Service *service = candidate_service(candidates, candidate->door);
    int32_t longest = service->duration;
    for (size_t i = 0; longest == 0 && i < candidates->situation->need_count; i++) {
        const uint32_t need = candidates->situation->needs[i].need;
        if ((candidate->needs & (1U << i)) != 0) {
            longest = candidates->network->catalogue->needs->terms[need].duration;
        }
    }
    if (longest > 0) {
        return longest;
    }
    return candidate_is_remote(candidates, candidate->door) ? CALL_DURATION : DEFAULT_DURATION;
}

/* No longer than the longest opening: who sleeps somewhere arrives while it is open and stays.
 * Without an opening the visit never is. */
static int32_t visit_duration(const Candidates *candidates, const Candidate *candidate,
                              const PlanDoor *door)
{
    const int32_t usual = usual_duration(candidates, candidate);
    int32_t widest = 0;
    for (size_t i = 0; i < door->window_count; i++) {
        const int32_t width = door->windows[i].close - door->windows[i].open;
        widest = width > widest ? width : widest;
    }
    return usual > widest ? widest : usual;
}

/* -------------------------------------------------------------------------------- plan */

static void fill_door(Candidates *candidates, size_t index, PlanDoor *door, int32_t place)
{
    Candidate *candidate = &candidates->items.items[index];
    const Service *service = candidate_service(candidates, candidate->door);
    door->needs = candidate->needs;
    door->place = candidate_is_remote(candidates, candidate->door) ? PLAN_REMOTE : place;
    door->papers = (int32_t)(service->documents.count > 1000 ? 1000 : service->documents.count);
    fill_windows(candidates, candidate, door);
    door->duration = visit_duration(candidates, candidate, door);
}

/* Whether where it is is known; the start is place 0. */
static bool place_is_known(const Candidates *candidates, const Location *place)
{
    return place == NULL ? candidates->situation->has_origin : place->has_point;
}

static GeoPoint place_point(const Candidates *candidates, const Location *place)
{
    return place == NULL ? candidates->situation->origin : place->point;
}

static int32_t travel_between(const Candidates *candidates, const Location *from,
                              const Location *to)
{
    if (!place_is_known(candidates, from) || !place_is_known(candidates, to)) {
        return travel_presumed(-1);
    }
    const double meters =
        distance_meters(place_point(candidates, from), place_point(candidates, to));
    const int32_t minutes = travel_minutes(meters, candidates->situation->moving);
    const bool rough =
        (from != NULL && from->point_is_centre) || (to != NULL && to->point_is_centre);
    return rough && minutes < SAME_CENTRE_TRAVEL ? SAME_CENTRE_TRAVEL : minutes;
}

/* By a place nobody knows where, two others are as far apart as it is from both. */
static int32_t longest_travel(const Candidates *candidates, const Location *const *places,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!place_is_known(candidates, places[i])) {
            return 2 * travel_presumed(-1);
        }
    }
    return INT32_MAX;
}

/* Place 0 is the start, NULL; each location of a candidate is one place. Closed as it is made:
 * travel_minutes() is, the least time to the centre of a town holds for all ways to it, and
 * places not known are told by longest_travel(). */
static void fill_travel(Candidates *candidates, const Location *const *places, size_t count)
{
    int32_t *travel = ARENA_ARRAY(candidates->arena, int32_t, count * count);
    const int32_t longest = longest_travel(candidates, places, count);
    for (size_t from = 0; from < count; from++) {
        travel[from * count + from] = 0;
        for (size_t to = from + 1; to < count; to++) {
            const int32_t minutes = travel_between(candidates, places[from], places[to]);
            travel[from * count + to] = minutes < longest ? minutes : longest;
            travel[to * count + from] = travel[from * count + to];
        }
    }
    candidates->plan.travel = travel;
    candidates->plan.travel_is_closed = true;
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

void candidates_fill_plan(Candidates *candidates)
{
    const size_t count = candidates->items.count;
    PlanDoor *doors = ARENA_ARRAY(candidates->arena, PlanDoor, count);
    const Location **places = ARENA_ARRAY(candidates->arena, const Location *, count + 1);
    size_t place_count = 1; /* the start, NULL */
    for (size_t i = 0; i < count; i++) {
        const Candidate *candidate = &candidates->items.items[i];
        const Location *location = candidate_place(candidates, candidate->door);
        const int32_t place = candidate_is_remote(candidates, candidate->door)
                                  ? PLAN_REMOTE
                                  : place_index(places, &place_count, location);
        fill_door(candidates, i, &doors[i], place);
    }
    fill_travel(candidates, places, place_count);
    fill_needs(candidates);
    candidates->doors = doors;
    candidates->plan.doors = doors;
    candidates->plan.door_count = count;
    candidates->plan.start = 0;
    candidates->plan.horizon = candidates->situation->horizon;
    candidates->plan.place_limit = PLACE_LIMIT;
    candidates->plan.visit_limit = VISIT_LIMIT;
}
