/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/feel_time.h"

#include <inttypes.h>

static const int64_t LAST_YEAR = 999999999;

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int64_t feel_month_length(int64_t year, int64_t month)
{
    static const int8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

bool feel_civil_is_valid(FeelCivil civil)
{
    return civil.year >= -LAST_YEAR && civil.year <= LAST_YEAR && civil.month >= 1 &&
           civil.month <= 12 && civil.day >= 1 &&
           civil.day <= feel_month_length(civil.year, civil.month);
}

static int64_t floor_divide(int64_t value, int64_t divisor)
{
    const int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

/* Days are counted in eras of 400 years that begin on 1 March. */
int64_t feel_day_from_civil(FeelCivil civil)
{
    const int64_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    const int64_t era = floor_divide(year, 400);
    const int64_t year_of_era = year - era * 400;
    const int64_t month = (civil.month + 9) % 12;
    const int64_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;
    const int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

FeelCivil feel_day_to_civil(int64_t day)
{
    const int64_t shifted = day + 719468;
    const int64_t era = floor_divide(shifted, 146097);
    const int64_t day_of_era = shifted - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month = (5 * day_of_year + 2) / 153;
    FeelCivil civil;
    civil.day = day_of_year - (153 * month + 2) / 5 + 1;
    civil.month = month < 10 ? month + 3 : month - 9;
    civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
    return civil;
}

/* ------------------------------------------------------------------------------ writing */

Text feel_date_format(Arena *arena, const FeelMoment *moment)
{
    const FeelCivil civil = feel_day_to_civil(moment->day);
    return text_format(arena, "%s%04" PRId64 "-%02d-%02d", civil.year < 0 ? "-" : "",
                       civil.year < 0 ? -civil.year : civil.year, (int)civil.month,
                       (int)civil.day);
}

static Text format_fraction(Arena *arena, int64_t nanosecond)
{
    if (nanosecond == 0) {
        return TEXT("");
    }
    Text digits = text_format(arena, ".%09d", (int)nanosecond);
    while (digits.bytes[digits.length - 1] == '0') {
        digits.length--;
    }
    return digits;
}

static Text format_zone(Arena *arena, const FeelZone *zone)
{
    switch (zone->kind) {
    case ZONE_NONE:
        return TEXT("");
    case ZONE_NAMED:
        return text_format(arena, "@%.*s", TEXT_ARG(zone->name));
    case ZONE_OFFSET:
        break;
    }
    if (zone->offset == 0) {
        return TEXT("Z");
    }
    const int offset = zone->offset < 0 ? -zone->offset : zone->offset;
    const Text hours = text_format(arena, "%c%02d:%02d", zone->offset < 0 ? '-' : '+',
                                   offset / 3600, offset / 60 % 60);
    return offset % 60 == 0 ? hours
                            : text_format(arena, "%.*s:%02d", TEXT_ARG(hours), offset % 60);
}

Text feel_time_format(Arena *arena, const FeelMoment *moment)
{
    const int second = (int)(moment->nanosecond / NANOSECONDS_A_SECOND);
    const Text fraction = format_fraction(arena, moment->nanosecond % NANOSECONDS_A_SECOND);
    const Text zone = format_zone(arena, &moment->zone);
    return text_format(arena, "%02d:%02d:%02d%.*s%.*s", second / 3600, second / 60 % 60,
                       second % 60, TEXT_ARG(fraction), TEXT_ARG(zone));
}

Text feel_date_time_format(Arena *arena, const FeelMoment *moment)
{
    const Text date = feel_date_format(arena, moment);
    const Text time = feel_time_format(arena, moment);
    return text_format(arena, "%.*sT%.*s", TEXT_ARG(date), TEXT_ARG(time));
}

Text feel_duration_format(Arena *arena, Decimal seconds)
{
    Decimal magnitude = seconds;
    magnitude.negative = false;
    int64_t whole = 0;
    if (decimal_is_zero(magnitude) || !decimal_to_integer(magnitude, &whole)) {
        return TEXT("PT0S");
    }
    Decimal fraction = {0};
    (void)decimal_subtract(magnitude, decimal_from_integer(whole), &fraction);
    Decimal rest = {0};
    (void)decimal_add(decimal_from_integer(whole % 60), fraction, &rest);
    Text clock = TEXT("");
    if (whole / 3600 % 24 != 0) {
        clock = text_format(arena, "%dH", (int)(whole / 3600 % 24));
    }
    if (whole / 60 % 60 != 0) {
        clock = text_format(arena, "%.*s%dM", TEXT_ARG(clock), (int)(whole / 60 % 60));
    }
    if (!decimal_is_zero(rest)) {
        const Text digits = decimal_format(arena, rest);
        clock = text_format(arena, "%.*s%.*sS", TEXT_ARG(clock), TEXT_ARG(digits));
    }
    const int64_t days = whole / 86400;
    const Text day = days == 0 ? TEXT("") : text_format(arena, "%" PRId64 "D", days);
    return text_format(arena, "%sP%.*s%s%.*s", seconds.negative ? "-" : "", TEXT_ARG(day),
                       clock.length > 0 ? "T" : "", TEXT_ARG(clock));
}

Text feel_period_format(Arena *arena, int64_t months)
{
    const int64_t magnitude = months < 0 ? -months : months;
    const int64_t years = magnitude / 12;
    const int64_t rest = magnitude % 12;
    const Text year = years == 0 ? TEXT("") : text_format(arena, "%" PRId64 "Y", years);
    const Text month =
        rest == 0 && years != 0 ? TEXT("") : text_format(arena, "%" PRId64 "M", rest);
    return text_format(arena, "%sP%.*s%.*s", months < 0 ? "-" : "", TEXT_ARG(year),
                       TEXT_ARG(month));
}

/* --------------------------------------------------------------------------- arithmetic */

bool feel_moment_offset(const FeelMoment *moment, int32_t *offset)
{
    switch (moment->zone.kind) {
    case ZONE_NONE:
        return false;
    case ZONE_OFFSET:
        *offset = moment->zone.offset;
        return true;
    case ZONE_NAMED:
        break;
    }
    return feel_zone_offset(moment->zone.name,
                            moment->day * 86400 + moment->nanosecond / NANOSECONDS_A_SECOND,
                            offset);
}

bool feel_moment_seconds(const FeelMoment *moment, Decimal *seconds)
{
    int32_t offset = 0;
    if (moment->zone.kind != ZONE_NONE && !feel_moment_offset(moment, &offset)) {
        return false;
    }
    const Decimal whole = decimal_from_integer(moment->day * 86400 - offset);
    Decimal clock = decimal_from_integer(moment->nanosecond);
    clock.exponent = -9;
    return decimal_add(whole, clock, seconds);
}

bool feel_moment_add(const FeelMoment *moment, Decimal seconds, FeelMoment *result)
{
    Decimal nanoseconds;
    Decimal days;
    Decimal rest;
    const Decimal day = decimal_from_integer(NANOSECONDS_A_DAY);
    int64_t whole = 0;
    int64_t clock = 0;
    if (!decimal_multiply(seconds, decimal_from_integer(NANOSECONDS_A_SECOND), &nanoseconds) ||
        !decimal_add(nanoseconds, decimal_from_integer(moment->nanosecond), &nanoseconds) ||
        !decimal_divide(nanoseconds, day, &days) ||
        !decimal_round(days, 0, ROUND_FLOOR, &days) || !decimal_to_integer(days, &whole) ||
        !decimal_modulo(nanoseconds, day, &rest) || !decimal_to_integer(rest, &clock)) {
        return false;
    }
    const int64_t last = (LAST_YEAR + 1) * 366;
    if (whole < -last || whole > last) {
        return false;
    }
    FeelMoment moved = *moment;
    moved.day += whole;
    moved.nanosecond = clock;
    const int64_t year = feel_day_to_civil(moved.day).year;
    if (year < -LAST_YEAR || year > LAST_YEAR) {
        return false;
    }
    *result = moved;
    return true;
}

bool feel_moment_add_months(const FeelMoment *moment, int64_t months, FeelMoment *result)
{
    if (months < -LAST_YEAR * 24 || months > LAST_YEAR * 24) {
        return false;
    }
    FeelCivil civil = feel_day_to_civil(moment->day);
    const int64_t total = civil.year * 12 + civil.month - 1 + months;
    civil.year = floor_divide(total, 12);
    civil.month = total - civil.year * 12 + 1;
    const int64_t length = feel_month_length(civil.year, civil.month);
    civil.day = civil.day < length ? civil.day : length;
    if (!feel_civil_is_valid(civil)) {
        return false;
    }
    *result = *moment;
    result->day = feel_day_from_civil(civil);
    return true;
}
