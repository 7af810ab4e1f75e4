/* SPDX-License-Identifier: EUPL-1.2 */
/* Hours written as HSDS schedule rows. */
#include "directory/hours_model.h"

static const char *const weekday_codes[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

/* A row's opening: minutes after midnight; `to` past 1,440 is the next day. */
typedef struct Opening {
    Minutes from;
    Minutes to;
    uint8_t weekdays;
} Opening;

typedef LIST_OF(Opening) OpeningList;

static Text clock_text(Arena *arena, Minutes minute)
{
    /* HSDS has no 24:00: the end of the day is 23:59. */
    const Minutes shown = minute == DAY_MINUTES ? minute - 1 : minute % DAY_MINUTES;
    return text_format(arena, "%02d:%02d", shown / 60, shown % 60);
}

static Text byday_text(Arena *arena, uint8_t weekdays)
{
    Buffer out = buffer_new(arena, 64);
    for (int i = 0; i < 7; i++) {
        if ((weekdays >> i & 1) != 0) {
            buffer_append_format(&out, "%s%s", out.length > 0 ? "," : "", weekday_codes[i]);
        }
    }
    return buffer_text(&out);
}

/* ----------------------------------------------------------------------- a plain week */

static void add_opening(Arena *arena, OpeningList *openings, Minutes from, Minutes to, int day)
{
    for (size_t i = 0; i < openings->count; i++) {
        Opening *known = &openings->items[i];
        if (known->from == from && known->to == to) {
            known->weekdays |= (uint8_t)(1U << day);
            return;
        }
    }
    const Opening opening = {.from = from, .to = to, .weekdays = (uint8_t)(1U << day)};
    LIST_APPEND(arena, openings, opening);
}

/* A stretch of the week becomes one row a day, or one past midnight when it is shorter than a
 * day. `from` is within the week, `to` may reach into the next one. */
static void add_stretch(Arena *arena, OpeningList *openings, Minutes from, Minutes to)
{
    while (from < to) {
        const int day = from / DAY_MINUTES % 7;
        const Minutes midnight = from / DAY_MINUTES * DAY_MINUTES;
        const bool fits = to - from < DAY_MINUTES || to <= midnight + DAY_MINUTES;
        const Minutes end = fits ? to : midnight + DAY_MINUTES;
        add_opening(arena, openings, from - midnight, end - midnight, day);
        from = end;
    }
}

static bool week_bit(const uint64_t *words, Minutes minute)
{
    const Minutes at = minute % HOURS_WEEK_MINUTES;
    return (words[at / 64] >> at % 64 & 1) != 0;
}

static void week_openings(Arena *arena, const HoursWeek *week, OpeningList *openings)
{
    Minutes start = 0;
    while (start < HOURS_WEEK_MINUTES && week_bit(week->open, start)) {
        start++;
    }
    if (start == HOURS_WEEK_MINUTES) {
        add_stretch(arena, openings, 0, HOURS_WEEK_MINUTES);
        return;
    }
    /* From a closed minute on, once around the week. */
    Minutes minute = start;
    while (minute < start + HOURS_WEEK_MINUTES) {
        Minutes end = minute + 1;
        const bool open = week_bit(week->open, minute);
        while (end < start + HOURS_WEEK_MINUTES && week_bit(week->open, end) == open) {
            end++;
        }
        if (open) {
            add_stretch(arena, openings, minute, end);
        }
        minute = end;
    }
}

static bool says_more(const Hours *hours)
{
    for (size_t i = 0; i < hours->rules.count; i++) {
        const HoursRule *rule = &hours->rules.items[i];
        if (rule->comment_given || rule->state == HOURS_UNKNOWN) {
            return true;
        }
        for (size_t j = 0; j < rule->spans.count; j++) {
            if (rule->spans.items[j].open_ended || rule->spans.items[j].step > 0) {
                return true;
            }
        }
    }
    return hours->by_appointment;
}

static bool export_week(Arena *arena, const Hours *hours, ScheduleRowList *rows)
{
    HoursWeek week;
    OpeningList openings = {0};
    hours_week_bitmap(hours, 4 /* a Monday: 1970-01-05 */, &week);
    week_openings(arena, &week, &openings);
    for (size_t i = 0; i < openings.count; i++) {
        const Opening *opening = &openings.items[i];
        const ScheduleRow row = {.freq = TEXT("WEEKLY"),
                                 .interval = 1,
                                 .byday = byday_text(arena, opening->weekdays),
                                 .opens_at = clock_text(arena, opening->from),
                                 .closes_at = clock_text(arena, opening->to)};
        LIST_APPEND(arena, rows, row);
    }
    return !says_more(hours);
}

/* --------------------------------------------------------------------- rule after rule */

static Text ordinal_text(Arena *arena, const DayRange *range)
{
    Buffer out = buffer_new(arena, 256);
    for (int day = 0; day < 7; day++) {
        if ((range->weekdays >> day & 1) == 0) {
            continue;
        }
        for (int bit = 0; bit < 10; bit++) {
            if ((range->ordinals >> bit & 1) != 0) {
                buffer_append_format(&out, "%s%d%s", out.length > 0 ? "," : "",
                                     bit < 5 ? bit + 1 : 4 - bit, weekday_codes[day]);
            }
        }
    }
    return buffer_text(&out);
}

static Text date_or_none(Arena *arena, Date date)
{
    return date == DATE_NONE ? TEXT("") : date_format(arena, date);
}

/* The days of one row: plain weekdays, or nth weekdays of the month. */
static bool export_days(Arena *arena, const HoursRule *rule, const DayRange *range,
                        ScheduleRow *row)
{
    if (range != NULL && (range->kind != DAY_OF_WEEK || range->offset != 0)) {
        return false;
    }
    const bool monthly = range != NULL && range->ordinals != 0;
    row->freq = monthly ? TEXT("MONTHLY") : TEXT("WEEKLY");
    row->interval = 1;
    row->byday = monthly ? ordinal_text(arena, range)
                         : byday_text(arena, range == NULL ? 127 : range->weekdays);
    row->dtstart = date_or_none(arena, rule->first);
    row->valid_from = row->dtstart;
    row->valid_to = date_or_none(arena, rule->last);
    row->description = rule->comment;
    return true;
}

static bool export_span(Arena *arena, const HoursSpan *span, ScheduleRow *row)
{
    if (span->is_point || span->step > 0 || span->open_ended || span->from.event != MIDNIGHT ||
        span->to.event != MIDNIGHT) {
        return false;
    }
    row->opens_at = clock_text(arena, span_from(span));
    row->closes_at = clock_text(arena, span_to(span));
    return span_to(span) - span_from(span) < DAY_MINUTES || span_from(span) == 0;
}

static bool export_spans(Arena *arena, const HoursRule *rule, ScheduleRow row,
                         ScheduleRowList *rows)
{
    static const HoursSpan whole_day = {.to = {.minute = DAY_MINUTES}};
    const HoursSpan *spans = rule->spans.count > 0 ? rule->spans.items : &whole_day;
    const size_t count = rule->spans.count > 0 ? rule->spans.count : 1;
    bool complete = true;
    for (size_t i = 0; i < count; i++) {
        if (export_span(arena, &spans[i], &row)) {
            LIST_APPEND(arena, rows, row);
        } else {
            complete = false;
        }
    }
    return complete;
}

static bool export_rule(Arena *arena, const HoursRule *rule, ScheduleRowList *rows)
{
    if (rule->state != HOURS_OPEN || rule->join == JOIN_FALLBACK || rule->years.count > 0 ||
        rule->dates.count > 0 || rule->weeks.count > 0 || rule->holidays.count > 0) {
        return false;
    }
    if (rule->recurrence != NULL) {
        LIST_APPEND(arena, rows, *rule->recurrence->row);
        return true;
    }
    bool complete = true;
    const size_t count = rule->days.count > 0 ? rule->days.count : 1;
    for (size_t i = 0; i < count; i++) {
        ScheduleRow row = {0};
        const DayRange *range = rule->days.count > 0 ? &rule->days.items[i] : NULL;
        complete = export_days(arena, rule, range, &row) &&
                   export_spans(arena, rule, row, rows) && complete;
    }
    return complete;
}

bool hours_to_schedules(Arena *arena, const Hours *hours, ScheduleRowList *rows)
{
    if (hours->rules.count > 0 && hours_are_weekly(hours)) {
        return export_week(arena, hours, rows);
    }
    bool complete = hours->exceptions.count == 0 && !hours->by_appointment;
    for (size_t i = 0; i < hours->rules.count; i++) {
        const HoursRule *rule = &hours->rules.items[i];
        const bool replaces = i > 0 && rule->join == JOIN_REPLACE;
        complete = export_rule(arena, rule, rows) && !replaces && complete;
    }
    return complete;
}
