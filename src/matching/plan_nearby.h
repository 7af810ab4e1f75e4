/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inside the planner only: from a place and a minute, the earliest a need could be met if it
 * were the next thing done. Doors are listed nearest first, once per place that is asked for.
 */
#pragma once

#include "matching/plan_work.h"

typedef struct Nearby Nearby;

Nearby *nearby_new(Arena *arena, const Work *work);

/* NEVER if no door can. Required doors are taken as done. */
int32_t nearby_earliest(Nearby *nearby, int32_t place, int32_t minute, size_t need);
