/* SPDX-License-Identifier: EUPL-1.2 */
/* Plan problems made by lot, for tests and benches. */
#pragma once

#include "base/random.h"
#include "matching/plan.h"

typedef struct PlanShape {
    uint32_t needs;
    uint32_t doors;
    uint32_t places;
    int32_t horizon;
    int32_t place_limit;
    int32_t visit_limit;
    uint32_t remote_percent;
    uint32_t deadline_percent;
    uint32_t require_percent;
    uint32_t needs_a_door; /* at most */
    bool metric;           /* travel follows points of a map, windows follow days */
} PlanShape;

PlanProblem *plan_random(Arena *arena, Random *random, const PlanShape *shape);

/* The shape of a small problem that brute force can enumerate. */
PlanShape plan_shape_small(Random *random);
