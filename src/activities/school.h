/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sessions that a school asks of a house: "animations in schools" of the sources. A class, how
 * many pupils of which age, a theme, when, and who leads it; then how many came and how it
 * went. Pupils are counted and never named. Known to the house that gives them.
 */
#pragma once

#include "access/access.h"
#include "base/buffer.h"

typedef enum SchoolState {
    SCHOOL_ASKED,
    SCHOOL_HELD,
    SCHOOL_CANCELLED,
    SCHOOL_STATE_COUNT
} SchoolState;

enum {
    SCHOOL_TEXT_MOST = 120,
    SCHOOL_REPORT_MOST = 2000, /* characters */
    SCHOOL_AGE_LEAST = 2,
    SCHOOL_AGE_MOST = 25,
    SCHOOL_PUPILS_MOST = 500,
};

typedef struct SchoolSession {
    Id id;
    Id house;
    Text school;
    Text class;
    Text theme;
    int64_t age;
    int64_t pupils; /* as it was asked */
    Moment starts;
    Text facilitator; /* may be empty while nobody is found */
    SchoolState state;
    int64_t came;
    Text report;
    int64_t revision;
} SchoolSession;

typedef LIST_OF(SchoolSession) SchoolList;

Text school_state_code(SchoolState state); /* "held" */

/* All ask MAY_BOOK_UNIT. INVALID names the field: school, class, theme, age, pupils, starts,
 * facilitator. */
MUST_USE Outcome school_ask(Access *access, const SchoolSession *asked, SchoolSession *made);

/* CONFLICT "revision" when another change came first, or it was held or cancelled. */
MUST_USE Outcome school_change(Access *access, const SchoolSession *changed,
                               SchoolSession *made);

/* How many came, and how it went. CONFLICT "state" for one held or cancelled already, or to
 * come; INVALID "came", "report". */
MUST_USE Outcome school_hold(Access *access, Id id, int64_t came, Text report,
                             SchoolSession *made);
MUST_USE Outcome school_cancel(Access *access, Id id, SchoolSession *made);

/* NOT_FOUND for one of another house. */
MUST_USE Outcome school_get(Access *access, Id id, SchoolSession *found);

/* Those of a year of the calendar, by when they start. INVALID "year". */
MUST_USE Outcome school_list(Access *access, int64_t year, SchoolList *list);

typedef struct SchoolSum {
    Text school;
    Text theme;
    int64_t held;
    int64_t cancelled;
    int64_t came;
} SchoolSum;

typedef LIST_OF(SchoolSum) SchoolSumList;

/* By school and theme. */
MUST_USE Outcome school_report(Access *access, int64_t year, SchoolSumList *list);

/* As CSV (RFC 4180): a line a school and theme, codes for heads. */
void school_report_csv(Arena *arena, int64_t year, const SchoolSumList *list, Buffer *out);
