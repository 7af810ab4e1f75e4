/* SPDX-License-Identifier: EUPL-1.2 */
/* The best plan by trying them all: the oracle for a handful of doors. */
#pragma once

#include "matching/plan.h"

typedef struct BrutePlan {
    int32_t doors[PLAN_MAX_VISITS];
    size_t count;
    PlanValue value;
} BrutePlan;

BrutePlan plan_brute(Arena *arena, const PlanProblem *plan, uint32_t forbid);
