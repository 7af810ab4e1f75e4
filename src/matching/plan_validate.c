/* SPDX-License-Identifier: EUPL-1.2 */
/* What makes a plan problem malformed, and the numbering of its groups along the way. */
#include "matching/plan_work.h"

#include <string.h>

#define REFUSE(field, ...) problem_set(problem, INVALID, (Text){0}, (field), __VA_ARGS__)

static Outcome sizes_validate(const PlanProblem *plan, Problem *problem)
{
    if (plan->need_count > PLAN_MAX_NEEDS) {
        return REFUSE("needs", "%zu needs; at most %d", plan->need_count, PLAN_MAX_NEEDS);
    }
    if (plan->door_count > PLAN_MAX_DOORS) {
        return REFUSE("doors", "%zu doors; at most %d", plan->door_count, PLAN_MAX_DOORS);
    }
    if (plan->place_count < 1 || plan->place_count > PLAN_MAX_PLACES) {
        return REFUSE("places", "%zu places; 1 to %d", plan->place_count, PLAN_MAX_PLACES);
    }
    if (plan->start < 0 || (size_t)plan->start >= plan->place_count) {
        return REFUSE("start", "no place %d", plan->start);
    }
    if (plan->horizon < 0 || plan->horizon > PLAN_MAX_HORIZON) {
        return REFUSE("horizon", "%d minutes; 0 to %d", plan->horizon, PLAN_MAX_HORIZON);
    }
    if (plan->place_limit < 0 || plan->visit_limit < 0 || plan->visit_limit > PLAN_MAX_VISITS) {
        return REFUSE("limits", "places %d, visits %d; at least 0, visits at most %d",
                      plan->place_limit, plan->visit_limit, PLAN_MAX_VISITS);
    }
    return OK;
}

static Outcome needs_validate(const PlanProblem *plan, Problem *problem)
{
    for (size_t n = 0; n < plan->need_count; n++) {
        if (plan->needs[n].weight < 1 || plan->needs[n].weight > PLAN_MAX_WEIGHT) {
            return REFUSE("needs", "need %zu has weight %d; 1 to %d", n, plan->needs[n].weight,
                          PLAN_MAX_WEIGHT);
        }
        if (plan->needs[n].deadline < 0) {
            return REFUSE("needs", "need %zu has its deadline before the start", n);
        }
    }
    for (size_t i = 0; i < plan->place_count * plan->place_count; i++) {
        if (plan->travel[i] < 0) {
            return REFUSE("travel", "from place %zu to place %zu in %d minutes",
                          i / plan->place_count, i % plan->place_count, plan->travel[i]);
        }
    }
    return OK;
}

static Outcome windows_validate(const PlanDoor *door, size_t index, Problem *problem)
{
    int32_t previous = 0;
    for (size_t w = 0; w < door->window_count; w++) {
        const PlanWindow *window = &door->windows[w];
        if (window->open < previous) {
            return REFUSE("windows", "window %zu of door %zu is out of order", w, index);
        }
        if (window->last_entry < window->open || window->close < window->last_entry) {
            return REFUSE("windows",
                          "window %zu of door %zu is not open <= last entry <= close", w,
                          index);
        }
        previous = window->last_entry;
    }
    return OK;
}

static Outcome door_validate(const PlanProblem *plan, size_t index, Problem *problem)
{
    const PlanDoor *door = &plan->doors[index];
    if ((door->needs >> plan->need_count) != 0) {
        return REFUSE("needs", "door %zu meets a need that is not in the problem", index);
    }
    if (door->place != PLAN_REMOTE &&
        (door->place < 0 || (size_t)door->place >= plan->place_count)) {
        return REFUSE("place", "door %zu is at place %d, which does not exist", index,
                      door->place);
    }
    if (door->unknown > 7) {
        return REFUSE("unknown", "door %zu has unknowns that are not defined", index);
    }
    if (door->duration < 0 || door->duration > PLAN_MAX_HORIZON || door->papers < 0 ||
        door->papers > PLAN_MAX_PAPERS || door->exclusive < 0) {
        return REFUSE("doors", "door %zu has duration %d, papers %d, exclusive %d", index,
                      door->duration, door->papers, door->exclusive);
    }
    return windows_validate(door, index, problem);
}

/* Two doors that require the same set of doors share a group number. */
static Outcome group_number(Work *work, const PlanGroup *group, size_t index, size_t *number,
                            Problem *problem)
{
    uint64_t members[PLAN_MAX_DOORS / 64] = {0};
    for (size_t i = 0; i < group->count; i++) {
        const int32_t door = group->doors[i];
        if (door < 0 || (size_t)door >= work->plan->door_count) {
            return REFUSE("requires", "door %zu requires door %d, which does not exist", index,
                          door);
        }
        members[door / 64] |= (uint64_t)1 << (door % 64);
    }
    size_t g = 0;
    while (g < work->group_count &&
           memcmp(work->group_members[g], members, sizeof(members)) != 0) {
        g++;
    }
    if (g == PLAN_MAX_GROUPS) {
        return REFUSE("requires", "more than %d different groups are required",
                      PLAN_MAX_GROUPS);
    }
    if (g == work->group_count) {
        memcpy(work->group_members[g], members, sizeof(members));
        work->group_count++;
    }
    *number = g;
    return OK;
}

static Outcome groups_validate(Arena *arena, const PlanProblem *plan, Work *work,
                               Problem *problem)
{
    work->group_members =
        arena_allocate_array(arena, PLAN_MAX_GROUPS, sizeof(*work->group_members));
    work->door_requires = ARENA_ARRAY(arena, uint64_t, plan->door_count);
    for (size_t d = 0; d < plan->door_count; d++) {
        for (size_t i = 0; i < plan->doors[d].require_count; i++) {
            size_t number = 0;
            TRY(group_number(work, &plan->doors[d].requires[i], d, &number, problem));
            work->door_requires[d] |= (uint64_t)1 << number;
        }
    }
    return OK;
}

/* Groups resolve in rounds: a door is settled once all doors it may require are; a group is
 * settled once all its members are. What never settles stands in a circle. */
static Outcome circles_refuse(Arena *arena, const PlanProblem *plan, const Work *work,
                              Problem *problem)
{
    bool *settled = ARENA_ARRAY(arena, bool, plan->door_count);
    uint64_t open_groups =
        work->group_count == 64 ? ~(uint64_t)0 : ((uint64_t)1 << work->group_count) - 1;
    size_t left = plan->door_count;
    bool progress = true;
    while (left > 0 && progress) {
        progress = false;
        for (size_t d = 0; d < plan->door_count; d++) {
            if (!settled[d] && (work->door_requires[d] & open_groups) == 0) {
                settled[d] = true;
                progress = true;
                left--;
            }
        }
        for (size_t g = 0; g < work->group_count; g++) {
            bool all = true;
            for (size_t d = 0; d < plan->door_count && all; d++) {
                all = settled[d] || (work->group_members[g][d / 64] >> (d % 64) & 1) == 0;
            }
            open_groups &= all ? ~((uint64_t)1 << g) : ~(uint64_t)0;
        }
    }
    for (size_t d = 0; d < plan->door_count; d++) {
        if (!settled[d]) {
            return REFUSE("requires", "door %zu stands in or behind a circle of requirements",
                          d);
        }
    }
    return OK;
}

static Outcome exclusives_number(Arena *arena, const PlanProblem *plan, Work *work,
                                 Problem *problem)
{
    size_t count = 0;
    work->door_exclusive = ARENA_ARRAY(arena, uint64_t, plan->door_count);
    for (size_t d = 0; d < plan->door_count; d++) {
        const int32_t number = plan->doors[d].exclusive;
        if (number == 0 || work->door_exclusive[d] != 0) {
            continue;
        }
        bool shared = false;
        for (size_t other = d + 1; other < plan->door_count; other++) {
            if (plan->doors[other].exclusive == number) {
                if (count == 64) {
                    return REFUSE("exclusive", "more than 64 shared exclusive numbers");
                }
                work->door_exclusive[other] = (uint64_t)1 << count;
                shared = true;
            }
        }
        if (shared) {
            work->door_exclusive[d] = (uint64_t)1 << count++;
        }
    }
    return OK;
}

Outcome plan_validate(Arena *arena, const PlanProblem *plan, Work *work, Problem *problem)
{
    *work = (Work){.plan = plan};
    TRY(sizes_validate(plan, problem));
    TRY(needs_validate(plan, problem));
    for (size_t d = 0; d < plan->door_count; d++) {
        TRY(door_validate(plan, d, problem));
    }
    TRY(groups_validate(arena, plan, work, problem));
    TRY(circles_refuse(arena, plan, work, problem));
    return exclusives_number(arena, plan, work, problem);
}
