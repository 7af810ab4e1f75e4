/* SPDX-License-Identifier: EUPL-1.2 */
/* Building hours and asking them: state, reason, next change, windows. */
#include "directory/hours_paint.h"

enum {
    WINDOW_DAYS = 3653,        /* ten years */
    SCAN_WORK_MOST = 40000000, /* painted minutes, so that no value costs more than a blink */
};

/* ------------------------------------------------------------------------------ building */

Hours *hours_new(Arena *arena)
{
    Hours *hours = ARENA_NEW(arena, Hours);
    hours->arena = arena;
    return hours;
}

static void add_closure(Hours *hours, Date first, Date last, Text message)
{
    HoursRule rule = rule_new(JOIN_REPLACE, HOURS_CLOSED);
    rule.comment = text_copy(hours->arena, message);
    rule.comment_given = message.length > 0;
    rule.source = rule.comment;
    rule.first = first;
    rule.last = last;
    LIST_APPEND(hours->arena, &hours->exceptions, rule);
}

void hours_close_between(Hours *hours, Date first, Date last, Text message)
{
    add_closure(hours, first, last, message);
}

bool hours_only_open(const Hours *hours)
{
    for (size_t i = 0; i < hours->rules.count; i++) {
        if (hours->rules.items[i].state != HOURS_OPEN) {
            return false;
        }
    }
    return hours->rules.count > 0 && hours->exceptions.count == 0;
}

bool hours_have_ends(const Hours *hours)
{
    for (size_t i = 0; i < hours->rules.count; i++) {
        const HoursRule *rule = &hours->rules.items[i];
        for (size_t j = 0; j < rule->spans.count; j++) {
            if (rule->spans.items[j].is_point) {
                return false;
            }
        }
    }
    return true;
}

const Hours *hours_extend(Arena *arena, const Hours *usual, const Hours *more, Date first,
                          Date last)
{
    Hours *hours = hours_new(arena);
    if (usual == NULL) {
        const HoursRule unknown = rule_new(JOIN_REPLACE, HOURS_UNKNOWN);
        LIST_APPEND(arena, &hours->rules, unknown);
    } else {
        hours->by_appointment = usual->by_appointment;
    }
    for (size_t i = 0; usual != NULL && i < usual->rules.count; i++) {
        LIST_APPEND(arena, &hours->rules, usual->rules.items[i]);
    }
    for (size_t i = 0; i < more->rules.count; i++) {
        HoursRule rule = more->rules.items[i];
        rule.join = JOIN_ADD;
        rule.first = first;
        rule.last = last;
        LIST_APPEND(arena, &hours->rules, rule);
    }
    for (size_t i = 0; usual != NULL && i < usual->exceptions.count; i++) {
        LIST_APPEND(arena, &hours->exceptions, usual->exceptions.items[i]);
    }
    return hours;
}

void hours_set_validity(Hours *hours, Date first, Date last)
{
    if (first != DATE_NONE) {
        add_closure(hours, DATE_NONE, first - 1, TEXT("pas encore en vigueur"));
    }
    if (last != DATE_NONE) {
        add_closure(hours, last + 1, DATE_NONE, TEXT("plus en vigueur"));
    }
}

void hours_set_holiday(Hours *hours, HolidayKind kind, HoursState state, Text comment)
{
    if (state == HOURS_OPEN) {
        return;
    }
    HoursRule rule = rule_new(JOIN_REPLACE, state);
    rule.comment = text_copy(hours->arena, comment);
    rule.comment_given = comment.length > 0;
    rule.source = kind == HOLIDAY_PUBLIC ? TEXT("PH") : TEXT("SH");
    const DayRange day = {.kind =
                              kind == HOLIDAY_PUBLIC ? DAY_PUBLIC_HOLIDAY : DAY_SCHOOL_HOLIDAY};
    LIST_APPEND(hours->arena, &rule.holidays, day);
    LIST_APPEND(hours->arena, &hours->exceptions, rule);
}

void hours_set_by_appointment(Hours *hours)
{
    hours->by_appointment = true;
}

Text hours_state_name(HoursState state)
{
    switch (state) {
    case HOURS_CLOSED:
        return TEXT("closed");
    case HOURS_UNKNOWN:
        return TEXT("unknown");
    case HOURS_OPEN:
        return TEXT("open");
    }
    return TEXT("unknown");
}

/* ----------------------------------------------------------------------- walking in time */

/* Goes through time stretch by stretch of equal cells. */
typedef struct Walk {
    const Hours *hours;
    DayPaint paint;
    Moment midnight; /* of the painted day */
    Minutes length;
    Minutes elapsed; /* where the next stretch begins */
} Walk;

static void walk_to_day(Walk *walk, Date date)
{
    day_paint(walk->hours, date, &walk->paint);
    walk->midnight = moment_from_local((LocalTime){.date = date});
    walk->length = day_length(date);
    walk->elapsed = 0;
}

static void walk_start(Walk *walk, const Hours *hours, Moment moment)
{
    walk->hours = hours;
    walk_to_day(walk, moment_to_local(moment).date);
    walk->elapsed = (Minutes)((moment - walk->midnight) / 60);
}

static uint16_t walk_cell(const Walk *walk)
{
    return walk->paint.cells[wall_minute(walk->length, walk->elapsed)];
}

static Moment walk_moment(const Walk *walk)
{
    return walk->midnight + (Moment)walk->elapsed * 60;
}

/* Steps over the minutes that share the present cell, at most to the end of the day. */
static void walk_over(Walk *walk)
{
    const uint16_t cell = walk_cell(walk);
    do {
        walk->elapsed++;
    } while (walk->elapsed < walk->length && walk_cell(walk) == cell);
}

/* Into the next day when this one is over. */
static void walk_on(Walk *walk)
{
    if (walk->elapsed >= walk->length) {
        walk_to_day(walk, walk->paint.date + 1);
    }
}

/* -------------------------------------------------------------------------------- asking */

HoursState hours_state(const Hours *hours, Moment moment)
{
    const Date date = moment_to_local(moment).date;
    const Moment midnight = moment_from_local((LocalTime){.date = date});
    const Minutes minute = wall_minute(day_length(date), (Minutes)((moment - midnight) / 60));
    DayPaint paint;
    return cell_state(hours, minute_cell(hours, date, minute, &paint));
}

static Moment next_change(const Hours *hours, Walk *walk, HoursState state)
{
    /* What repeats every week has shown all its changes after one, clock changes included. */
    const Date last = walk->paint.date + (hours_are_weekly(hours) ? 2 * 7 : SCAN_DAYS);
    size_t work = 0;
    while (walk->paint.date < last && work < SCAN_WORK_MOST) {
        walk_over(walk);
        if (walk->elapsed >= walk->length) {
            work += walk->paint.work;
        }
        walk_on(walk);
        if (cell_state(hours, walk_cell(walk)) != state) {
            return walk_moment(walk);
        }
    }
    return MOMENT_NONE;
}

static bool cell_by_appointment(const Hours *hours, uint16_t cell)
{
    const HoursRule *rule = cell_rule(hours, cell);
    return cell_state(hours, cell) != HOURS_CLOSED &&
           (hours->by_appointment || (rule != NULL && rule->by_appointment));
}

HoursAnswer hours_at(const Hours *hours, Moment moment)
{
    Walk walk;
    walk_start(&walk, hours, moment);
    const uint16_t cell = walk_cell(&walk);
    const HoursRule *rule = cell_rule(hours, cell);
    const HoursState state = cell_state(hours, cell);
    const HoursAnswer answer = {
        .state = state,
        .by_appointment = cell_by_appointment(hours, cell),
        .comment = cell_comment(hours, walk.paint.date, cell),
        .rule = rule == NULL ? TEXT("") : rule->source,
        .until = next_change(hours, &walk, state),
    };
    return answer;
}

static bool window_continues(const HoursWindow *before, const HoursWindow *next)
{
    return before->to == next->from && before->state == next->state &&
           before->by_appointment == next->by_appointment &&
           text_equal(before->comment, next->comment);
}

static void add_window(Arena *arena, HoursWindowList *windows, HoursWindow window)
{
    if (windows->count > 0 && window_continues(&windows->items[windows->count - 1], &window)) {
        windows->items[windows->count - 1].to = window.to;
        return;
    }
    LIST_APPEND(arena, windows, window);
}

void hours_windows(Arena *arena, const Hours *hours, Moment from, Moment to,
                   HoursWindowList *windows)
{
    if (to <= from) {
        return;
    }
    Walk walk;
    walk_start(&walk, hours, from);
    const Date last = walk.paint.date + WINDOW_DAYS;
    while (walk_moment(&walk) < to && walk.paint.date < last) {
        const uint16_t cell = walk_cell(&walk);
        const Moment begin = walk_moment(&walk);
        walk_over(&walk);
        const Moment end = walk_moment(&walk);
        if (cell_state(hours, cell) != HOURS_CLOSED) {
            add_window(arena, windows,
                       (HoursWindow){.from = begin > from ? begin : from,
                                     .to = end < to ? end : to,
                                     .state = cell_state(hours, cell),
                                     .by_appointment = cell_by_appointment(hours, cell),
                                     .comment = cell_comment(hours, walk.paint.date, cell)});
        }
        walk_on(&walk);
    }
}

static bool rule_is_weekly(const HoursRule *rule)
{
    for (size_t i = 0; i < rule->days.count; i++) {
        const DayRange *day = &rule->days.items[i];
        if (day->kind != DAY_OF_WEEK || day->ordinals != 0) {
            return false;
        }
    }
    return rule->years.count == 0 && rule->dates.count == 0 && rule->weeks.count == 0 &&
           rule->holidays.count == 0 && rule->recurrence == NULL && rule->first == DATE_NONE &&
           rule->last == DATE_NONE;
}

bool hours_are_weekly(const Hours *hours)
{
    for (size_t i = 0; i < hours->rules.count; i++) {
        if (!rule_is_weekly(&hours->rules.items[i])) {
            return false;
        }
    }
    return hours->exceptions.count == 0;
}
