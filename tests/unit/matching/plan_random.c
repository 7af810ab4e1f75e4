/* SPDX-License-Identifier: EUPL-1.2 */
#include "plan_random.h"

#include <math.h>

#define DAY 1440

static int32_t between(Random *random, int32_t least, int32_t most)
{
    return least + (int32_t)random_below(random, (uint32_t)(most - least + 1));
}

static bool chance(Random *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}

static void needs_fill(Arena *arena, Random *random, const PlanShape *shape, PlanProblem *plan)
{
    PlanNeed *needs = ARENA_ARRAY(arena, PlanNeed, shape->needs);
    for (uint32_t n = 0; n < shape->needs; n++) {
        needs[n].weight = chance(random, 50) ? between(random, 1, 3) : between(random, 1, 1000);
        needs[n].deadline = chance(random, shape->deadline_percent)
                                ? between(random, shape->horizon / 4, shape->horizon)
                                : PLAN_NO_DEADLINE;
    }
    plan->needs = needs;
    plan->need_count = shape->needs;
}

static void travel_fill(Arena *arena, Random *random, const PlanShape *shape, PlanProblem *plan)
{
    const size_t count = shape->places;
    int32_t *travel = ARENA_ARRAY(arena, int32_t, count * count);
    double *x = ARENA_ARRAY(arena, double, count);
    double *y = ARENA_ARRAY(arena, double, count);
    for (size_t i = 0; i < count; i++) {
        x[i] = random_unit(random) * 60;
        y[i] = random_unit(random) * 60;
    }
    for (size_t i = 0; i < count * count; i++) {
        const size_t from = i / count;
        const size_t to = i % count;
        const double map = hypot(x[from] - x[to], y[from] - y[to]) + 4;
        travel[i] = from == to      ? 0
                    : shape->metric ? (int32_t)ceil(map)
                                    : between(random, 0, 8) * 10;
    }
    plan->travel = travel;
    plan->place_count = count;
}

static void windows_fill(Arena *arena, Random *random, const PlanShape *shape, PlanDoor *door)
{
    const size_t count = shape->metric ? (size_t)(shape->horizon / DAY) : 3;
    PlanWindow *windows = ARENA_ARRAY(arena, PlanWindow, count);
    int32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const int32_t open = shape->metric ? (int32_t)i * DAY + between(random, 0, 6) * 30
                                           : at + between(random, 0, 12) * 10;
        const int32_t close =
            open + (shape->metric ? between(random, 4, 16) * 30 : between(random, 0, 12) * 10);
        if (close <= shape->horizon && !(shape->metric && chance(random, 30))) {
            const int32_t late = between(random, 0, 2) * 10;
            windows[door->window_count++] =
                (PlanWindow){open, close, close - late > open ? close - late : open};
        }
        at = close + 10;
    }
    door->windows = windows;
}

/* Doors with a number below the own one, so that no circle can arise; in large problems one of
 * a few sets, as a network has a few kinds of prescribers. */
static void requires_fill(Arena *arena, Random *random, const PlanShape *shape, int32_t index,
                          PlanDoor *door)
{
    const size_t groups = !shape->metric && chance(random, 25) ? 2 : 1;
    PlanGroup *requires = ARENA_ARRAY(arena, PlanGroup, groups);
    for (size_t g = 0; g < groups; g++) {
        const size_t count = shape->metric ? 4 : (size_t)between(random, 1, 2);
        const int32_t set = between(random, 0, 3) * 4;
        int32_t *members = ARENA_ARRAY(arena, int32_t, count);
        for (size_t i = 0; i < count; i++) {
            members[i] = shape->metric ? set + (int32_t)i : between(random, 0, index - 1);
        }
        requires[g] = (PlanGroup){members, count};
    }
    door->requires = requires;
    door->require_count = groups;
}

static void door_fill(Arena *arena, Random *random, const PlanShape *shape, int32_t index,
                      PlanDoor *door)
{
    const int32_t meets = between(random, chance(random, 20) ? 0 : 1, (int)shape->needs_a_door);
    for (int32_t i = 0; i < meets; i++) {
        door->needs |= 1U << random_below(random, shape->needs);
    }
    door->place = chance(random, shape->remote_percent)
                      ? PLAN_REMOTE
                      : between(random, 0, (int32_t)shape->places - 1);
    door->unknown = chance(random, 40) ? random_below(random, 8) : 0;
    door->duration = between(random, 0, 4) * 15;
    door->papers = between(random, 0, 2);
    door->exclusive = shape->metric ? 0 : (chance(random, 20) ? between(random, 1, 2) : 0);
    door->barred = chance(random, 4);
    windows_fill(arena, random, shape, door);
    if (index > (shape->metric ? 16 : 0) && chance(random, shape->require_percent)) {
        requires_fill(arena, random, shape, index, door);
    }
}

PlanProblem *plan_random(Arena *arena, Random *random, const PlanShape *shape)
{
    PlanProblem *plan = ARENA_NEW(arena, PlanProblem);
    PlanDoor *doors = ARENA_ARRAY(arena, PlanDoor, shape->doors);
    needs_fill(arena, random, shape, plan);
    travel_fill(arena, random, shape, plan);
    for (uint32_t d = 0; d < shape->doors; d++) {
        door_fill(arena, random, shape, (int32_t)d, &doors[d]);
    }
    plan->doors = doors;
    plan->door_count = shape->doors;
    plan->start = (int32_t)random_below(random, shape->places);
    plan->horizon = shape->horizon;
    plan->place_limit = shape->place_limit;
    plan->visit_limit = shape->visit_limit;
    return plan;
}

PlanShape plan_shape_small(Random *random)
{
    return (PlanShape){
        .needs = 1 + random_below(random, 5),
        .doors = 1 + random_below(random, 6),
        .places = 1 + random_below(random, 4),
        .horizon = 400,
        .place_limit = chance(random, 70) ? 4 : between(random, 0, 3),
        .visit_limit = chance(random, 70) ? 6 : between(random, 1, 5),
        .remote_percent = 30,
        .deadline_percent = 35,
        .require_percent = 30,
        .needs_a_door = 3,
    };
}
