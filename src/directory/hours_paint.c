/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One day of hours, painted rule after rule on the 1,440 minutes of the wall clock, so that the
 * last word is what holds. Every question about hours is answered from painted days.
 */
#include "directory/hours_paint.h"

#include <string.h>

/* A cell is 0, or the number of the rule plus one, with flags in the low bits. */
enum {
    CELL_GUESSED = 1, /* after an open end */
    CELL_DOUBT = 2,   /* the rule holds if the unknown calendar says so */
    CELL_SHIFT = 2,
};

static const Minutes event_minutes[] = {
    [MIDNIGHT] = 0, [DAWN] = 330, [SUNRISE] = 360, [SUNSET] = 1080, [DUSK] = 1110};

static const HoursRule *rule_at(const Hours *hours, size_t index)
{
    return index < hours->rules.count ? &hours->rules.items[index]
                                      : &hours->exceptions.items[index - hours->rules.count];
}

Minutes span_from(const HoursSpan *span)
{
    return event_minutes[span->from.event] + span->from.minute;
}

Minutes span_to(const HoursSpan *span)
{
    const Minutes from = span_from(span);
    if (span->is_point) {
        return from + 1;
    }
    const Minutes to = event_minutes[span->to.event] + span->to.minute;
    return to <= from ? to + DAY_MINUTES : to;
}

Minutes open_end_guess(Minutes from)
{
    if (from >= 22 * 60) {
        return from + 8 * 60;
    }
    return from >= 17 * 60 ? from + 10 * 60 : DAY_MINUTES;
}

/* ---------------------------------------------------------------------------- painting */

typedef struct Painter {
    const Hours *hours;
    DayPaint *paint;
    const HoursRule *rule;
    uint16_t cell;
    Minutes shift; /* -1440 when painting what spills over from the day before */
} Painter;

/* A fallback speaks only where the others say closed; a rule in doubt leaves what agrees. */
static bool cell_yields(const Painter *painter, uint16_t before)
{
    const HoursState state = cell_state(painter->hours, before);
    if (painter->rule->join == JOIN_FALLBACK && state != HOURS_CLOSED) {
        return false;
    }
    return (painter->cell & CELL_DOUBT) == 0 || state != painter->rule->state;
}

static void paint_minutes(const Painter *painter, Minutes from, Minutes to, int flags)
{
    const DayPaint *paint = painter->paint;
    const Minutes begin = from + painter->shift;
    const Minutes end = to + painter->shift;
    const Minutes first = begin < paint->from ? paint->from : begin;
    const Minutes last = end > paint->to ? paint->to : end;
    const uint16_t cell = (uint16_t)(painter->cell | flags);
    uint16_t *cells = painter->paint->cells;
    const bool asks = painter->rule->join == JOIN_FALLBACK || (cell & CELL_DOUBT) != 0;
    for (Minutes minute = first; minute < last; minute++) {
        if (!asks || cell_yields(painter, cells[minute])) {
            cells[minute] = cell;
        }
    }
    painter->paint->work += last > first ? (size_t)(last - first) : 1;
}

/* The guess ends where another span of the same rule begins. */
static Minutes open_end(const HoursRule *rule, Minutes from)
{
    Minutes end = open_end_guess(from);
    for (size_t i = 0; i < rule->spans.count; i++) {
        const Minutes other = span_from(&rule->spans.items[i]);
        if (other > from && other < end) {
            end = other;
        }
    }
    return end;
}

static void paint_span(const Painter *painter, const HoursSpan *span)
{
    const Minutes from = span_from(span);
    const Minutes to = span_to(span);
    if (span->step > 0) {
        for (Minutes minute = from; minute <= to; minute += span->step) {
            paint_minutes(painter, minute, minute + 1, 0);
        }
        return;
    }
    if (!span->open_ended) {
        paint_minutes(painter, from, to, 0);
        return;
    }
    const Minutes known = span->is_point ? from : to;
    paint_minutes(painter, from, known, 0);
    paint_minutes(painter, known, open_end(painter->rule, known), CELL_GUESSED);
}

static bool rule_spills(const HoursRule *rule)
{
    for (size_t i = 0; i < rule->spans.count; i++) {
        const HoursSpan *span = &rule->spans.items[i];
        const Minutes end =
            span->open_ended ? open_end_guess(span->is_point ? span_from(span) : span_to(span))
                             : span_to(span) + (span->step > 0 ? 1 : 0);
        if (end > DAY_MINUTES) {
            return true;
        }
    }
    return false;
}

static void paint_rule(Painter painter, DayAnswer answer)
{
    painter.cell = (uint16_t)(painter.cell | (answer == DAY_UNKNOWN ? CELL_DOUBT : 0));
    if (painter.rule->spans.count == 0) {
        paint_minutes(&painter, 0, DAY_MINUTES, 0);
        return;
    }
    for (size_t i = 0; i < painter.rule->spans.count; i++) {
        paint_span(&painter, &painter.rule->spans.items[i]);
    }
}

/* An opening after ";" takes the place of all that earlier rules say of its days, also of what
 * spills over into them. A closing only paints its own minutes. */
static bool rule_replaces(const Hours *hours, size_t index)
{
    const HoursRule *rule = rule_at(hours, index);
    if (rule->join != JOIN_REPLACE || rule->state == HOURS_CLOSED || index == 0) {
        return false;
    }
    return rule_selects_days(rule) ||
           (rule->state == HOURS_OPEN && !rule_selects_days(rule_at(hours, index - 1)));
}

static void clear(DayPaint *paint)
{
    memset(paint->cells + paint->from, 0,
           (size_t)(paint->to - paint->from) * sizeof(paint->cells[0]));
}

static void paint_between(const Hours *hours, Date date, DayPaint *paint)
{
    paint->date = date;
    paint->work = 0;
    clear(paint);
    const size_t count = hours->rules.count + hours->exceptions.count;
    for (size_t i = 0; i < count; i++) {
        const HoursRule *rule = rule_at(hours, i);
        Painter painter = {.hours = hours,
                           .paint = paint,
                           .rule = rule,
                           .cell = (uint16_t)((i + 1) << CELL_SHIFT)};
        const DayAnswer today = rule_matches(rule, date, NULL);
        if (today != DAY_NO) {
            if (today == DAY_YES && rule_replaces(hours, i)) {
                clear(paint);
            }
            paint_rule(painter, today);
        }
        if (rule->spans.count > 0 && rule_spills(rule)) {
            const DayAnswer yesterday = rule_matches(rule, date - 1, NULL);
            painter.shift = -DAY_MINUTES;
            if (yesterday != DAY_NO) {
                paint_rule(painter, yesterday);
            }
        }
    }
}

void day_paint(const Hours *hours, Date date, DayPaint *paint)
{
    paint->from = 0;
    paint->to = DAY_MINUTES;
    paint_between(hours, date, paint);
}

uint16_t minute_cell(const Hours *hours, Date date, Minutes minute, DayPaint *paint)
{
    paint->from = minute;
    paint->to = minute + 1;
    paint_between(hours, date, paint);
    return paint->cells[minute];
}

/* --------------------------------------------------------------------------- cells */

const HoursRule *cell_rule(const Hours *hours, uint16_t cell)
{
    return cell == 0 ? NULL : rule_at(hours, (size_t)(cell >> CELL_SHIFT) - 1);
}

HoursState cell_state(const Hours *hours, uint16_t cell)
{
    if (cell == 0) {
        return hours->rules.count == 0 ? HOURS_UNKNOWN : HOURS_CLOSED;
    }
    const HoursState state = cell_rule(hours, cell)->state;
    const bool guess = (cell & CELL_GUESSED) != 0 && state == HOURS_OPEN;
    return guess || (cell & CELL_DOUBT) != 0 ? HOURS_UNKNOWN : state;
}

static Text holiday_comment(HolidayFound holiday)
{
    switch (holiday.offset) {
    case 0:
        return phrase_in(holiday.name, FRENCH, NULL);
    case 1:
        return TEXT("lendemain de congé");
    case -1:
        return TEXT("veille de congé");
    default:
        return TEXT("");
    }
}

Text cell_comment(const Hours *hours, Date date, uint16_t cell)
{
    const HoursRule *rule = cell_rule(hours, cell);
    if (rule == NULL) {
        return TEXT("");
    }
    if ((cell & CELL_DOUBT) != 0) {
        return TEXT("calendrier scolaire inconnu à cette date");
    }
    if (rule->comment.length > 0) {
        return rule->comment;
    }
    if ((cell & CELL_GUESSED) != 0) {
        return TEXT("heure de fin non précisée");
    }
    /* What spills over into a day that is no holiday is not explained by one. */
    HolidayFound holiday = {0};
    const bool holds = rule_matches(rule, date, &holiday) == DAY_YES;
    return holds && holiday.name != NULL ? holiday_comment(holiday) : TEXT("");
}

/* ----------------------------------------------------------------- wall clock of a day */

static Moment midnight(Date date)
{
    return moment_from_local((LocalTime){.date = date});
}

Minutes day_length(Date date)
{
    return (Minutes)((midnight(date + 1) - midnight(date)) / 60);
}

Minutes wall_minute(Minutes length, Minutes elapsed)
{
    const Minutes change = 2 * 60;
    if (length == DAY_MINUTES - 60) {
        return elapsed < change ? elapsed : elapsed + 60;
    }
    if (length == DAY_MINUTES + 60 && elapsed >= change + 60) {
        /* In the hour that comes again, everything due in it has happened. */
        return elapsed < change + 120 ? change + 59 : elapsed - 60;
    }
    return elapsed;
}
