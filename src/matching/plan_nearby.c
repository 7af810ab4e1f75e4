/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_nearby.h"

#include <stdlib.h>

/* A door and the way to it. */
typedef struct Way {
    int32_t minutes;
    uint16_t door;
} Way;

typedef struct Ways {
    Way *items;                        /* need by need, nearest first */
    uint16_t from[PLAN_MAX_NEEDS + 1]; /* where each need begins */
} Ways;

struct Nearby {
    Arena *arena;
    const Work *work;
    Ways *by_place; /* items NULL: not asked yet */
    Way *sorted;    /* scratch */
};

Nearby *nearby_new(Arena *arena, const Work *work)
{
    Nearby *nearby = ARENA_NEW(arena, Nearby);
    nearby->arena = arena;
    nearby->work = work;
    nearby->by_place = ARENA_ARRAY(arena, Ways, work->plan->place_count);
    nearby->sorted = ARENA_ARRAY(arena, Way, work->door_count);
    return nearby;
}

static int way_compare(const void *a, const void *b)
{
    const Way *left = a;
    const Way *right = b;
    return left->minutes != right->minutes ? (left->minutes < right->minutes ? -1 : 1)
                                           : (int)left->door - (int)right->door;
}

static void ways_list(Nearby *nearby, int32_t place, Ways *ways)
{
    const Work *work = nearby->work;
    size_t total = 0;
    for (size_t d = 0; d < work->door_count; d++) {
        const WorkDoor *door = &work->doors[d];
        const bool remote = door->place == PLAN_REMOTE;
        nearby->sorted[d] =
            (Way){remote ? 0 : work_travel(work, place, door->place), (uint16_t)d};
        total += (size_t)__builtin_popcount(door->needs);
    }
    if (work->door_count > 0) {
        qsort(nearby->sorted, work->door_count, sizeof(Way), way_compare);
    }
    ways->items = ARENA_ARRAY(nearby->arena, Way, total);
    size_t used = 0;
    for (size_t n = 0; n < work->plan->need_count; n++) {
        ways->from[n] = (uint16_t)used;
        for (size_t i = 0; i < work->door_count; i++) {
            if ((work->doors[nearby->sorted[i].door].needs >> n & 1) == 1) {
                ways->items[used++] = nearby->sorted[i];
            }
        }
    }
    for (size_t n = work->plan->need_count; n <= PLAN_MAX_NEEDS; n++) {
        ways->from[n] = (uint16_t)used;
    }
}

int32_t nearby_earliest(Nearby *nearby, int32_t place, int32_t minute, size_t need)
{
    Ways *ways = &nearby->by_place[place];
    if (ways->items == NULL) {
        ways_list(nearby, place, ways);
    }
    int32_t best = NEVER;
    for (size_t i = ways->from[need]; i < ways->from[need + 1]; i++) {
        const int32_t arrive = minute + ways->items[i].minutes;
        if (arrive >= best) {
            break;
        }
        const int32_t start = door_start(&nearby->work->doors[ways->items[i].door], arrive);
        best = start < best ? start : best;
    }
    return best;
}
