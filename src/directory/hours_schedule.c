/* SPDX-License-Identifier: EUPL-1.2 */
/* HSDS schedule rows read into hours. */
#include "directory/hours_model.h"

#include <stdlib.h>

enum {
    COUNT_DAYS_MOST = 60 * 366, /* how far occurrences are counted */
    INTERVAL_MOST = 1000,
    ROWS_MOST = HOURS_RULES_MOST,
};

typedef struct RowReader {
    Arena *arena;
    const ScheduleRow *row;
    size_t index;
    Problem *problem;
} RowReader;

static Outcome refuse_row(const RowReader *reader, const char *member, const char *reason)
{
    return problem_set(reader->problem, INVALID,
                       text_format(reader->arena, "row %zu", reader->index), member, "%s",
                       reason);
}

/* A date, or a date-time of which the date counts; DATE_NONE when the text is empty. */
static Outcome read_date(const RowReader *reader, const char *member, Text text, Date *date)
{
    const Text trimmed = text_trim(text);
    *date = DATE_NONE;
    if (trimmed.length == 0) {
        return OK;
    }
    const bool has_time =
        trimmed.length > 10 && (trimmed.bytes[10] == 'T' || trimmed.bytes[10] == ' ');
    if ((trimmed.length != 10 && !has_time) || !date_parse(text_slice(trimmed, 0, 10), date)) {
        return refuse_row(reader, member, "a date such as 2026-11-24 is expected");
    }
    return OK;
}

/* ---------------------------------------------------------------------------- lists */

static bool weekday_of_code(Text code, Weekday *weekday)
{
    static const Text codes[] = {TEXT_INIT("MO"), TEXT_INIT("TU"), TEXT_INIT("WE"),
                                 TEXT_INIT("TH"), TEXT_INIT("FR"), TEXT_INIT("SA"),
                                 TEXT_INIT("SU")};
    for (size_t i = 0; i < LENGTH_OF(codes); i++) {
        if (text_equal_ignoring_case(code, codes[i])) {
            *weekday = (Weekday)i;
            return true;
        }
    }
    return false;
}

static bool read_small(Text text, int least, int most, int *number)
{
    const Text digits =
        text.length > 0 && text.bytes[0] == '+' ? text_slice(text, 1, text.length) : text;
    int64_t value = 0;
    if (!text_to_integer(digits, &value) || value < least || value > most || value == 0) {
        return false;
    }
    *number = (int)value;
    return true;
}

/* "4MO": sets the weekday and its ordinal. */
static bool add_weekday(Recurrence *recurrence, Text piece)
{
    Weekday weekday = MONDAY;
    if (piece.length < 2 ||
        !weekday_of_code(text_slice(piece, piece.length - 2, piece.length), &weekday)) {
        return false;
    }
    recurrence->weekdays |= (uint8_t)(1U << weekday);
    const Text ordinal = text_slice(piece, 0, piece.length - 2);
    int number = 0;
    if (ordinal.length == 0) {
        return true;
    }
    if (!read_small(ordinal, -5, 5, &number)) {
        return false;
    }
    if (recurrence->monthly) {
        recurrence->ordinals[weekday] |=
            (uint16_t)(number > 0 ? 1U << (number - 1) : 16U << -number);
    }
    return true;
}

static bool add_month_day(Recurrence *recurrence, Text piece)
{
    int number = 0;
    if (!read_small(piece, -31, 31, &number)) {
        return false;
    }
    if (number > 0) {
        recurrence->month_days |= UINT32_C(1) << number;
    } else {
        recurrence->month_days_back |= UINT32_C(1) << -number;
    }
    return true;
}

static bool add_week(Recurrence *recurrence, Text piece)
{
    int number = 0;
    if (!read_small(piece, 1, 53, &number)) {
        return false;
    }
    recurrence->weeks |= UINT64_C(1) << number;
    return true;
}

typedef bool (*AddPiece)(Recurrence *recurrence, Text piece);

static bool read_list(Text list, AddPiece add, Recurrence *recurrence)
{
    Text rest = list;
    Text piece = {0};
    while (text_next(&rest, ',', &piece)) {
        const Text trimmed = text_trim(piece);
        if (trimmed.length > 0 && !add(recurrence, trimmed)) {
            return false;
        }
    }
    return true;
}

/* --------------------------------------------------------------------------- recurrence */

static Outcome read_frequency(const RowReader *reader, Recurrence *recurrence)
{
    const ScheduleRow *row = reader->row;
    const Text freq = text_trim(row->freq);
    recurrence->monthly = text_equal_ignoring_case(freq, TEXT("MONTHLY"));
    if (!recurrence->monthly && freq.length > 0 &&
        !text_equal_ignoring_case(freq, TEXT("WEEKLY"))) {
        return refuse_row(reader, "freq", "WEEKLY or MONTHLY is expected");
    }
    if (row->interval < 0 || row->interval > INTERVAL_MOST) {
        return refuse_row(reader, "interval", "a number from 1 to 1000 is expected");
    }
    recurrence->interval = row->interval == 0 ? 1 : (int)row->interval;
    const Text wkst = text_trim(row->wkst);
    if (wkst.length > 0 && !weekday_of_code(wkst, &recurrence->week_start)) {
        return refuse_row(reader, "wkst", "one of MO TU WE TH FR SA SU is expected");
    }
    return OK;
}

static Outcome read_lists(const RowReader *reader, Recurrence *recurrence)
{
    const ScheduleRow *row = reader->row;
    if (!read_list(row->byday, add_weekday, recurrence)) {
        return refuse_row(reader, "byday", "days such as MO,TU or 2TU,-1FR are expected");
    }
    if (!read_list(row->bymonthday, add_month_day, recurrence)) {
        return refuse_row(reader, "bymonthday",
                          "days from 1 to 31, or -1 to -31, are expected");
    }
    if (!read_list(row->byweekno, add_week, recurrence)) {
        return refuse_row(reader, "byweekno", "weeks from 1 to 53 are expected");
    }
    return OK;
}

/* The day of the last of `count` occurrences, or DATE_NONE when sixty years do not hold them.
 */
static Date last_counted(const Recurrence *recurrence, int64_t count)
{
    int64_t left = count;
    for (Date date = recurrence->start; date < recurrence->start + COUNT_DAYS_MOST; date++) {
        if (recurrence_matches(recurrence, date) && --left == 0) {
            return date;
        }
    }
    return DATE_NONE;
}

static Date earlier(Date a, Date b)
{
    if (a == DATE_NONE || b == DATE_NONE) {
        return a == DATE_NONE ? b : a;
    }
    return a < b ? a : b;
}

static Outcome read_recurrence(const RowReader *reader, Recurrence *recurrence)
{
    const ScheduleRow *row = reader->row;
    Date until = DATE_NONE;
    recurrence->last = DATE_NONE;
    recurrence->row = row;
    TRY(read_frequency(reader, recurrence));
    TRY(read_lists(reader, recurrence));
    TRY(read_date(reader, "dtstart", row->dtstart, &recurrence->start));
    TRY(read_date(reader, "until", row->until, &until));
    if (recurrence->start == DATE_NONE) {
        TRY(read_date(reader, "valid_from", row->valid_from, &recurrence->start));
    }
    if (recurrence->start == DATE_NONE) {
        const bool needs_start = recurrence->interval > 1 || row->count > 0 ||
                                 (recurrence->weekdays == 0 && recurrence->month_days == 0 &&
                                  recurrence->month_days_back == 0 && row->freq.length > 0);
        if (needs_start) {
            return refuse_row(reader, "dtstart", "this recurrence needs the day it starts");
        }
        recurrence->start = date_from_civil((CivilDate){1, 1, 1});
    }
    if (row->count > 0) {
        recurrence->last = last_counted(recurrence, row->count);
    }
    recurrence->last = earlier(recurrence->last, until);
    return OK;
}

/* --------------------------------------------------------------------------- rules */

static bool read_clock(Text text, Minutes *minute)
{
    const Text trimmed = text_trim(text);
    const size_t colon = text_find_byte(trimmed, ':', 0);
    int64_t hour = 0;
    int64_t rest = 0;
    if (!text_to_integer(text_slice(trimmed, 0, colon), &hour) ||
        !text_to_integer(text_slice(trimmed, colon + 1, colon + 3), &rest) || hour < 0 ||
        hour > 24 || rest < 0 || rest > 59) {
        return false;
    }
    /* Seconds and an offset may follow: the wall clock of the place is what is meant. */
    *minute = (Minutes)(hour * 60 + rest);
    return *minute <= DAY_MINUTES;
}

static Outcome read_span(const RowReader *reader, HoursRule *rule)
{
    const ScheduleRow *row = reader->row;
    HoursSpan span = {0};
    if (text_trim(row->opens_at).length == 0) {
        rule->state = HOURS_UNKNOWN;
        return OK;
    }
    if (!read_clock(row->opens_at, &span.from.minute) || span.from.minute == DAY_MINUTES) {
        return refuse_row(reader, "opens_at", "a time such as 09:00 is expected");
    }
    span.to = span.from;
    if (text_trim(row->closes_at).length == 0) {
        span.is_point = true;
        span.open_ended = true;
    } else if (!read_clock(row->closes_at, &span.to.minute)) {
        return refuse_row(reader, "closes_at", "a time such as 17:00 is expected");
    }
    if (span.to.minute == DAY_MINUTES - 1) {
        span.to.minute = DAY_MINUTES;
    }
    LIST_APPEND(reader->arena, &rule->spans, span);
    return OK;
}

/* A plain weekly or nth-weekday recurrence becomes a list of days, which OSM and the index
 * understand; anything else stays a recurrence. */
static bool take_plain_days(const RowReader *reader, const Recurrence *recurrence,
                            HoursRule *rule)
{
    const bool plain = recurrence->interval == 1 && recurrence->weeks == 0 &&
                       recurrence->month_days == 0 && recurrence->month_days_back == 0;
    if (!plain || (recurrence->monthly && recurrence->weekdays == 0)) {
        return false;
    }
    const Date origin = date_from_civil((CivilDate){1, 1, 1});
    rule->first = recurrence->start == origin ? DATE_NONE : recurrence->start;
    rule->last = recurrence->last;
    uint8_t every = recurrence->weekdays;
    if (every == 0 && reader->row->freq.length > 0) {
        every = (uint8_t)(1U << date_weekday(recurrence->start));
    }
    DayRange plainly = {.kind = DAY_OF_WEEK};
    for (int i = 0; i < 7; i++) {
        if ((every >> i & 1) != 0 && recurrence->ordinals[i] == 0) {
            plainly.weekdays |= (uint8_t)(1U << i);
        } else if ((every >> i & 1) != 0) {
            const DayRange nth = {.kind = DAY_OF_WEEK,
                                  .weekdays = (uint8_t)(1U << i),
                                  .ordinals = recurrence->ordinals[i]};
            LIST_APPEND(reader->arena, &rule->days, nth);
        }
    }
    if (plainly.weekdays != 0) {
        LIST_APPEND(reader->arena, &rule->days, plainly);
    }
    return true;
}

static Outcome read_validity(const RowReader *reader, HoursRule *rule)
{
    Date first = DATE_NONE;
    Date last = DATE_NONE;
    TRY(read_date(reader, "valid_from", reader->row->valid_from, &first));
    TRY(read_date(reader, "valid_to", reader->row->valid_to, &last));
    rule->first = first != DATE_NONE && first > rule->first ? first : rule->first;
    rule->last = earlier(rule->last, last);
    return OK;
}

static bool is_single_date(const ScheduleRow *row)
{
    return row->freq.length == 0 && row->byday.length == 0 && row->bymonthday.length == 0 &&
           row->dtstart.length > 0;
}

static Outcome read_row(const RowReader *reader, HoursRule *rule)
{
    const ScheduleRow *row = reader->row;
    Recurrence *recurrence = ARENA_NEW(reader->arena, Recurrence);
    TRY(read_recurrence(reader, recurrence));
    if (is_single_date(row)) {
        rule->first = recurrence->start;
        rule->last = recurrence->start;
    } else if (!take_plain_days(reader, recurrence, rule)) {
        rule->recurrence = recurrence;
    }
    TRY(read_validity(reader, rule));
    TRY(read_span(reader, rule));
    rule->comment = text_copy(reader->arena, text_trim(row->description));
    rule->comment_given = rule->comment.length > 0;
    rule->source = rule->comment;
    if (text_trim(row->byyearday).length > 0) {
        /* Days of the year have no place in a weekly or monthly rule: not known when. */
        rule->state = HOURS_UNKNOWN;
    }
    return OK;
}

static const ScheduleRow *copy_row(Arena *arena, const ScheduleRow *row)
{
    ScheduleRow *copy = ARENA_NEW(arena, ScheduleRow);
    *copy = *row;
    Text *const texts[] = {&copy->freq,        &copy->dtstart,       &copy->until,
                           &copy->valid_from,  &copy->valid_to,      &copy->byday,
                           &copy->bymonthday,  &copy->byweekno,      &copy->byyearday,
                           &copy->wkst,        &copy->opens_at,      &copy->closes_at,
                           &copy->description, &copy->schedule_link, &copy->notes};
    for (size_t i = 0; i < LENGTH_OF(texts); i++) {
        *texts[i] = text_copy(arena, *texts[i]);
    }
    return copy;
}

Outcome hours_from_schedules(Arena *arena, const ScheduleRow *rows, size_t count, Hours **hours,
                             Problem *problem)
{
    if (count > ROWS_MOST) {
        return problem_set(problem, INVALID, TEXT(""), "schedules", "more than %d rows",
                           ROWS_MOST);
    }
    Hours *read = hours_new(arena);
    for (size_t i = 0; i < count; i++) {
        const RowReader reader = {
            .arena = arena, .row = copy_row(arena, &rows[i]), .index = i, .problem = problem};
        HoursRule rule = rule_new(JOIN_ADD, HOURS_OPEN);
        TRY(read_row(&reader, &rule));
        LIST_APPEND(arena, &read->rules, rule);
    }
    *hours = read;
    return OK;
}

Outcome schedule_dates(Arena *arena, const ScheduleRow *row, Date first, Date last,
                       DateList *dates, Problem *problem)
{
    const RowReader reader = {.arena = arena, .row = copy_row(arena, row), .problem = problem};
    HoursRule rule = rule_new(JOIN_ADD, HOURS_OPEN);
    TRY(read_row(&reader, &rule));
    for (Date date = first; date <= last; date++) {
        if (rule_matches(&rule, date, NULL) == DAY_YES) {
            LIST_APPEND(arena, dates, date);
        }
    }
    return OK;
}
