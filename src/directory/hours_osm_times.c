/* SPDX-License-Identifier: EUPL-1.2 */
/* The part of an OSM rule that says at what times of the day. */
#include "directory/hours_parser.h"

typedef enum TimeSide { TIME_FIRST, TIME_LAST } TimeSide;

static bool ends_part(const Token *next)
{
    return next->kind == TOKEN_END || is_mark(next, ';') || is_mark(next, '|');
}

/* "01:00" of "(sunset+01:00)" and of "/1:30" */
static Outcome parse_duration(Parser *parser, Minutes *minutes)
{
    const Token *hours = token(parser, 0);
    const Token *rest = token(parser, 2);
    if (hours->kind != TOKEN_NUMBER || !is_mark(token(parser, 1), ':') ||
        rest->kind != TOKEN_NUMBER || hours->value > 24 || rest->value > 59) {
        return refuse(parser, "a length of time is written 01:30");
    }
    *minutes = hours->value * 60 + rest->value;
    parser->at += 3;
    return OK;
}

static Outcome parse_shifted_event(Parser *parser, HoursTime *time)
{
    if (!is_word(token(parser, 0), WORD_EVENT)) {
        return refuse(parser, "sunrise, sunset, dawn or dusk is expected");
    }
    time->event = (DayEvent)token(parser, 0)->value;
    parser->at++;
    const bool plus = take_mark(parser, '+');
    if (!plus && !take_word(parser, WORD_TO)) {
        return refuse(parser, "“+” or “-” is expected");
    }
    Minutes shift = 0;
    TRY(parse_duration(parser, &shift));
    time->minute = plus ? shift : -shift;
    return take_mark(parser, ')') ? OK : refuse(parser, "“)” is expected");
}

/* The minutes of "10:30", "10.30", "10h30"; none is 0. `bare` tells that only an hour stood
 * there, which needs a range to be understood as a time. */
static Outcome parse_clock_minutes(Parser *parser, int *minutes, bool *bare)
{
    const Token *next = token(parser, 0);
    const Token *after = token(parser, 1);
    const bool touching = after->kind == TOKEN_NUMBER && after->at == next->end;
    *bare = false;
    *minutes = 0;
    if (is_mark(next, ':') || (is_mark(next, '.') && touching && after->digits == 2)) {
        if (after->kind != TOKEN_NUMBER || after->digits > 2) {
            return refuse(parser, "the minutes are missing");
        }
        *minutes = after->value;
        parser->at += 2;
        (void)take_word(parser, WORD_HOUR);
    } else if (is_word(next, WORD_HOUR)) {
        parser->at++;
        if (touching && after->digits == 2) {
            *minutes = after->value;
            parser->at++;
        }
    } else {
        *bare = !is_word(next, WORD_HALF);
    }
    return *minutes > 59 ? refuse(parser, "minutes above 59") : OK;
}

static Outcome parse_clock(Parser *parser, TimeSide side, HoursTime *time)
{
    int hour = token(parser, 0)->value;
    int minutes = 0;
    bool bare = false;
    parser->at++;
    TRY(parse_clock_minutes(parser, &minutes, &bare));
    if (bare && side == TIME_FIRST && !is_word(token(parser, 0), WORD_TO)) {
        return refuse(parser, "the minutes or the end of a range are missing");
    }
    const Token *half = token(parser, 0);
    if (take_word(parser, WORD_HALF)) {
        hour = hour == 12 ? 0 : hour;
        hour += half->value * 12;
    }
    time->event = MIDNIGHT;
    time->minute = hour * 60 + minutes;
    if (side == TIME_FIRST && time->minute >= DAY_MINUTES) {
        parser->at--;
        return refuse(parser, "a range begins outside its day");
    }
    return time->minute > 2 * DAY_MINUTES ? refuse(parser, "a time past two midnights") : OK;
}

static Outcome parse_time(Parser *parser, TimeSide side, HoursTime *time)
{
    const Token *first = token(parser, 0);
    if (take_mark(parser, '(')) {
        return parse_shifted_event(parser, time);
    }
    if (take_word(parser, WORD_EVENT)) {
        *time = (HoursTime){.event = (DayEvent)first->value};
        return OK;
    }
    if (take_word(parser, WORD_CLOCK)) {
        *time = (HoursTime){.event = MIDNIGHT, .minute = first->value};
        return OK;
    }
    if (first->kind != TOKEN_NUMBER || first->digits > 3) {
        return refuse(parser, "a time is expected");
    }
    return parse_clock(parser, side, time);
}

/* "/90" or "/1:30" */
static Outcome parse_period(Parser *parser, Minutes *step)
{
    if (!take_mark(parser, '/')) {
        return OK;
    }
    const Token *number = token(parser, 0);
    if (is_mark(token(parser, 1), ':')) {
        TRY(parse_duration(parser, step));
    } else if (number->kind == TOKEN_NUMBER && number->value <= DAY_MINUTES) {
        *step = number->value;
        parser->at++;
    }
    return *step > 0 ? OK : refuse(parser, "a period in minutes, or as 01:30, is expected");
}

static Outcome check_span(const Parser *parser, const HoursSpan *span)
{
    const Minutes end = span_to(span);
    const Minutes most = 2 * DAY_MINUTES;
    if (span_from(span) < 0 || span_from(span) >= DAY_MINUTES) {
        return refuse(parser, "a range begins outside its day");
    }
    const Minutes guessed = span->is_point ? span_from(span) : end;
    if (end > most || (span->open_ended && open_end_guess(guessed) > most)) {
        return refuse(parser, "a range spans more than two midnights");
    }
    return OK;
}

static bool is_bare_hour(const Parser *parser, size_t ahead)
{
    return token(parser, ahead)->kind == TOKEN_NUMBER && !is_clock(parser, ahead);
}

static Outcome parse_span(Parser *parser, HoursSpan *span, bool *is_empty)
{
    *is_empty = is_bare_hour(parser, 0) && is_word(token(parser, 1), WORD_TO) &&
                is_bare_hour(parser, 2) && token(parser, 0)->value == token(parser, 2)->value;
    TRY(parse_time(parser, TIME_FIRST, &span->from));
    span->to = span->from;
    span->is_point = true;
    if (take_word(parser, WORD_TO)) {
        if (take_word(parser, WORD_LATE)) {
            span->open_ended = true;
            return check_span(parser, span);
        }
        if (ends_part(token(parser, 0))) {
            return refuse(parser, "a range without its end");
        }
        TRY(parse_time(parser, TIME_LAST, &span->to));
        span->is_point = false;
    }
    span->open_ended = take_mark(parser, '+');
    if (!span->is_point) {
        TRY(parse_period(parser, &span->step));
    }
    return check_span(parser, span);
}

/* "16-16" opens nothing, where "16:00-16:00" opens a day long. */
Outcome parse_times(Parser *parser, HoursRule *rule)
{
    bool emptied = false;
    do {
        if (++parser->span_count > HOURS_SPANS_MOST) {
            return refuse(parser, "too many times");
        }
        HoursSpan span = {0};
        bool is_empty = false;
        TRY(parse_span(parser, &span, &is_empty));
        if (!is_empty) {
            LIST_APPEND(parser->arena, &rule->spans, span);
        }
        emptied = emptied || is_empty;
    } while (is_word(token(parser, 0), WORD_AND) && starts_time(parser, 1) &&
             take_word(parser, WORD_AND));
    if (emptied && rule->spans.count == 0) {
        const HoursSpan nothing = {.is_point = true};
        LIST_APPEND(parser->arena, &rule->spans, nothing);
        rule->state = HOURS_CLOSED;
        rule->state_given = true;
    }
    return OK;
}
