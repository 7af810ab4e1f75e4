/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A second opinion: reads a plan against its problem and recomputes all that it claims, from
 * plan.h alone. Shares no code with the planner, so that an error of one is seen by the other.
 * It does not say whether a better plan exists.
 */
#pragma once

#include "matching/plan.h"

/* OK, or INVALID with the first claim that does not hold. The problem must be well formed. */
MUST_USE Outcome plan_check(Arena *arena, const PlanProblem *plan, const PlanResult *result,
                            Problem *problem);
