/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads dates, times and durations as ISO 8601 and XML Schema write them. */
#include "matching/feel_time.h"

enum { MOST_OFFSET = 18 * 3600 };

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
