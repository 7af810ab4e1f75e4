/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HSDS schedule rows to Hours and back. A row is an RRULE (RFC 5545) restricted to weekly and
 * monthly recurrences, with a validity and an opening on each day it gives.
 */
#pragma once

#include "directory/hours.h"

/* The members of an HSDS 3.2 schedule that say when; an empty text or 0 is absent. */
typedef struct ScheduleRow {
    Text freq;    /* WEEKLY or MONTHLY */
    Text dtstart; /* 2026-10-27, or a date-time of which the date counts */
    Text until;
    Text valid_from;
    Text valid_to;
    int64_t count;
    int64_t interval;
    Text byday;      /* "MO,TU" or with ordinals "4MO,-1FR" */
    Text bymonthday; /* "1,15,-1" */
    Text byweekno;
    Text byyearday;
    Text wkst;
    Text opens_at;  /* "10:00", "10:00:00", with or without an offset, which is not applied */
    Text closes_at; /* before opens_at: past midnight; "23:59" ends the day */
    Text description;
    Text schedule_link;
    Text notes;
} ScheduleRow;

typedef LIST_OF(ScheduleRow) ScheduleRowList;
typedef LIST_OF(Date) DateList;

/* Rows to hours: each row adds openings. INVALID names the row (from 0) and the member. */
MUST_USE Outcome hours_from_schedules(Arena *arena, const ScheduleRow *rows, size_t count,
                                      Hours **hours, Problem *problem);

/* Hours to rows. True when the rows say everything; false when something has no form in HSDS
 * (holidays, exceptions, unknown times): keep the OSM value beside them then. */
bool hours_to_schedules(Arena *arena, const Hours *hours, ScheduleRowList *rows);

/* The days on which a row opens, from `first` to `last`, both included. */
MUST_USE Outcome schedule_dates(Arena *arena, const ScheduleRow *row, Date first, Date last,
                                DateList *dates, Problem *problem);
