/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/listing_grid.h"

#include "base/buffer.h"

enum { DAY_MINUTES = 1440, VALUE_MOST = 1024 };

static const char *const weekdays[GRID_DAYS] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
static const Text holidays = TEXT_INIT("PH off");

static bool is_open(const HoursWeek *week, int minute)
{
    const int at = (minute + HOURS_WEEK_MINUTES) % HOURS_WEEK_MINUTES;
    return ((week->open[at / 64] >> (at % 64)) & 1U) != 0;
}

static bool says_unknown(const HoursWeek *week)
{
    for (int i = 0; i < HOURS_WEEK_WORDS; i++) {
        if (week->unknown[i] != 0) {
            return true;
        }
    }
    return false;
}

/* A stretch that begins at that minute of the week; false where the day has no room for it, or
 * it lasts longer than a day. */
static bool put_span(const HoursWeek *week, int start, ListingGrid *grid)
{
    int length = 0;
    while (length <= DAY_MINUTES && is_open(week, start + length)) {
        length++;
    }
    const int from = start % DAY_MINUTES;
    GridSpan *spans = grid->days[start / DAY_MINUTES];
    const int to = from + length > DAY_MINUTES ? from + length - DAY_MINUTES : from + length;
    for (int i = 0; i < GRID_SPANS && length < DAY_MINUTES; i++) {
        if (spans[i].from == spans[i].to) {
            spans[i] = (GridSpan){from, to};
            return true;
        }
    }
    return false;
}

static bool read_week(const Hours *hours, ListingGrid *grid)
{
    HoursWeek week = {0};
    if (!hours_are_weekly(hours)) {
        return false;
    }
    hours_week_bitmap(hours, 4 /* Monday 5 January 1970 */, &week);
    if (says_unknown(&week)) {
        return false;
    }
    bool closes = false;
    for (int minute = 0; minute < HOURS_WEEK_MINUTES; minute++) {
        if (is_open(&week, minute) && !is_open(&week, minute - 1) &&
            !put_span(&week, minute, grid)) {
            return false;
        }
        closes = closes || !is_open(&week, minute);
    }
    return closes; /* what never does has no beginning either */
}

/* The value without a last rule that closes public holidays. */
static Text without_holidays(Text value, bool *is_closed)
{
    const Text rest = text_slice(value, 0, value.length - holidays.length);
    *is_closed = text_ends_with(value, holidays) && text_ends_with(text_trim(rest), TEXT(";"));
    return *is_closed ? text_slice(text_trim(rest), 0, text_trim(rest).length - 1) : value;
}

bool listing_grid_of(Arena *arena, const Hours *hours, ListingGrid *grid)
{
    Text value = {0};
    Hours *weekly = NULL;
    ListingGrid read = {0};
    *grid = (ListingGrid){.is_closed_on_holidays = true};
    if (hours == NULL || hours_print_osm(arena, hours, &value, NULL) != OK) {
        return false;
    }
    const Text base = without_holidays(value, &read.is_closed_on_holidays);
    if (hours_parse_osm(arena, base, &weekly, NULL) != OK || !read_week(weekly, &read)) {
        return false;
    }
    *grid = read;
    return true;
}

static void write_day(Buffer *out, const char *name, const GridSpan *spans)
{
    const char *before = name;
    for (int i = 0; i < GRID_SPANS; i++) {
        if (spans[i].from == spans[i].to) {
            continue;
        }
        buffer_append_format(out, "%s%s%02d:%02d-%02d:%02d",
                             before == name && out->length > 0 ? "; " : "",
                             before == name ? name : ",", spans[i].from / 60,
                             spans[i].from % 60, spans[i].to / 60, spans[i].to % 60);
        before = NULL;
    }
}

Text listing_grid_value(Arena *arena, const ListingGrid *grid)
{
    Buffer out = buffer_new(arena, VALUE_MOST);
    for (int day = 0; day < GRID_DAYS; day++) {
        write_day(&out, text_format(arena, "%s ", weekdays[day]).bytes, grid->days[day]);
    }
    if (out.length == 0) {
        return TEXT("off");
    }
    if (grid->is_closed_on_holidays) {
        buffer_append_format(&out, "; %.*s", TEXT_ARG(holidays));
    }
    return buffer_text(&out);
}
