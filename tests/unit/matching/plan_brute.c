/* SPDX-License-Identifier: EUPL-1.2 */
#include "plan_brute.h"

#include <string.h>

typedef struct Walk {
    int32_t doors[PLAN_MAX_VISITS];
    uint32_t newly[PLAN_MAX_VISITS];
    size_t count;
    int64_t time;
    int64_t travelled;
    int32_t place;
    int32_t owes; /* the place gone to without a visit there yet, or -1 */
    uint32_t met;
    int64_t wait;
} Walk;

typedef struct Brute {
    const PlanProblem *plan;
    uint32_t forbid;
    int64_t *travel;
    BrutePlan best;
    bool any;
} Brute;

static void travel_shorten(Arena *arena, Brute *brute)
{
    const size_t count = brute->plan->place_count;
    brute->travel = ARENA_ARRAY(arena, int64_t, count * count);
    for (size_t i = 0; i < count * count; i++) {
        brute->travel[i] = i / count == i % count ? 0 : brute->plan->travel[i];
    }
    for (size_t via = 0; via < count; via++) {
        for (size_t i = 0; i < count * count; i++) {
            const int64_t by =
                brute->travel[i / count * count + via] + brute->travel[via * count + i % count];
            brute->travel[i] = by < brute->travel[i] ? by : brute->travel[i];
        }
    }
}

static bool in_group(const PlanGroup *group, int32_t door)
{
    for (size_t i = 0; i < group->count; i++) {
        if (group->doors[i] == door) {
            return true;
        }
    }
    return false;
}

/* The visits whose door is the first of a group that visit `v` requires; false if one lacks. */
static bool openers_of(const Brute *brute, const Walk *walk, size_t v, uint32_t *openers)
{
    const PlanDoor *door = &brute->plan->doors[walk->doors[v]];
    *openers = 0;
    for (size_t g = 0; g < door->require_count; g++) {
        size_t earlier = 0;
        while (earlier < v && !in_group(&door->requires[g], walk -> doors[earlier])) {
            earlier++;
        }
        if (earlier == v) {
            return false;
        }
        *openers |= 1U << earlier;
    }
    return true;
}

static bool every_visit_serves(const Brute *brute, const Walk *walk)
{
    uint32_t useful = 0;
    for (size_t v = 0; v < walk->count; v++) {
        uint32_t openers = 0;
        if (!openers_of(brute, walk, v, &openers)) {
            return false;
        }
        useful |= openers | (walk->newly[v] != 0 ? 1U << v : 0);
    }
    return useful == (1U << walk->count) - 1;
}

static PlanValue walk_value(const Brute *brute, const Walk *walk)
{
    const PlanProblem *plan = brute->plan;
    PlanValue value = {{0}};
    int32_t desk = plan->start;
    for (size_t n = 0; n < plan->need_count; n++) {
        value.level[PLAN_UNMET] += (walk->met >> n & 1) ? 0 : plan->needs[n].weight;
    }
    for (size_t v = 0; v < walk->count; v++) {
        const PlanDoor *door = &plan->doors[walk->doors[v]];
        if (door->place != PLAN_REMOTE) {
            value.level[PLAN_PLACES] += door->place != desk && door->place != plan->start;
            desk = door->place;
        }
        value.level[PLAN_ELIGIBILITY_UNKNOWN] += door->unknown & 1;
        value.level[PLAN_CAPACITY_UNKNOWN] += door->unknown >> 1 & 1;
        value.level[PLAN_HOURS_UNKNOWN] += door->unknown >> 2 & 1;
        value.level[PLAN_PAPERS] += door->papers;
    }
    value.level[PLAN_VISITS] = (int64_t)walk->count;
    value.level[PLAN_WAIT] = walk->wait;
    value.level[PLAN_TRAVEL] = walk->travelled;
    return value;
}

static bool sequence_smaller(const Walk *walk, const BrutePlan *best)
{
    for (size_t v = 0; v < walk->count; v++) {
        if (walk->doors[v] != best->doors[v]) {
            return walk->doors[v] < best->doors[v];
        }
    }
    return false;
}

static void walk_end(Brute *brute, const Walk *walk)
{
    const PlanValue value = walk_value(brute, walk);
    if (walk->owes >= 0 || value.level[PLAN_PLACES] > brute->plan->place_limit ||
        !every_visit_serves(brute, walk)) {
        return;
    }
    const int order = plan_value_compare(&value, &brute->best.value);
    if (!brute->any || order < 0 || (order == 0 && sequence_smaller(walk, &brute->best))) {
        brute->any = true;
        brute->best.value = value;
        brute->best.count = walk->count;
        memcpy(brute->best.doors, walk->doors, sizeof(walk->doors));
    }
}

/* First possible start at or after `from`, or -1. */
static int64_t start_at(const Brute *brute, const PlanDoor *door, int64_t from)
{
    for (size_t w = 0; w < door->window_count; w++) {
        const PlanWindow *window = &door->windows[w];
        const int64_t start = from > window->open ? from : window->open;
        if (start <= window->last_entry && start + door->duration <= window->close &&
            start + door->duration <= brute->plan->horizon) {
            return start;
        }
    }
    return -1;
}

static bool may_follow(const Brute *brute, const Walk *walk, int32_t index)
{
    const PlanDoor *door = &brute->plan->doors[index];
    if (door->barred || (door->unknown & brute->forbid) != 0) {
        return false;
    }
    for (size_t v = 0; v < walk->count; v++) {
        const PlanDoor *other = &brute->plan->doors[walk->doors[v]];
        if (walk->doors[v] == index ||
            (door->exclusive != 0 && door->exclusive == other->exclusive)) {
            return false;
        }
    }
    return true;
}

static void walk_on(Brute *brute, const Walk *walk);

static void walk_to(Brute *brute, const Walk *walk, int32_t index, int32_t place)
{
    const PlanDoor *door = &brute->plan->doors[index];
    const int64_t leg =
        brute->travel[(size_t)walk->place * brute->plan->place_count + (size_t)place];
    const int64_t start = start_at(brute, door, walk->time + leg);
    if (start < 0) {
        return;
    }
    Walk next = *walk;
    next.newly[next.count] = 0;
    for (size_t n = 0; n < brute->plan->need_count; n++) {
        if ((door->needs >> n & 1) == 1 && (walk->met >> n & 1) == 0 &&
            start <= brute->plan->needs[n].deadline) {
            next.newly[next.count] |= 1U << n;
            next.wait += start * brute->plan->needs[n].weight;
        }
    }
    next.met |= next.newly[next.count];
    next.doors[next.count++] = index;
    next.time = start + door->duration;
    next.travelled += leg;
    next.place = place;
    next.owes = door->place != PLAN_REMOTE ? -1 : (place != walk->place ? place : walk->owes);
    walk_on(brute, &next);
}

static void walk_on(Brute *brute, const Walk *walk)
{
    walk_end(brute, walk);
    if (walk->count == (size_t)brute->plan->visit_limit) {
        return;
    }
    for (int32_t d = 0; d < (int32_t)brute->plan->door_count; d++) {
        if (!may_follow(brute, walk, d)) {
            continue;
        }
        const int32_t own = brute->plan->doors[d].place;
        for (int32_t place = 0; place < (int32_t)brute->plan->place_count; place++) {
            const bool allowed = own == PLAN_REMOTE
                                     ? place == walk->place || walk->owes < 0
                                     : place == own && (walk->owes < 0 || walk->owes == own);
            if (allowed) {
                walk_to(brute, walk, d, place);
            }
        }
    }
}

BrutePlan plan_brute(Arena *arena, const PlanProblem *plan, uint32_t forbid)
{
    Brute brute = {.plan = plan, .forbid = forbid};
    const Walk nowhere = {.place = plan->start, .owes = -1};
    travel_shorten(arena, &brute);
    walk_on(&brute, &nowhere);
    return brute.best;
}
