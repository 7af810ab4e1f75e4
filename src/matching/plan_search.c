/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_search.h"

#include <string.h>

#include "base/moment.h"
#include "matching/plan_bound.h"
#include "matching/plan_label.h"
#include "matching/plan_limit.h"
#include "matching/plan_nearby.h"

#define NO_DOOR    UINT16_MAX
#define DIVE_EVERY 256 /* expansions between two dives for a better plan */

typedef struct Search {
    Arena *arena;
    Work *work;
    Bounds *bounds;
    Limits *limits;
    Nearby *nearby;
    int64_t stop_at;
    uint32_t *place_reach; /* needs that the doors of a place can help with */
    uint16_t *place_first; /* its doors, linked by door_next; NO_DOOR ends */
    uint16_t *door_next;
    Labels *labels;
    uint32_t best; /* label of the plan in hand; 0, the root: none yet or the empty plan */
    Score best_value;
    uint32_t total_weight; /* of work->full */
} Search;

/* Doors that help meet what is `left` where the person stands, so that no journey is added; not
 * those at the start: the cover counts none for them anyway. */
static size_t doors_here(const Search *search, int32_t place, uint32_t left,
                         const WorkDoor **here)
{
    size_t count = 0;
    if (place == PLAN_REMOTE || place == search->work->plan->start) {
        return 0;
    }
    for (uint16_t d = search->place_first[place]; d != NO_DOOR; d = search->door_next[d]) {
        if ((search->work->doors[d].reach & left) != 0) {
            here[count++] = &search->work->doors[d];
        }
    }
    return count;
}

/* Takes out of `left` what can no longer be met in time and returns its weight; `wait` is what
 * the rest waits if each is met the soonest it could be met next. */
static uint32_t needs_lost(Search *search, const Label *label, uint32_t *left, uint64_t *wait)
{
    uint32_t lost = 0;
    *wait = 0;
    for (uint32_t rest = *left; rest != 0; rest &= rest - 1) {
        const size_t n = (size_t)__builtin_ctz(rest);
        const PlanNeed *need = &search->work->plan->needs[n];
        const int32_t at = nearby_earliest(search->nearby, label->place, label->time, n);
        if (at == NEVER || at > need->deadline) {
            lost += (uint32_t)need->weight;
            *left &= ~(1U << n);
        } else {
            *wait += (uint64_t)at * (uint64_t)need->weight;
        }
    }
    return lost;
}

/* Whether meeting all that is left must cost more than the plan in hand, which leaves nothing.
 */
static bool cover_too_dear(Search *search, const Label *label, const Ask *ask)
{
    if (search->best_value.unmet != 0 || label->value.major > search->best_value.major) {
        return search->best_value.unmet == 0;
    }
    const uint64_t room = search->best_value.major - label->value.major;
    return bounds_plain(search->bounds, ask) > room || bounds_cover(search->bounds, ask) > room;
}

/* False if no completion can be as good as the plan in hand; else what none can be better than:
 * each need left waits and is lost as above, and all together cost at least their cover. */
static bool promise_make(Search *search, Label *label)
{
    const Work *work = search->work;
    const uint32_t all = work->full & ~label->met;
    const WorkDoor *here[PLAN_MAX_DOORS];
    Ask ask = {.needs = all, .given = label->groups, .here = here};
    ask.here_count = doors_here(search, label->place, all, here);
    if (cover_too_dear(search, label, &ask)) {
        return false;
    }
    uint64_t wait = 0;
    label->promise = label->value;
    label->promise.unmet = needs_lost(search, label, &ask.needs, &wait);
    const uint64_t cover = bounds_cover(search->bounds, &ask);
    if (cover != COVER_NEVER && within_limits(work, label->value.major + cover)) {
        label->promise.major += cover + wait;
        return true;
    }
    const Least least = limits_least(search->limits, &ask, label->value.major);
    label->promise.unmet += least.left_out;
    label->promise.major += least.cover + (least.left_out == 0 ? wait : 0);
    return true;
}

/* Forgets what can no longer make a difference, so that more labels compare. */
static void label_forget(const Search *search, Label *label)
{
    const Work *work = search->work;
    const uint32_t left = work->full & ~label->met;
    for (uint64_t rest = label->groups; rest != 0; rest &= rest - 1) {
        const int g = __builtin_ctzll(rest);
        label->groups &=
            (work->group_reach[g] & left) == 0 ? ~((uint64_t)1 << g) : ~(uint64_t)0;
    }
}

/* The parent extended by a visit to `door`, the person being at `place` for it; false if that
 * is not possible in time or helps nothing. */
static bool label_extend(const Search *search, uint32_t parent_index, size_t door_index,
                         int32_t place, Label *label)
{
    const Work *work = search->work;
    const Label *parent = label_at(search->labels, parent_index);
    const WorkDoor *door = &work->doors[door_index];
    const int32_t leg = work_travel(work, parent->place, place);
    const int32_t start = door_start(door, parent->time + leg);
    if (start == NEVER) {
        return false;
    }
    *label = *parent;
    uint64_t wait = 0;
    for (uint32_t rest = door->needs & ~parent->met; rest != 0; rest &= rest - 1) {
        const PlanNeed *need = &work->plan->needs[__builtin_ctz(rest)];
        if (start <= need->deadline) {
            label->met |= rest & (~rest + 1);
            label->value.unmet -= (uint32_t)need->weight;
            wait += (uint64_t)start * (uint64_t)need->weight;
        }
    }
    label->groups |= door->gives;
    label_forget(search, label);
    if (label->met == parent->met && (label->groups & ~parent->groups) == 0) {
        return false;
    }
    label->parent = parent_index;
    label->door = (uint16_t)door_index;
    label->time = start + door->duration;
    label->place = place;
    label->depth++;
    label->pending = door->place == PLAN_REMOTE && (place != parent->place || parent->pending);
    label->dropped = false;
    label->expanded = false;
    label->exclusive |= door->exclusive;
    const bool going = place != parent->place && place != work->plan->start;
    label->value.major += door->cost + wait + (going ? ONE_PLACE : 0);
    label->value.minor += ((uint64_t)leg << 32) + (uint64_t)door->papers;
    return within_limits(work, label->value.major);
}

static bool worth_keeping(const Search *search, const Label *label)
{
    const int order = score_compare(&label->promise, &search->best_value);
    return order < 0 ||
           (order == 0 && label_sequence_compare(search->labels, label,
                                                 label_at(search->labels, search->best)) <= 0);
}

static void best_update(Search *search, const Label *label, uint32_t index)
{
    const int order = score_compare(&label->value, &search->best_value);
    if (!label->pending &&
        (order < 0 ||
         (order == 0 && label_sequence_compare(search->labels, label,
                                               label_at(search->labels, search->best)) < 0))) {
        search->best = index;
        search->best_value = label->value;
    }
}

/* A child promises no more than its parent did. */
static bool promise_worth(const Search *search, Label *label, const Score *inherited)
{
    if (score_compare(&label->promise, inherited) < 0) {
        label->promise = *inherited;
    }
    return worth_keeping(search, label);
}

/* A label once made may be the parent of the plan in hand, so its place is kept whenever it
 * improves that plan, even if it need not be extended. */
static void child_make(Search *search, uint32_t parent, size_t door, int32_t place)
{
    Label *label = label_next(search->labels);
    if (!label_extend(search, parent, door, place, label)) {
        return;
    }
    const uint32_t index = search->labels->count;
    const uint32_t best_before = search->best;
    best_update(search, label, index);
    const bool extend =
        label->met != search->work->full && promise_make(search, label) &&
        promise_worth(search, label, &label_at(search->labels, parent)->promise) &&
        label_enter(search->labels, label, index);
    if (extend || search->best != best_before) {
        search->labels->count++;
    }
    if (extend) {
        labels_push(search->labels, index);
    }
}

/* Going to the next place first and calling from there pays only if the call has to wait
 * longer than it would cost. */
static void calls_on_arrival(Search *search, uint32_t index, size_t door_index)
{
    const Work *work = search->work;
    const WorkDoor *door = &work->doors[door_index];
    const int32_t now = label_at(search->labels, index)->time;
    const int32_t from = label_at(search->labels, index)->place;
    const uint32_t left = work->full & ~label_at(search->labels, index)->met;
    const int32_t start = door_start(door, now);
    if (start == NEVER || start == now) {
        return;
    }
    for (size_t place = 0; place < work->plan->place_count; place++) {
        const int32_t leg = work_travel(work, from, (int32_t)place);
        if ((int32_t)place != from && (search->place_reach[place] & left) != 0 && leg < FAR &&
            door_start(door, now + leg) < start + leg) {
            child_make(search, index, door_index, (int32_t)place);
        }
    }
}

static void label_expand(Search *search, uint32_t index)
{
    const Work *work = search->work;
    Label *label = label_at(search->labels, index);
    const uint32_t left = work->full & ~label->met;
    label->expanded = true;
    if (label->depth == work->plan->visit_limit) {
        return;
    }
    for (size_t d = 0; d < work->door_count; d++) {
        const WorkDoor *door = &work->doors[d];
        if ((door->reach & left) == 0 || (door->requires & ~label->groups) != 0 ||
            (door->exclusive & label->exclusive) != 0) {
            continue;
        }
        if (door->place == PLAN_REMOTE) {
            child_make(search, index, d, label->place);
            if (!label->pending) {
                calls_on_arrival(search, index, d);
            }
        } else if (!label->pending || door->place == label->place) {
            child_make(search, index, d, door->place);
        }
    }
}

/* Whether one more expansion might not find room for its labels. */
static bool search_is_full(const Search *search)
{
    return LABEL_CHUNK * LABEL_CHUNKS - search->labels->count <
           PLAN_MAX_DOORS * (PLAN_MAX_PLACES + 1);
}

/* Follows the best promise down to a complete plan. Short, so it does not watch the time: even
 * the hastiest search has followed one promise to its end. */
static void search_dive(Search *search, uint32_t index)
{
    while (index != NO_LABEL && !search_is_full(search)) {
        const uint32_t first = search->labels->count;
        label_expand(search, index);
        index = NO_LABEL;
        for (uint32_t child = first; child < search->labels->count; child++) {
            const Label *label = label_at(search->labels, child);
            if (!label->dropped && label->met != search->work->full &&
                (index == NO_LABEL || label_before(search->labels, child, index))) {
                index = child;
            }
        }
    }
}

static void search_loop(Search *search, SearchResult *result)
{
    size_t expansions = 0;
    while (search->labels->heap.count > 0) {
        const uint32_t top = labels_pop(search->labels);
        const Label *label = label_at(search->labels, top);
        if (label->dropped || label->expanded || !worth_keeping(search, label)) {
            continue;
        }
        if (search_is_full(search) || monotonic_nanoseconds() > search->stop_at) {
            result->bound = label->promise;
            return;
        }
        if (++expansions % DIVE_EVERY == 0) {
            search_dive(search, top);
        } else {
            label_expand(search, top);
        }
    }
    result->bound = search->best_value;
}

static void places_index(Search *search)
{
    const Work *work = search->work;
    memset(search->place_reach, 0, work->plan->place_count * sizeof(uint32_t));
    memset(search->place_first, 0xFF, work->plan->place_count * sizeof(uint16_t));
    for (size_t d = 0; d < work->door_count; d++) {
        const int32_t place = work->doors[d].place;
        if (place != PLAN_REMOTE) {
            search->place_reach[place] |= work->doors[d].reach;
            search->door_next[d] = search->place_first[place];
            search->place_first[place] = (uint16_t)d;
        }
    }
}

/* Starts anew with the doors of `work`; plans no better than `ceiling` do not count. */
static void search_begin(Search *search, Score ceiling)
{
    const Work *work = search->work;
    labels_clear(search->labels);
    places_index(search);
    search->nearby = nearby_new(search->arena, work);
    Label *root = label_next(search->labels);
    *root = (Label){.place = work->plan->start, .parent = NO_LABEL};
    root->value.unmet = search->total_weight;
    search->best = search->labels->count++;
    search->best_value = ceiling;
    if (promise_make(search, root)) {
        labels_push(search->labels, search->best);
    }
}

/* Takes out each door that no plan meeting all needs within `most` can contain: meeting the
 * other needs beside it already costs more places, visits or unknowns. */
static void doors_fix(Search *search, uint64_t most)
{
    Work *work = search->work;
    size_t kept = 0;
    WorkDoor *doors = ARENA_ARRAY(search->arena, WorkDoor, work->door_count);
    for (size_t d = 0; d < work->door_count; d++) {
        const WorkDoor *door = &work->doors[d];
        const bool going = door->place != PLAN_REMOTE && door->place != work->plan->start;
        const uint32_t left = work->full & ~door->needs;
        const uint32_t asked = left | (door->requires != 0 ? door->reach : 0);
        const WorkDoor *here[PLAN_MAX_DOORS];
        const Ask ask = {.needs = left,
                         .wanted = door->requires,
                         .given = door->gives,
                         .here = here,
                         .here_count = doors_here(search, door->place, asked, here)};
        const uint64_t cost = door->cost + (going ? ONE_PLACE : 0);
        if (cost <= most && bounds_plain(search->bounds, &ask) <= most - cost &&
            bounds_cover(search->bounds, &ask) <= most - cost) {
            doors[kept++] = *door;
        }
    }
    work->doors = doors;
    work->door_count = kept;
}

static void result_take(const Search *search, SearchResult *result)
{
    const Label *label = label_at(search->labels, search->best);
    result->count = label->depth;
    result->value = search->best_value;
    for (; label->depth > 0; label = label_at(search->labels, label->parent)) {
        result->steps[label->depth - 1] =
            (Step){&search->work->doors[label->door], label->place};
    }
}

/* Most often a plan exists that costs no more than the bare cover of the needs. Then few doors
 * come into question, and what is found among them is the best of all. */
static bool search_cheapest(Search *search, SearchResult *result)
{
    Work *work = search->work;
    const Work all = *work;
    const int64_t stop_at = search->stop_at;
    const Ask ask = {.needs = work->full};
    const uint64_t cover = bounds_cover(search->bounds, &ask);
    if (cover == COVER_NEVER || !within_limits(work, cover)) {
        return false;
    }
    const uint64_t most = cover | (ONE_HOURS_UNKNOWN - 1); /* however long the wait */
    search->stop_at = monotonic_nanoseconds() / 2 + stop_at / 2;
    doors_fix(search, most);
    search_begin(search, (Score){0, most, UINT64_MAX});
    search_loop(search, result);
    search->stop_at = stop_at;
    result->nodes += search->labels->count;
    if (search->best == 0) {
        *work = all;
        return false;
    }
    result_take(search, result);
    return true;
}

/* Dives for some plan, takes out the doors it makes pointless, then searches to the end. */
static void search_fully(Search *search, SearchResult *result)
{
    Work *work = search->work;
    const Score empty = {.unmet = search->total_weight};
    search_begin(search, empty);
    search_dive(search, search->best);
    SearchResult first = {0};
    result_take(search, &first);
    const size_t doors_before = work->door_count;
    if (first.value.unmet == 0) {
        doors_fix(search, first.value.major);
    }
    if (work->door_count < doors_before) {
        result->nodes += search->labels->count;
        search_begin(search, empty);
        search_dive(search, search->best);
    }
    search_loop(search, result);
    result_take(search, result);
    result->nodes += search->labels->count;
    if (score_compare(&first.value, &result->value) < 0) {
        result->count = first.count;
        result->value = first.value;
        memcpy(result->steps, first.steps, sizeof(first.steps));
    }
}

void search_run(Arena *arena, Work *work, int64_t stop_at, SearchResult *result)
{
    Search *search = ARENA_NEW(arena, Search);
    search->arena = arena;
    search->work = work;
    search->stop_at = stop_at;
    search->total_weight = needs_weight(work->plan, work->full);
    search->place_reach = ARENA_ARRAY(arena, uint32_t, work->plan->place_count);
    search->place_first = ARENA_ARRAY(arena, uint16_t, work->plan->place_count);
    search->door_next = ARENA_ARRAY(arena, uint16_t, work->door_count);
    /* Half the time for bounds: with none left for the search they would be of no use. */
    const int64_t half = monotonic_nanoseconds() / 2 + stop_at / 2;
    search->bounds = bounds_new(arena, work, half, false);
    search->limits = limits_new(arena, work, search->bounds, half);
    search->labels = ARENA_NEW(arena, Labels);
    search->labels->arena = arena;
    search->labels->work = work;
    places_index(search);
    result->nodes = 0;
    if (!search_cheapest(search, result)) {
        search_fully(search, result);
    }
}
