/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inside the planner only: when places or visits are limited so that not all needs can be met,
 * the least weight that has to be left out.
 */
#pragma once

#include "matching/plan_bound.h"

typedef struct Limits Limits;

typedef struct Least {
    uint32_t left_out; /* no plan leaves out less */
    uint64_t cover;    /* of what is then met, at least */
} Least;

Limits *limits_new(Arena *arena, const Work *work, Bounds *bounds, int64_t stop_at);

/* `major` is what the visits made so far cost. */
Least limits_least(Limits *limits, const Ask *ask, uint64_t major);

static inline bool within_limits(const Work *work, uint64_t major)
{
    return (int64_t)(major / ONE_PLACE) <= work->plan->place_limit &&
           (int64_t)(major / ONE_VISIT % 64) <= work->plan->visit_limit;
}
