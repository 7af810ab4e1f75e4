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

/* `stop_at` (monotonic nanoseconds) ends long computations early with weaker, valid bounds. */
Bounds *bounds_new(Arena *arena, const Work *work, int64_t stop_at);

/* Least places, visits and unknowns, as Score.major, to meet `needs` and give all `wanted`
 * groups when the groups `given` are already satisfied and going to a door of `here` (visited
 * places) adds no place. COVER_NEVER when no doors can. */
uint64_t bounds_cover(Bounds *bounds, uint32_t needs, uint64_t wanted, uint64_t given,
                      const WorkDoor *const *here, size_t here_count);

/* Least weight of `needs` left unmet when only `places` more may be gone to; `*used` is the
 * least number of places with which that is possible. */
uint32_t bounds_left_out(Bounds *bounds, uint32_t needs, int32_t places, int32_t *used);
