/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * With what results the cases of each house closed, a month at a time: numbers alone. Fewer
 * than COUNT_FEW are not told, and neither is a sum from which they could be taken: whoever
 * reads counts must not find one person in them.
 */
#pragma once

#include "access/access.h"
#include "base/list.h"

enum { RESULT_MONTHS_MOST = 24 };

/* Months counted from the year 0: 2026-03 is 2026 * 12 + 2. */
typedef struct ResultMonths {
    int64_t first;
    int64_t last; /* included */
} ResultMonths;

/* "2026-03". */
MUST_USE bool result_month_parse(Text text, int64_t *month);
Text result_month_format(Arena *arena, int64_t month);
int64_t result_month_of(Moment moment);

typedef struct ResultCount {
    Id house;
    int64_t month;
    Text result;   /* its code */
    int64_t count; /* 0 where they are few */
    bool is_few;   /* 1 to COUNT_FEW - 1 */
} ResultCount;
typedef LIST_OF(ResultCount) ResultCounts;

/* MAY_READ_COUNTS, of the own house alone; MAY_READ_ALL_COUNTS besides, of all. By house, month
 * and code. INVALID ("from", "to") unless the months are 1 to RESULT_MONTHS_MOST, the first one
 * first. */
MUST_USE Outcome result_count(Access *access, ResultMonths months, ResultCounts *counts);
