/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of an OSM rule that say on which days: years, dates, weeks, weekdays, holidays. */
#include "directory/hours_parser.h"

#include <assert.h>
#include <stdlib.h>

enum { WEEKS_MOST = 53, OFFSET_MOST = 366, STEP_MOST = 10000 };

/* "/8" */
static Outcome parse_step(Parser *parser, int *step)
{
    *step = 1;
    if (!take_mark(parser, '/')) {
        return OK;
    }
    const Token *number = token(parser, 0);
    if (number->kind != TOKEN_NUMBER || number->value < 1 || number->value > STEP_MOST) {
        return refuse(parser, "a step that is not a number above zero");
    }
    *step = number->value;
    parser->at++;
    return OK;
}

Outcome parse_years(Parser *parser, HoursRule *rule)
{
    do {
        NumberRange range = {.first = token(parser, 0)->value, .step = 1};
        range.last = range.first;
        parser->at++;
        if (is_word(token(parser, 0), WORD_TO) && is_year(parser, 1)) {
            range.last = token(parser, 1)->value;
            if (range.last < range.first) {
                return refuse(parser, "a range of years in reverse order");
            }
            parser->at += 2;
        } else if (take_mark(parser, '+') || is_mark(token(parser, 0), '/')) {
            range.last = YEAR_LAST;
        }
        TRY(parse_step(parser, &range.step));
        LIST_APPEND(parser->arena, &rule->years, range);
    } while (is_word(token(parser, 0), WORD_AND) && is_year(parser, 1) &&
             take_word(parser, WORD_AND));
    return OK;
}

/* -------------------------------------------------------------------------------- weeks */

static Outcome parse_week_number(Parser *parser, int *week)
{
    const Token *number = token(parser, 0);
    if (number->kind != TOKEN_NUMBER) {
        return refuse(parser, "a week without its number");
    }
    if (number->value < 1 || number->value > WEEKS_MOST) {
        return refuse(parser, "a week outside 1 to 53");
    }
    *week = number->value;
    parser->at++;
    return OK;
}

Outcome parse_weeks(Parser *parser, HoursRule *rule)
{
    parser->at++;
    do {
        NumberRange range = {.step = 1};
        TRY(parse_week_number(parser, &range.first));
        range.last = range.first;
        if (take_word(parser, WORD_TO)) {
            TRY(parse_week_number(parser, &range.last));
            if (range.last < range.first) {
                return refuse(parser, "a range of weeks in reverse order");
            }
        }
        const bool stepped = is_mark(token(parser, 0), '/');
        TRY(parse_step(parser, &range.step));
        if (stepped && range.step < 2) {
            return refuse(parser, "a step of weeks below two");
        }
        LIST_APPEND(parser->arena, &rule->weeks, range);
    } while (is_word(token(parser, 0), WORD_AND) && token(parser, 1)->kind == TOKEN_NUMBER &&
             !is_year(parser, 1) && take_word(parser, WORD_AND));
    return OK;
}

/* -------------------------------------------------------------------------------- dates */

/* A number that can be a day where no time can stand, as after "Nov 1-". */
static bool is_day_number(const Parser *parser, size_t ahead)
{
    return token(parser, ahead)->kind == TOKEN_NUMBER && !is_year(parser, ahead);
}

/* In "Nov 10:00" and "Nov 02: 18:00" the number begins a time, as OSM reads it. */
static bool is_month_day(const Parser *parser, size_t ahead)
{
    return is_day_number(parser, ahead) && !is_clock(parser, ahead);
}

/* After a comma it is a day too when a whole time follows its colon: "Dec 24,26: 10:00". */
static bool is_further_day(const Parser *parser, size_t ahead)
{
    const bool before_time = is_mark(token(parser, ahead + 1), ':') &&
                             token(parser, ahead + 2)->kind == TOKEN_NUMBER &&
                             is_mark(token(parser, ahead + 3), ':');
    return is_day_number(parser, ahead) && (before_time || !is_clock(parser, ahead));
}

static Outcome parse_month_day(Parser *parser, DateEdge *edge)
{
    const int day = token(parser, 0)->value;
    const int leap_year = 2000;
    if (day < 1 || day > month_length(leap_year, edge->month)) {
        return refuse(parser, "a day that the month does not have");
    }
    edge->kind = EDGE_DAY;
    edge->day = day;
    parser->at++;
    (void)take_mark(parser, '.');
    return OK;
}

/* "Su[-1] -1 day" as part of a date, and not as a weekday selector beside the month: only when
 * it ends a range, or begins one. */
static Outcome parse_weekday_edge(Parser *parser, DateEdge *edge)
{
    const Weekday weekday = (Weekday)token(parser, 0)->value;
    uint16_t ordinals = 0;
    parser->at++;
    TRY(parse_ordinals(parser, &ordinals));
    if (ordinals == 0 || (ordinals & (ordinals - 1)) != 0) {
        return refuse(parser, "a date needs one nth weekday");
    }
    const int bit = __builtin_ctz(ordinals);
    edge->kind = EDGE_WEEKDAY;
    edge->weekday = weekday;
    edge->ordinal = bit < 5 ? bit + 1 : 4 - bit;
    edge->offset = take_day_offset(parser);
    return OK;
}

static bool has_weekday_edge(const Parser *parser)
{
    return is_word(token(parser, 0), WORD_WEEKDAY) && is_mark(token(parser, 1), '[');
}

static Outcome parse_first_edge(Parser *parser, DateEdge *edge)
{
    if (is_year(parser, 0)) {
        edge->year = token(parser, 0)->value;
        parser->at++;
    }
    if (take_word(parser, WORD_EASTER)) {
        edge->kind = EDGE_EASTER;
        edge->offset = take_day_offset(parser);
        return OK;
    }
    const bool is_further = edge->month != 0;
    if (is_word(token(parser, 0), WORD_MONTH)) {
        edge->kind = EDGE_MONTH;
        edge->month = token(parser, 0)->value;
        parser->at++;
    }
    if (is_further ? is_day_number(parser, 0) : is_month_day(parser, 0)) {
        return parse_month_day(parser, edge);
    }
    if (has_weekday_edge(parser)) {
        const size_t before = parser->at;
        DateEdge weekday_edge = *edge;
        TRY(parse_weekday_edge(parser, &weekday_edge));
        if (is_word(token(parser, 0), WORD_TO) && starts_date(parser, 1)) {
            *edge = weekday_edge;
        } else {
            parser->at = before;
        }
    }
    return OK;
}

static Outcome parse_last_edge(Parser *parser, const DateEdge *first, DateEdge *edge)
{
    if (is_day_number(parser, 0)) {
        edge->month = first->month;
        TRY(parse_month_day(parser, edge));
        if (edge->day < first->day) {
            return refuse(parser, "a range of days in reverse order");
        }
        return OK;
    }
    if (is_year(parser, 0)) {
        edge->year = token(parser, 0)->value;
        parser->at++;
    }
    if (take_word(parser, WORD_EASTER)) {
        edge->kind = EDGE_EASTER;
        edge->offset = take_day_offset(parser);
        return OK;
    }
    edge->kind = EDGE_MONTH;
    edge->month = token(parser, 0)->value;
    parser->at++;
    const bool is_day =
        first->kind == EDGE_MONTH ? is_month_day(parser, 0) : is_day_number(parser, 0);
    if (is_day) {
        return parse_month_day(parser, edge);
    }
    return first->kind != EDGE_MONTH && has_weekday_edge(parser)
               ? parse_weekday_edge(parser, edge)
               : OK;
}

static Outcome parse_date_range(Parser *parser, DateRange *range)
{
    TRY(parse_first_edge(parser, &range->first));
    const bool same_month = range->first.kind == EDGE_DAY && is_day_number(parser, 1);
    range->last = range->first;
    range->is_single = true;
    if (is_word(token(parser, 0), WORD_TO) && (same_month || starts_date(parser, 1))) {
        parser->at++;
        range->is_single = false;
        range->last = (DateEdge){0};
        TRY(parse_last_edge(parser, &range->first, &range->last));
    }
    if (range->first.year == 0) {
        range->first.year = range->last.year;
    }
    if (abs(range->first.offset) > OFFSET_MOST || abs(range->last.offset) > OFFSET_MOST) {
        return refuse(parser, "more days before or after than a year has");
    }
    return parse_step(parser, &range->step);
}

Outcome parse_dates(Parser *parser, HoursRule *rule)
{
    DateRange range = {0};
    TRY(parse_date_range(parser, &range));
    LIST_APPEND(parser->arena, &rule->dates, range);
    while (is_word(token(parser, 0), WORD_AND)) {
        const DateEdge before = range.last;
        const bool day_follows = before.kind == EDGE_DAY && is_further_day(parser, 1);
        if (!day_follows && !starts_date(parser, 1)) {
            return OK;
        }
        parser->at++;
        range = (DateRange){0};
        if (day_follows) {
            range.first.month = before.month;
            range.first.year = before.year;
        }
        TRY(parse_date_range(parser, &range));
        LIST_APPEND(parser->arena, &rule->dates, range);
    }
    return OK;
}

/* ------------------------------------------------------------------- weekdays, holidays */

/* One number of "[1,-1]"; a minus stands before it. */
static Outcome parse_ordinal(Parser *parser, int *ordinal)
{
    const bool negative = take_word(parser, WORD_TO);
    const Token *number = token(parser, 0);
    if (number->kind != TOKEN_NUMBER || number->value < 1 || number->value > 5) {
        return refuse(parser, "a number between -5 and 5, except 0, is expected");
    }
    *ordinal = negative ? -number->value : number->value;
    parser->at++;
    return OK;
}

static uint16_t ordinal_bit(int ordinal)
{
    assert(ordinal != 0 && ordinal >= -5 && ordinal <= 5);
    return (uint16_t)(ordinal > 0 ? 1U << (ordinal - 1) : 16U << -ordinal);
}

Outcome parse_ordinals(Parser *parser, uint16_t *ordinals)
{
    if (!take_mark(parser, '[')) {
        return OK;
    }
    do {
        int first = 0;
        TRY(parse_ordinal(parser, &first));
        int last = first;
        if (first > 0 && take_word(parser, WORD_TO)) {
            TRY(parse_ordinal(parser, &last));
        }
        if (last < first) {
            return refuse(parser, "a range in reverse order");
        }
        for (int i = first; i <= last; i++) {
            *ordinals |= ordinal_bit(i);
        }
    } while (take_word(parser, WORD_AND));
    return take_mark(parser, ']') ? OK : refuse(parser, "“]” or more numbers are expected");
}

static Outcome parse_weekday(Parser *parser, DayRange *range)
{
    const int first = token(parser, 0)->value;
    parser->at++;
    range->weekdays = (uint8_t)(1U << first);
    if (is_word(token(parser, 0), WORD_TO) && is_word(token(parser, 1), WORD_WEEKDAY)) {
        const int last = token(parser, 1)->value;
        parser->at += 2;
        for (int day = first; day != last; day = (day + 1) % 7) {
            range->weekdays |= (uint8_t)(1U << (day + 1) % 7);
        }
        return OK;
    }
    TRY(parse_ordinals(parser, &range->ordinals));
    range->offset = take_day_offset(parser);
    return abs(range->offset) > 6 ? refuse(parser, "more than six days from a weekday") : OK;
}

static Outcome parse_day(Parser *parser, DayRange *range)
{
    const Token *first = token(parser, 0);
    if (first->word == WORD_WEEKDAY) {
        return parse_weekday(parser, range);
    }
    parser->at++;
    if (first->word == WORD_WEEKDAYS) {
        range->weekdays = (uint8_t)first->value;
        return OK;
    }
    const int offset = take_day_offset(parser);
    range->kind = first->word == WORD_SCHOOL_HOLIDAY ? DAY_SCHOOL_HOLIDAY : DAY_PUBLIC_HOLIDAY;
    range->offset = first->value + offset;
    return abs(offset) > OFFSET_MOST ? refuse(parser, "too many days from a holiday") : OK;
}

/* "Su,PH" are alternatives in one list; holidays alone ("PH Mo-Fr") narrow the weekdays. */
Outcome parse_days(Parser *parser, HoursRule *rule)
{
    LIST_OF(DayRange) group = {0};
    bool has_weekday = false;
    do {
        DayRange range = {.kind = DAY_OF_WEEK};
        if (is_word(token(parser, 0), WORD_SUNDAY_AND_HOLIDAY)) {
            const DayRange holiday = {.kind = DAY_PUBLIC_HOLIDAY};
            LIST_APPEND(parser->arena, &group, holiday);
            range.weekdays = 1U << SUNDAY;
            parser->at++;
        } else {
            TRY(parse_day(parser, &range));
        }
        has_weekday = has_weekday || range.kind == DAY_OF_WEEK;
        LIST_APPEND(parser->arena, &group, range);
    } while (is_word(token(parser, 0), WORD_AND) && starts_day(parser, 1) &&
             take_word(parser, WORD_AND));
    for (size_t i = 0; i < group.count; i++) {
        if (has_weekday) {
            LIST_APPEND(parser->arena, &rule->days, group.items[i]);
        } else {
            LIST_APPEND(parser->arena, &rule->holidays, group.items[i]);
        }
    }
    return OK;
}
