/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a unit gave in a year, month by month, for the house that keeps it: how often it was
 * used, who did not come or cancelled, who was sent away and why, and who asked to wait. A
 * night belongs to the month in which it begins; days to come are not counted.
 */
#pragma once

#include "resources/board.h"

enum { YEAR_MONTHS = 12 };

typedef struct UnitMonth {
    Date first;      /* day of the month */
    int64_t offered; /* places of its nights or slots, as they are counted today */
    int64_t used;
    int64_t absent;
    int64_t cancelled; /* by them */
    int64_t cancelled_by_house;
    int64_t refused[BOOKING_REASON_COUNT]; /* sent away, by reason as in BOOKING_REASONS */
    int64_t waiting;                       /* who came onto the waiting list */
} UnitMonth;

typedef struct UnitYear {
    int year;
    UnitMonth months[YEAR_MONTHS];
} UnitYear;

/* INVALID "year" outside 2000 to 2199; NOT_FOUND for a unit of another house. */
MUST_USE Outcome unit_year(Access *access, const Unit *unit, int64_t year, UnitYear *counted);

/* "2026-03" */
Text unit_month_format(Arena *arena, const UnitMonth *month);

/* As CSV (RFC 4180): a line a month, codes for heads. */
void unit_year_csv(Arena *arena, const UnitYear *counted, Buffer *out);
