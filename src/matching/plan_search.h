/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inside the planner only: the search itself. Partial plans (labels) are extended in the order
 * of the best they could still become; one that is no better than another with the same future
 * is dropped. When the best remaining promise is no better than the plan in hand, it is proved.
 */
#pragma once

#include "matching/plan_work.h"

typedef struct SearchResult {
    Step steps[PLAN_MAX_VISITS];
    size_t count;
    Score value;
    Score bound;
    int64_t nodes;
} SearchResult;

/* Doors that turn out to be in no best plan are taken out of `work`. */
void search_run(Arena *arena, Work *work, int64_t stop_at, SearchResult *result);
