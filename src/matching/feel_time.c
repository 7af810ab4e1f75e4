/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/feel_time.h"

#include <inttypes.h>

static const int64_t LAST_YEAR = 999999999;
enum { MOST_OFFSET = 18 * 3600 };

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

/* ------------------------------------------------------------------------------ reading */

typedef struct Reader {
    Text text;
    size_t at;
} Reader;

static bool read_byte(Reader *reader, char byte)
{
    if (reader->at < reader->text.length && reader->text.bytes[reader->at] == byte) {
        reader->at++;
        return true;
    }
    return false;
}

static bool at_end(const Reader *reader)
{
    return reader->at == reader->text.length;
}

/* Between `least` and `most` digits. */
static bool read_digits(Reader *reader, size_t least, size_t most, int64_t *value)
{
    const size_t start = reader->at;
    int64_t result = 0;
    while (reader->at < reader->text.length && reader->at - start < most) {
        const char byte = reader->text.bytes[reader->at];
        if (byte < '0' || byte > '9') {
            break;
        }
        result = result * 10 + (byte - '0');
        reader->at++;
    }
    *value = result;
    return reader->at - start >= least;
}

static bool read_date(Reader *reader, FeelMoment *moment)
{
    FeelCivil civil;
    const bool negative = read_byte(reader, '-');
    const size_t start = reader->at;
    if (!read_digits(reader, 4, 9, &civil.year)) {
        return false;
    }
    if (reader->at - start > 4 && reader->text.bytes[start] == '0') {
        return false;
    }
    civil.year = negative ? -civil.year : civil.year;
    if (!read_byte(reader, '-') || !read_digits(reader, 2, 2, &civil.month) ||
        !read_byte(reader, '-') || !read_digits(reader, 2, 2, &civil.day) ||
        !feel_civil_is_valid(civil)) {
        return false;
    }
    moment->day = feel_day_from_civil(civil);
    return true;
}

static bool read_fraction(Reader *reader, int64_t *nanosecond)
{
    *nanosecond = 0;
    if (!read_byte(reader, '.')) {
        return true;
    }
    const size_t start = reader->at;
    if (!read_digits(reader, 1, 9, nanosecond)) {
        return false;
    }
    for (size_t digits = reader->at - start; digits < 9; digits++) {
        *nanosecond *= 10;
    }
    int64_t beyond = 0;
    (void)read_digits(reader, 0, 18, &beyond);
    return true;
}

/* "11:22:33.5"; "24:00:00" is the midnight that ends the day. */
static bool read_clock(Reader *reader, int64_t *nanosecond)
{
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t second = 0;
    int64_t fraction = 0;
    if (!read_digits(reader, 2, 2, &hour) || !read_byte(reader, ':') ||
        !read_digits(reader, 2, 2, &minute) || !read_byte(reader, ':') ||
        !read_digits(reader, 2, 2, &second) || !read_fraction(reader, &fraction)) {
        return false;
    }
    const bool ends_day = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if ((hour > 23 && !ends_day) || minute > 59 || second > 59) {
        return false;
    }
    *nanosecond = ((hour * 60 + minute) * 60 + second) * NANOSECONDS_A_SECOND + fraction;
    return true;
}

static bool read_offset(Reader *reader, FeelZone *zone)
{
    const bool negative = reader->text.bytes[reader->at++] == '-';
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t second = 0;
    if (!read_digits(reader, 2, 2, &hour) || !read_byte(reader, ':') ||
        !read_digits(reader, 2, 2, &minute) ||
        (read_byte(reader, ':') && !read_digits(reader, 2, 2, &second))) {
        return false;
    }
    const int64_t offset = (hour * 60 + minute) * 60 + second;
    if (minute > 59 || second > 59 || offset > MOST_OFFSET) {
        return false;
    }
    *zone = (FeelZone){.kind = ZONE_OFFSET, .offset = (int32_t)(negative ? -offset : offset)};
    return true;
}

static bool read_zone(Arena *arena, Reader *reader, FeelZone *zone)
{
    *zone = (FeelZone){.kind = ZONE_NONE};
    if (at_end(reader)) {
        return true;
    }
    if (read_byte(reader, 'Z')) {
        zone->kind = ZONE_OFFSET;
        return at_end(reader);
    }
    if (read_byte(reader, '@')) {
        const Text name = text_slice(reader->text, reader->at, reader->text.length);
        *zone = (FeelZone){.kind = ZONE_NAMED, .name = text_copy(arena, name)};
        return feel_zone_exists(name);
    }
    const char sign = reader->text.bytes[reader->at];
    return (sign == '+' || sign == '-') && read_offset(reader, zone) && at_end(reader);
}

bool feel_date_parse(Text text, FeelMoment *moment)
{
    Reader reader = {text, 0};
    FeelMoment result = {0};
    if (!read_date(&reader, &result) || !at_end(&reader)) {
        return false;
    }
    *moment = result;
    return true;
}

bool feel_time_parse(Arena *arena, Text text, FeelMoment *moment)
{
    Reader reader = {text, 0};
    FeelMoment result = {0};
    if (!read_clock(&reader, &result.nanosecond) || !read_zone(arena, &reader, &result.zone)) {
        return false;
    }
    result.nanosecond %= NANOSECONDS_A_DAY;
    *moment = result;
    return true;
}

bool feel_date_time_parse(Arena *arena, Text text, FeelMoment *moment)
{
    Reader reader = {text, 0};
    FeelMoment result = {0};
    if (!read_date(&reader, &result)) {
        return false;
    }
    if (!at_end(&reader)) {
        if (!read_byte(&reader, 'T') || !read_clock(&reader, &result.nanosecond) ||
            !read_zone(arena, &reader, &result.zone)) {
            return false;
        }
        result.day += result.nanosecond / NANOSECONDS_A_DAY;
        result.nanosecond %= NANOSECONDS_A_DAY;
    }
    *moment = result;
    return true;
}

/* One "12D" of a duration, if the next letter is `unit`; `found` counts them. */
static bool read_unit(Reader *reader, char unit, int64_t *value, int *found)
{
    Reader probe = *reader;
    int64_t amount = 0;
    *value = 0;
    if (read_digits(&probe, 1, 17, &amount) && read_byte(&probe, unit)) {
        *reader = probe;
        *value = amount;
        (*found)++;
        return true;
    }
    return false;
}

static bool read_seconds(Reader *reader, Decimal *seconds, int *found)
{
    Reader probe = *reader;
    int64_t whole = 0;
    *seconds = (Decimal){0};
    if (!read_digits(&probe, 1, 17, &whole)) {
        return true;
    }
    if (read_byte(&probe, '.') && !read_digits(&probe, 1, 17, &whole)) {
        return false;
    }
    const Text number = text_slice(reader->text, reader->at, probe.at);
    if (!read_byte(&probe, 'S')) {
        return false;
    }
    *reader = probe;
    (*found)++;
    return decimal_parse(number, seconds);
}

bool feel_duration_parse(Text text, Decimal *seconds)
{
    Reader reader = {text, 0};
    const bool negative = read_byte(&reader, '-');
    int64_t days = 0;
    int64_t hours = 0;
    int64_t minutes = 0;
    Decimal rest = {0};
    int found = 0;
    if (!read_byte(&reader, 'P')) {
        return false;
    }
    (void)read_unit(&reader, 'D', &days, &found);
    if (read_byte(&reader, 'T')) {
        int clock = 0;
        (void)read_unit(&reader, 'H', &hours, &clock);
        (void)read_unit(&reader, 'M', &minutes, &clock);
        if (!read_seconds(&reader, &rest, &clock) || clock == 0) {
            return false;
        }
        found += clock;
    }
    Decimal total;
    Decimal part;
    if (found == 0 || !at_end(&reader) ||
        !decimal_multiply(decimal_from_integer(days), decimal_from_integer(86400), &total) ||
        !decimal_multiply(decimal_from_integer(hours), decimal_from_integer(3600), &part) ||
        !decimal_add(total, part, &total) ||
        !decimal_multiply(decimal_from_integer(minutes), decimal_from_integer(60), &part) ||
        !decimal_add(total, part, &total) || !decimal_add(total, rest, &total)) {
        return false;
    }
    *seconds = negative ? decimal_negate(total) : total;
    return true;
}

bool feel_period_parse(Text text, int64_t *months)
{
    Reader reader = {text, 0};
    const bool negative = read_byte(&reader, '-');
    int64_t years = 0;
    int64_t rest = 0;
    int found = 0;
    if (!read_byte(&reader, 'P')) {
        return false;
    }
    (void)read_unit(&reader, 'Y', &years, &found);
    (void)read_unit(&reader, 'M', &rest, &found);
    if (found == 0 || !at_end(&reader) || years > 100000000000000LL) {
        return false;
    }
    const int64_t total = years * 12 + rest;
    *months = negative ? -total : total;
    return true;
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
