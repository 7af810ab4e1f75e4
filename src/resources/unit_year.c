/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/unit_year.h"

#include "directory/csv.h"
#include "resources/queries.h"
#include "resources/resources_private.h"

enum { FIRST_YEAR = 2000, LAST_YEAR = 2199 };

static UnitMonth *month_of(UnitYear *counted, Date day)
{
    return &counted->months[date_to_civil(day).month - 1];
}

static int64_t sum_of(const UnitMonth *month)
{
    int64_t sum = 0;
    for (size_t i = 0; i < BOOKING_REASON_COUNT; i++) {
        sum += month->refused[i];
    }
    return sum;
}

static Outcome add_reasons(Access *access, Id unit, SlotSpan days, UnitYear *counted)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_REFUSAL_EACH, &statement, access->problem));
    bind_id(statement, "unit", unit);
    bind_integer(statement, "first", days.first);
    bind_integer(statement, "last", days.last);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        size_t reason = 0;
        UnitMonth *month = month_of(counted, (Date)column_integer(statement, 0));
        if (text_among(column_text(statement, 1), BOOKING_REASONS, BOOKING_REASON_COUNT,
                       &reason)) {
            month->refused[reason] += column_integer(statement, 2);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome add_waiting(Access *access, Id unit, SlotSpan days, UnitYear *counted)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    const Moment from = moment_from_local((LocalTime){.date = (Date)days.first});
    const Moment until = moment_from_local((LocalTime){.date = (Date)days.last + 1});
    TRY(statement_open(access->session, &WAITING_JOINED, &statement, access->problem));
    bind_id(statement, "unit", unit);
    bind_integer(statement, "since", from);
    bind_integer(statement, "until", until);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        month_of(counted, moment_to_local(column_integer(statement, 0)).date)->waiting++;
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static void add_day(const UnitDay *day, UnitMonth *month)
{
    month->offered += day->offered;
    month->used += day->used;
    month->absent += day->absent;
    month->cancelled += day->cancelled;
    month->cancelled_by_house += day->refused;
}

/* What a day tells as refused holds who was sent away and whom the house cancelled. */
static void part_refused(UnitYear *counted)
{
    for (size_t i = 0; i < YEAR_MONTHS; i++) {
        counted->months[i].cancelled_by_house -= sum_of(&counted->months[i]);
    }
}

Outcome unit_year(Access *access, const Unit *unit, int64_t year, UnitYear *counted)
{
    UnitDayList days = {0};
    if (year < FIRST_YEAR || year > LAST_YEAR) {
        return problem_set(access->problem, INVALID, TEXT("query"), "year",
                           "a year from %d to %d is expected", FIRST_YEAR, LAST_YEAR);
    }
    *counted = (UnitYear){.year = (int)year};
    for (int i = 0; i < YEAR_MONTHS; i++) {
        counted->months[i].first = date_from_civil((CivilDate){(int)year, i + 1, 1});
    }
    const Date today = slot_today(unit, access->now);
    const Date end = date_from_civil((CivilDate){(int)year, YEAR_MONTHS, 31});
    const Date first = counted->months[0].first;
    const SlotSpan span = {first, end < today ? end : today};
    TRY(unit_report(access, unit, first, span.last < first ? first : (Date)span.last, &days));
    for (size_t i = 0; i < days.count && days.items[i].day <= span.last; i++) {
        add_day(&days.items[i], month_of(counted, days.items[i].day));
    }
    TRY(add_reasons(access, unit->id, span, counted));
    part_refused(counted);
    return add_waiting(access, unit->id, span, counted);
}

/* -------------------------------------------------------------------------------- telling */

Text unit_month_format(Arena *arena, const UnitMonth *month)
{
    enum { YEAR_AND_MONTH = 7 };
    return text_slice(date_format(arena, month->first), 0, YEAR_AND_MONTH);
}

static void write_number(Arena *arena, Buffer *out, int64_t number)
{
    csv_cell(out, text_format(arena, "%lld", (long long)number), false);
}

void unit_year_csv(Arena *arena, const UnitYear *counted, Buffer *out)
{
    static const char *const heads[] = {"offered", "used", "absent", "cancelled",
                                        "cancelled_by_house"};
    csv_cell(out, TEXT("month"), true);
    for (size_t i = 0; i < LENGTH_OF(heads); i++) {
        csv_cell(out, text_from(heads[i]), false);
    }
    for (size_t i = 0; i < BOOKING_REASON_COUNT; i++) {
        csv_cell(out, text_format(arena, "refused_%s", BOOKING_REASONS[i]), false);
    }
    csv_cell(out, TEXT("waiting"), false);
    csv_end_row(out);
    for (size_t i = 0; i < YEAR_MONTHS; i++) {
        const UnitMonth *month = &counted->months[i];
        const int64_t numbers[] = {month->offered, month->used, month->absent, month->cancelled,
                                   month->cancelled_by_house};
        csv_cell(out, unit_month_format(arena, month), true);
        for (size_t j = 0; j < LENGTH_OF(numbers); j++) {
            write_number(arena, out, numbers[j]);
        }
        for (size_t j = 0; j < BOOKING_REASON_COUNT; j++) {
            write_number(arena, out, month->refused[j]);
        }
        write_number(arena, out, month->waiting);
        csv_end_row(out);
    }
}
