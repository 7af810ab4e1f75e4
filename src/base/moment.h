/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Time. A Moment is an instant (seconds since 1970-01-01T00:00Z); a Date is a day of the
 * proleptic Gregorian calendar; a LocalTime is what the clock on the wall in Belgium shows.
 * The zone is Europe/Brussels: UTC+1, and UTC+2 from the last Sunday of March 01:00 UTC to the
 * last Sunday of October 01:00 UTC (Directive 2000/84/EC), applied to all years.
 */
#pragma once

#include "base/text.h"

typedef int64_t Moment;  /* seconds, UTC */
typedef int32_t Date;    /* days since 1970-01-01 */
typedef int32_t Minutes; /* a length of time, or minutes since local midnight */

#define DATE_NONE   INT32_MIN
#define MOMENT_NONE INT64_MIN

typedef enum Weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY } Weekday;

typedef struct CivilDate {
    int year;  /* 1 to 9999 */
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
} CivilDate;

typedef struct LocalTime {
    Date date;
    Minutes minute; /* 0 to 1439 */
    int second;     /* 0 to 59 */
} LocalTime;

bool date_is_valid(CivilDate civil);
Date date_from_civil(CivilDate civil);
CivilDate date_to_civil(Date date);
Weekday date_weekday(Date date);
int date_iso_week(Date date); /* ISO 8601 week number, 1 to 53 */
Date date_easter(int year);   /* Easter Sunday, Gregorian computus */
int month_length(int year, int month);

/* Wall clock from instant. */
LocalTime moment_to_local(Moment moment);

/* Instant from wall clock. A time skipped in March is taken an hour later; a time that exists
 * twice in October is taken the first time (summer time). */
Moment moment_from_local(LocalTime local);

/* "2026-11-24", "2026-11-24T18:05", with optional ":00", fraction (dropped), "Z" or offset.
 * Without an offset the wall clock of Brussels is meant. False on anything else, and on dates
 * that do not exist; `moment` is untouched then. */
bool moment_parse(Text text, Moment *moment);
bool date_parse(Text text, Date *date); /* "2026-11-24" only */

Text moment_format(Arena *arena, Moment moment);       /* 2026-11-24T18:05:00+01:00 */
Text moment_format_utc(Arena *arena, Moment moment);   /* 2026-11-24T17:05:00Z */
Text moment_format_local(Arena *arena, Moment moment); /* 2026-11-24T18:05 */
Text date_format(Arena *arena, Date date);             /* 2026-11-24 */

Moment moment_now(void); /* only the edge calls this: the domain is given its clock */
int64_t monotonic_nanoseconds(void); /* for deadlines and measures */
