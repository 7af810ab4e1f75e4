/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A second opinion: reads a plan of tours against its problem and recomputes all that it
 * claims, from tour.h alone and in real numbers. Shares no code with the search, so that an
 * error of one is seen by the other. It does not say whether a better plan exists.
 */
#pragma once

#include "resources/rides/tour.h"

/* OK, or INVALID with the first claim that does not hold. The problem must be well formed. */
MUST_USE Outcome tour_check(Arena *arena, const TourProblem *tour, const TourPlan *plan,
                            Problem *problem);
