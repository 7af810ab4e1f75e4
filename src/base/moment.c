/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/moment.h"

#include <time.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static const int month_lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int month_length(int year, int month)
{
    return month == 2 && is_leap(year) ? 29 : month_lengths[month - 1];
}

bool date_is_valid(CivilDate civil)
{
    return civil.year >= 1 && civil.year <= 9999 && civil.month >= 1 && civil.month <= 12 &&
           civil.day >= 1 && civil.day <= month_length(civil.year, civil.month);
}

/* Days from civil and back, after Howard Hinnant's "chrono-Compatible Low-Level Date
 * Algorithms": eras of 400 years that start on 1 March. */
Date date_from_civil(CivilDate civil)
{
    const int year = civil.year - (civil.month <= 2 ? 1 : 0);
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int day_of_year =
        (153 * (civil.month + (civil.month > 2 ? -3 : 9)) + 2) / 5 + civil.day - 1;
    const int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

CivilDate date_to_civil(Date date)
{
    const int shifted = date + 719468;
    const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int day_of_era = shifted - era * 146097;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month_shifted = (5 * day_of_year + 2) / 153;
    const int month = month_shifted + (month_shifted < 10 ? 3 : -9);
    return (CivilDate){
        .year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
        .month = month,
        .day = day_of_year - (153 * month_shifted + 2) / 5 + 1,
    };
}

Weekday date_weekday(Date date)
{
    /* 1970-01-01 was a Thursday. */
    const int shifted = (date + 3) % 7;
    return (Weekday)(shifted < 0 ? shifted + 7 : shifted);
}

int date_iso_week(Date date)
{
    const Date thursday = date - (Date)date_weekday(date) + THURSDAY;
    const int year = date_to_civil(thursday).year;
    const Date first = date_from_civil((CivilDate){year, 1, 1});
    return (thursday - first) / 7 + 1;
}

/* Anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
Date date_easter(int year)
{
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month_and_day = h + l - 7 * m + 114;
    return date_from_civil((CivilDate){year, month_and_day / 31, month_and_day % 31 + 1});
}

static Date last_sunday(int year, int month)
{
    const Date last = date_from_civil((CivilDate){year, month, month_length(year, month)});
    return last - ((Date)date_weekday(last) + 1) % 7;
}

static Moment summer_start(int year)
{
    return (Moment)last_sunday(year, 3) * DAY + HOUR;
}

static Moment summer_end(int year)
{
    return (Moment)last_sunday(year, 10) * DAY + HOUR;
}

static Date date_of_seconds(int64_t seconds)
{
    return (Date)((seconds >= 0 ? seconds : seconds - (DAY - 1)) / DAY);
}

static int offset_at(Moment moment)
{
    const int year = date_to_civil(date_of_seconds(moment)).year;
    const bool summer = moment >= summer_start(year) && moment < summer_end(year);
    return summer ? 2 * HOUR : HOUR;
}

LocalTime moment_to_local(Moment moment)
{
    const int64_t wall = moment + offset_at(moment);
    const Date date = date_of_seconds(wall);
    const int second_of_day = (int)(wall - (int64_t)date * DAY);
    return (LocalTime){date, second_of_day / MINUTE, second_of_day % MINUTE};
}

Moment moment_from_local(LocalTime local)
{
    const int64_t wall = (int64_t)local.date * DAY + local.minute * MINUTE + local.second;
    /* Summer time first: it is the earlier instant when the hour exists twice, and the later
     * reading of an hour that does not exist falls out of the winter branch. */
    const Moment summer = wall - 2 * HOUR;
    return offset_at(summer) == 2 * HOUR ? summer : wall - HOUR;
}

/* ------------------------------------------------------------------ reading and writing */

static bool take_digits(Text *rest, size_t count, int *value)
{
    if (rest->length < count) {
        return false;
    }
    int parsed = 0;
    for (size_t i = 0; i < count; i++) {
        const char byte = rest->bytes[i];
        if (byte < '0' || byte > '9') {
            return false;
        }
        parsed = parsed * 10 + (byte - '0');
    }
    *value = parsed;
    *rest = text_slice(*rest, count, rest->length);
    return true;
}

static bool take_byte(Text *rest, char byte)
{
    if (rest->length == 0 || rest->bytes[0] != byte) {
        return false;
    }
    *rest = text_slice(*rest, 1, rest->length);
    return true;
}

static bool take_date(Text *rest, Date *date)
{
    CivilDate civil = {0};
    const bool formed = take_digits(rest, 4, &civil.year) && take_byte(rest, '-') &&
                        take_digits(rest, 2, &civil.month) && take_byte(rest, '-') &&
                        take_digits(rest, 2, &civil.day);
    if (!formed || !date_is_valid(civil)) {
        return false;
    }
    *date = date_from_civil(civil);
    return true;
}

bool date_parse(Text text, Date *date)
{
    Text rest = text;
    Date parsed = 0;
    if (!take_date(&rest, &parsed) || rest.length != 0) {
        return false;
    }
    *date = parsed;
    return true;
}

static bool take_clock(Text *rest, LocalTime *local)
{
    int hour = 0;
    int minute = 0;
    if (!take_digits(rest, 2, &hour) || !take_byte(rest, ':') ||
        !take_digits(rest, 2, &minute) || hour > 23 || minute > 59) {
        return false;
    }
    local->minute = hour * 60 + minute;
    local->second = 0;
    if (take_byte(rest, ':') && (!take_digits(rest, 2, &local->second) || local->second > 59)) {
        return false;
    }
    if (take_byte(rest, '.')) {
        int digit = 0;
        if (!take_digits(rest, 1, &digit)) {
            return false;
        }
        while (take_digits(rest, 1, &digit)) {
        }
    }
    return true;
}

/* Seconds east of UTC: "Z" or "+01:00". */
static bool take_offset(Text *rest, int *offset)
{
    if (take_byte(rest, 'Z')) {
        *offset = 0;
        return true;
    }
    const bool east = take_byte(rest, '+');
    int hours = 0;
    int minutes = 0;
    if (!east && !take_byte(rest, '-')) {
        return false;
    }
    if (!take_digits(rest, 2, &hours) || !take_byte(rest, ':') ||
        !take_digits(rest, 2, &minutes) || hours > 14 || minutes > 59) {
        return false;
    }
    *offset = (hours * HOUR + minutes * MINUTE) * (east ? 1 : -1);
    return true;
}

bool moment_parse(Text text, Moment *moment)
{
    Text rest = text;
    LocalTime local = {0};
    if (!take_date(&rest, &local.date)) {
        return false;
    }
    if (rest.length == 0) {
        *moment = moment_from_local(local);
        return true;
    }
    if ((!take_byte(&rest, 'T') && !take_byte(&rest, ' ')) || !take_clock(&rest, &local)) {
        return false;
    }
    if (rest.length == 0) {
        *moment = moment_from_local(local);
        return true;
    }
    int offset = 0;
    if (!take_offset(&rest, &offset) || rest.length != 0) {
        return false;
    }
    *moment = (Moment)local.date * DAY + local.minute * MINUTE + local.second - offset;
    return true;
}

Text date_format(Arena *arena, Date date)
{
    const CivilDate civil = date_to_civil(date);
    return text_format(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

Text moment_format_local(Arena *arena, Moment moment)
{
    const LocalTime local = moment_to_local(moment);
    const CivilDate civil = date_to_civil(local.date);
    return text_format(arena, "%04d-%02d-%02dT%02d:%02d", civil.year, civil.month, civil.day,
                       local.minute / 60, local.minute % 60);
}

Text moment_format(Arena *arena, Moment moment)
{
    const LocalTime local = moment_to_local(moment);
    const Text wall = moment_format_local(arena, moment);
    return text_format(arena, "%.*s:%02d+%02d:00", TEXT_ARG(wall), local.second,
                       offset_at(moment) / HOUR);
}

Text moment_format_utc(Arena *arena, Moment moment)
{
    const Date date = date_of_seconds(moment);
    const int second_of_day = (int)(moment - (int64_t)date * DAY);
    const CivilDate civil = date_to_civil(date);
    return text_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", civil.year, civil.month,
                       civil.day, second_of_day / HOUR, second_of_day / MINUTE % 60,
                       second_of_day % MINUTE);
}

Moment moment_now(void)
{
    return (Moment)time(NULL);
}

int64_t monotonic_nanoseconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
