/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_check.h"

#include <string.h>

#define WRONG(...) problem_set(problem, INVALID, (Text){0}, "plan", __VA_ARGS__)

/* Minutes from `from` to every place, by way of any others (Dijkstra). */
static void distances_from(const PlanProblem *plan, int32_t from, int64_t *minutes, bool *done)
{
    for (size_t place = 0; place < plan->place_count; place++) {
        minutes[place] = INT64_MAX;
        done[place] = false;
    }
    minutes[from] = 0;
    for (size_t round = 0; round < plan->place_count; round++) {
        size_t nearest = plan->place_count;
        for (size_t place = 0; place < plan->place_count; place++) {
            if (!done[place] && minutes[place] < INT64_MAX &&
                (nearest == plan->place_count || minutes[place] < minutes[nearest])) {
                nearest = place;
            }
        }
        if (nearest == plan->place_count) {
            return;
        }
        done[nearest] = true;
        for (size_t to = 0; to < plan->place_count; to++) {
            const int64_t by =
                minutes[nearest] + plan->travel[nearest * plan->place_count + to];
            minutes[to] = by < minutes[to] ? by : minutes[to];
        }
    }
}

static Outcome doors_check(const PlanProblem *plan, const PlanResult *result, Problem *problem)
{
    if (result->visit_count > (size_t)plan->visit_limit) {
        return WRONG("%zu visits; at most %d", result->visit_count, plan->visit_limit);
    }
    for (size_t v = 0; v < result->visit_count; v++) {
        const int32_t door = result->visits[v].door;
        if (door < 0 || (size_t)door >= plan->door_count || plan->doors[door].barred) {
            return WRONG("visit %zu is to door %d, which does not exist or is barred", v, door);
        }
        for (size_t other = 0; other < v; other++) {
            const PlanDoor *earlier = &plan->doors[result->visits[other].door];
            if (result->visits[other].door == door ||
                (earlier->exclusive != 0 &&
                 earlier->exclusive == plan->doors[door].exclusive)) {
                return WRONG("visits %zu and %zu exclude each other", other, v);
            }
        }
    }
    return OK;
}

/* One moves only to the place of a later visit, with nothing but calls in between. */
static Outcome place_check(const PlanProblem *plan, const PlanResult *result, size_t v,
                           Problem *problem)
{
    const PlanVisit *visit = &result->visits[v];
    const int32_t from = v == 0 ? plan->start : result->visits[v - 1].place;
    if (plan->doors[visit->door].place != PLAN_REMOTE) {
        return visit->place == plan->doors[visit->door].place
                   ? OK
                   : WRONG("visit %zu is not at its door's place", v);
    }
    if (visit->place == from) {
        return OK;
    }
    for (size_t later = v + 1; later < result->visit_count; later++) {
        if (result->visits[later].place != visit->place) {
            break;
        }
        if (plan->doors[result->visits[later].door].place == visit->place) {
            return OK;
        }
    }
    return WRONG("visit %zu is made at a place gone to for nothing", v);
}

static bool window_allows(const PlanProblem *plan, const PlanDoor *door, const PlanVisit *visit)
{
    for (size_t w = 0; w < door->window_count; w++) {
        const PlanWindow *window = &door->windows[w];
        if (visit->start >= window->open && visit->start <= window->last_entry &&
            visit->leave <= window->close) {
            return visit->leave <= plan->horizon;
        }
    }
    return false;
}

static Outcome times_check(Arena *arena, const PlanProblem *plan, const PlanResult *result,
                           int64_t *travel, Problem *problem)
{
    int64_t *minutes = ARENA_ARRAY(arena, int64_t, plan->place_count);
    bool *done = ARENA_ARRAY(arena, bool, plan->place_count);
    int32_t place = plan->start;
    int64_t time = 0;
    *travel = 0;
    for (size_t v = 0; v < result->visit_count; v++) {
        const PlanVisit *visit = &result->visits[v];
        const PlanDoor *door = &plan->doors[visit->door];
        TRY(place_check(plan, result, v, problem));
        distances_from(plan, place, minutes, done);
        if (visit->arrive != time + minutes[visit->place]) {
            return WRONG("visit %zu arrives at %d, not %lld", v, visit->arrive,
                         (long long)(time + minutes[visit->place]));
        }
        if (visit->start < visit->arrive || visit->leave != visit->start + door->duration ||
            !window_allows(plan, door, visit)) {
            return WRONG("visit %zu from %d to %d is not possible", v, visit->start,
                         visit->leave);
        }
        *travel += minutes[visit->place];
        place = visit->place;
        time = visit->leave;
    }
    return OK;
}

/* First earlier visit to a member of the group, or `v` if there is none. */
static size_t group_answer(const PlanResult *result, size_t v, const PlanGroup *group)
{
    for (size_t earlier = 0; earlier < v; earlier++) {
        for (size_t i = 0; i < group->count; i++) {
            if (group->doors[i] == result->visits[earlier].door) {
                return earlier;
            }
        }
    }
    return v;
}

static Outcome links_check(const PlanProblem *plan, const PlanResult *result, Problem *problem)
{
    uint32_t used = 0;
    for (size_t v = 0; v < result->visit_count; v++) {
        const PlanDoor *door = &plan->doors[result->visits[v].door];
        uint32_t satisfiers = 0;
        for (size_t g = 0; g < door->require_count; g++) {
            const size_t earlier = group_answer(result, v, &door->requires[g]);
            if (earlier == v) {
                return WRONG("visit %zu lacks a door it requires", v);
            }
            satisfiers |= 1U << earlier;
        }
        if (satisfiers != result->visits[v].satisfiers) {
            return WRONG("visit %zu names the wrong visits as opening it", v);
        }
        used |= satisfiers;
    }
    for (size_t v = 0; v < result->visit_count; v++) {
        if (result->visits[v].newly_met == 0 && (used >> v & 1) == 0) {
            return WRONG("visit %zu serves nothing", v);
        }
    }
    return OK;
}

static Outcome needs_check(const PlanProblem *plan, const PlanResult *result, PlanValue *value,
                           Problem *problem)
{
    uint32_t met = 0;
    for (size_t v = 0; v < result->visit_count; v++) {
        const PlanVisit *visit = &result->visits[v];
        uint32_t newly = 0;
        for (size_t n = 0; n < plan->need_count; n++) {
            const uint32_t bit = 1U << n;
            if ((plan->doors[visit->door].needs & bit) != 0 && (met & bit) == 0 &&
                visit->start <= plan->needs[n].deadline) {
                newly |= bit;
                value->level[PLAN_WAIT] += (int64_t)plan->needs[n].weight * visit->start;
            }
        }
        if (newly != visit->newly_met) {
            return WRONG("visit %zu claims the wrong needs", v);
        }
        met |= newly;
    }
    uint32_t unanswered = 0;
    for (size_t n = 0; n < plan->need_count; n++) {
        if ((met >> n & 1) == 0) {
            unanswered |= 1U << n;
            value->level[PLAN_UNMET] += plan->needs[n].weight;
        }
    }
    if (unanswered != result->unanswered || (result->hopeless & ~unanswered) != 0) {
        return WRONG("the unanswered or hopeless needs are wrong");
    }
    return OK;
}

static void counts_add(const PlanProblem *plan, const PlanResult *result, PlanValue *value)
{
    int32_t stands = plan->start;
    for (size_t v = 0; v < result->visit_count; v++) {
        const PlanDoor *door = &plan->doors[result->visits[v].door];
        if (door->place != PLAN_REMOTE) {
            value->level[PLAN_PLACES] += door->place != stands && door->place != plan->start;
            stands = door->place;
        }
        value->level[PLAN_VISITS] += 1;
        value->level[PLAN_ELIGIBILITY_UNKNOWN] +=
            (door->unknown & PLAN_UNKNOWN_ELIGIBILITY) > 0;
        value->level[PLAN_CAPACITY_UNKNOWN] += (door->unknown & PLAN_UNKNOWN_CAPACITY) > 0;
        value->level[PLAN_HOURS_UNKNOWN] += (door->unknown & PLAN_UNKNOWN_HOURS) > 0;
        value->level[PLAN_PAPERS] += door->papers;
    }
}

static Outcome value_check(const PlanProblem *plan, const PlanResult *result,
                           const PlanValue *value, Problem *problem)
{
    int first_lower = PLAN_LEVELS;
    for (int level = 0; level < PLAN_LEVELS; level++) {
        if (value->level[level] != result->value.level[level]) {
            return WRONG("level %d is %lld, not %lld", level, (long long)value->level[level],
                         (long long)result->value.level[level]);
        }
        if (first_lower == PLAN_LEVELS && result->bound.level[level] != value->level[level]) {
            first_lower = level;
        }
    }
    if (value->level[PLAN_PLACES] > plan->place_limit) {
        return WRONG("%lld places; at most %d", (long long)value->level[PLAN_PLACES],
                     plan->place_limit);
    }
    if (first_lower < PLAN_LEVELS &&
        result->bound.level[first_lower] > value->level[first_lower]) {
        return WRONG("the bound is above the value");
    }
    if (result->optimal != (first_lower == PLAN_LEVELS) ||
        (int)result->unproved != first_lower || result->optimal != (result->gap <= 0)) {
        return WRONG("the claim of proof does not fit the bound");
    }
    return OK;
}

Outcome plan_check(Arena *arena, const PlanProblem *plan, const PlanResult *result,
                   Problem *problem)
{
    PlanValue value;
    memset(&value, 0, sizeof(value));
    TRY(doors_check(plan, result, problem));
    TRY(times_check(arena, plan, result, &value.level[PLAN_TRAVEL], problem));
    TRY(links_check(plan, result, problem));
    TRY(needs_check(plan, result, &value, problem));
    counts_add(plan, result, &value);
    return value_check(plan, result, &value, problem);
}
