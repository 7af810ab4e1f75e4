/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inside the planner only: what meeting a set of needs costs at least when time and travel are
 * forgotten. A cover with doors, their required doors and their places, solved exactly once per
 * set of needs and kept.
 */
#pragma once

#include "matching/plan_work.h"

#define COVER_NEVER UINT64_MAX

typedef struct Bounds Bounds;

/* What is to be covered: `needs`, and a member of each `wanted` group, when the groups `given`
 * are satisfied and going to the doors `here` (of visited places) adds no place. */
typedef struct Ask {
    uint32_t needs;
    uint64_t wanted;
    uint64_t given;
    const WorkDoor *const *here;
    size_t here_count;
} Ask;

/* `stop_at` (monotonic nanoseconds) ends long computations early with weaker, valid bounds;
 * `visits_only` counts nothing but visits. */
Bounds *bounds_new(Arena *arena, const Work *work, int64_t stop_at, bool visits_only);

/* Least places, visits and unknowns, as Score.major; COVER_NEVER when no doors can. */
uint64_t bounds_cover(Bounds *bounds, const Ask *ask);

/* A quicker, lower bound on the same that takes required doors as done. */
uint64_t bounds_plain(Bounds *bounds, const Ask *ask);
