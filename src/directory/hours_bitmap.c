/* SPDX-License-Identifier: EUPL-1.2 */
/* Hours compiled to a bit a minute, so that an index answers “open at T?” by one lookup. */
#include "directory/hours_paint.h"

#include <string.h>

/* Sets the bits [from, to), a word at a time. */
static void set_bits(uint64_t *words, size_t from, size_t to)
{
    while (from < to) {
        const size_t shift = from % 64;
        const size_t run = to - from < 64 - shift ? to - from : 64 - shift;
        const uint64_t ones = run == 64 ? UINT64_MAX : (UINT64_C(1) << run) - 1;
        words[from / 64] |= ones << shift;
        from += run;
    }
}

static bool get_bit(const uint64_t *words, size_t at)
{
    return (words[at / 64] >> at % 64 & 1) != 0;
}

typedef struct BitTarget {
    uint64_t *open;
    uint64_t *unknown;
    int64_t first; /* the bit of the day's first minute; may be negative */
    int64_t count; /* bits in all */
} BitTarget;

static void set_state(const BitTarget *target, HoursState state, Minutes from, Minutes to)
{
    const int64_t first = target->first + from < 0 ? 0 : target->first + from;
    const int64_t last =
        target->first + to > target->count ? target->count : target->first + to;
    if (state == HOURS_CLOSED || first >= last) {
        return;
    }
    set_bits(state == HOURS_OPEN ? target->open : target->unknown, (size_t)first, (size_t)last);
}

static void set_day(const Hours *hours, const DayPaint *paint, Minutes length,
                    const BitTarget *target)
{
    Minutes begin = 0;
    while (begin < length) {
        const uint16_t cell = paint->cells[wall_minute(length, begin)];
        Minutes end = begin + 1;
        if (length == DAY_MINUTES) {
            while (end < length && paint->cells[end] == cell) {
                end++;
            }
        }
        while (end < length && paint->cells[wall_minute(length, end)] == cell) {
            end++;
        }
        set_state(target, cell_state(hours, cell), begin, end);
        begin = end;
    }
}

HoursBitmap hours_bitmap(Arena *arena, const Hours *hours, Moment from, size_t minutes)
{
    const size_t words = (minutes + 63) / 64;
    const LocalTime local = moment_to_local(from);
    HoursBitmap bitmap = {
        .from = from - local.second,
        .minutes = minutes,
        .open = ARENA_ARRAY(arena, uint64_t, words),
        .unknown = ARENA_ARRAY(arena, uint64_t, words),
    };
    const Moment to = bitmap.from + (Moment)minutes * 60;
    DayPaint paint;
    for (Date date = local.date;; date++) {
        const Moment midnight = moment_from_local((LocalTime){.date = date});
        if (midnight >= to) {
            return bitmap;
        }
        const BitTarget target = {.open = bitmap.open,
                                  .unknown = bitmap.unknown,
                                  .first = (midnight - bitmap.from) / 60,
                                  .count = (int64_t)minutes};
        day_paint(hours, date, &paint);
        set_day(hours, &paint, day_length(date), &target);
    }
}

HoursState hours_bitmap_state(const HoursBitmap *bitmap, Moment moment)
{
    const Moment elapsed = moment - bitmap->from;
    if (elapsed < 0 || (uint64_t)elapsed / 60 >= bitmap->minutes) {
        return HOURS_UNKNOWN;
    }
    const size_t minute = (size_t)elapsed / 60;
    if (get_bit(bitmap->open, minute)) {
        return HOURS_OPEN;
    }
    return get_bit(bitmap->unknown, minute) ? HOURS_UNKNOWN : HOURS_CLOSED;
}

void hours_week_bitmap(const Hours *hours, Date monday, HoursWeek *week)
{
    memset(week, 0, sizeof(*week));
    DayPaint paint;
    for (int i = 0; i < 7; i++) {
        const BitTarget target = {.open = week->open,
                                  .unknown = week->unknown,
                                  .first = (int64_t)i * DAY_MINUTES,
                                  .count = HOURS_WEEK_MINUTES};
        day_paint(hours, monday + i, &paint);
        set_day(hours, &paint, DAY_MINUTES, &target);
    }
}
