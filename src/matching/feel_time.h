/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates, times and durations of FEEL: years from -999,999,999 to 999,999,999, nanoseconds, an
 * offset or a named zone kept as it was written.
 */
#pragma once

#include "matching/feel_decimal.h"

typedef enum FeelZoneKind { ZONE_NONE, ZONE_OFFSET, ZONE_NAMED } FeelZoneKind;

typedef struct FeelZone {
    FeelZoneKind kind;
    int32_t offset; /* seconds east of Greenwich */
    Text name;      /* "Europe/Brussels" */
} FeelZone;

/* A date (day only), a time (nanosecond and zone), or both. */
typedef struct FeelMoment {
    int64_t day; /* since 1970-01-01 */
    int64_t nanosecond;
    FeelZone zone;
} FeelMoment;

typedef struct FeelCivil {
    int64_t year;
    int64_t month;
    int64_t day;
} FeelCivil;

#define NANOSECONDS_A_SECOND 1000000000LL
#define NANOSECONDS_A_DAY    (86400LL * NANOSECONDS_A_SECOND)

bool feel_civil_is_valid(FeelCivil civil);
int64_t feel_day_from_civil(FeelCivil civil);
FeelCivil feel_day_to_civil(int64_t day);
int64_t feel_month_length(int64_t year, int64_t month);

/* The whole text or false. Zone names are looked up and copied into the arena. */
bool feel_date_parse(Text text, FeelMoment *moment);
bool feel_time_parse(Arena *arena, Text text, FeelMoment *moment);
bool feel_date_time_parse(Arena *arena, Text text, FeelMoment *moment);
bool feel_duration_parse(Text text, Decimal *seconds); /* P1DT2H */
bool feel_period_parse(Text text, int64_t *months);    /* P1Y2M */

Text feel_date_format(Arena *arena, const FeelMoment *moment);
Text feel_time_format(Arena *arena, const FeelMoment *moment);
Text feel_date_time_format(Arena *arena, const FeelMoment *moment);
Text feel_duration_format(Arena *arena, Decimal seconds);
Text feel_period_format(Arena *arena, int64_t months);

/* Seconds since 1970-01-01T00:00Z, or since a local midnight of that day when there is no zone;
 * false when the zone's rules are not to be had. */
bool feel_moment_seconds(const FeelMoment *moment, Decimal *seconds);
bool feel_moment_offset(const FeelMoment *moment, int32_t *offset); /* false without zone */

/* Moves date and clock together; the zone stays. False past the last year. */
bool feel_moment_add(const FeelMoment *moment, Decimal seconds, FeelMoment *result);
bool feel_moment_add_months(const FeelMoment *moment, int64_t months, FeelMoment *result);

/* Named zones, from the system's time zone database. */
bool feel_zone_exists(Text name);
bool feel_zone_offset(Text name, int64_t local_seconds, int32_t *offset);
