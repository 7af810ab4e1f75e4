/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/result_count.h"

#include <stdlib.h>

#include "base/moment.h"
#include "casework/queries.h"

enum { MONTHS = 12, LAST_YEAR = 2200 };

bool result_month_parse(Text text, int64_t *month)
{
    Date day = DATE_NONE;
    char whole[] = "0000-00-01";
    if (text.length != sizeof "0000-00" - 1) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        whole[i] = text.bytes[i];
    }
    if (!date_parse(text_from(whole), &day)) {
        return false;
    }
    const CivilDate civil = date_to_civil(day);
    *month = (int64_t)civil.year * MONTHS + civil.month - 1;
    return civil.year < LAST_YEAR;
}

Text result_month_format(Arena *arena, int64_t month)
{
    return text_format(arena, "%04d-%02d", (int)(month / MONTHS), (int)(month % MONTHS) + 1);
}

int64_t result_month_of(Moment moment)
{
    const CivilDate civil = date_to_civil(moment_to_local(moment).date);
    return (int64_t)civil.year * MONTHS + civil.month - 1;
}

/* The moment a month starts, in local time. */
static Moment month_start(int64_t month)
{
    const CivilDate first = {(int)(month / MONTHS), (int)(month % MONTHS) + 1, 1};
    return moment_from_local((LocalTime){.date = date_from_civil(first)});
}

static int by_house_month_result(const void *a, const void *b)
{
    const ResultCount *left = a;
    const ResultCount *right = b;
    const int house = id_compare(left->house, right->house);
    if (house != 0) {
        return house;
    }
    return left->month != right->month
               ? (left->month > right->month) - (left->month < right->month)
               : text_compare(left->result, right->result);
}

static void add(Arena *arena, ResultCounts *counts, const ResultCount *one)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (by_house_month_result(&counts->items[i], one) == 0) {
            counts->items[i].count++;
            return;
        }
    }
    LIST_APPEND(arena, counts, *one);
    counts->items[counts->count - 1].result = text_copy(arena, one->result);
}

static void hide_few(ResultCounts *counts)
{
    for (size_t i = 0; i < counts->count; i++) {
        ResultCount *one = &counts->items[i];
        one->is_few = one->count < COUNT_FEW;
        one->count = one->is_few ? 0 : one->count;
    }
}

static Outcome check(Access *access, ResultMonths months)
{
    return months.last >= months.first && months.last - months.first < RESULT_MONTHS_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("query"), "to",
                             "1 to %d months are expected, the first one first",
                             RESULT_MONTHS_MOST);
}

Outcome result_count(Access *access, ResultMonths months, ResultCounts *counts)
{
    bool row = false;
    ResultCounts found = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    const Caller *caller = &access->caller;
    const bool all = permission_holds(caller->permissions, MAY_READ_ALL_COUNTS);
    TRY(access_require(access, MAY_READ_COUNTS));
    TRY(check(access, months));
    TRY(statement_open(access->session, &CASE_RESULT_EACH, &statement, access->problem));
    bind_integer(statement, "since", month_start(months.first));
    bind_integer(statement, "until", month_start(months.last + 1));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const ResultCount one = {.house = column_id(statement, 0),
                                 .month = result_month_of(column_integer(statement, 1)),
                                 .result = column_text(statement, 2),
                                 .count = 1};
        if (all || id_equal(one.house, caller->house)) {
            add(access->arena, &found, &one);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    hide_few(&found);
    if (found.count > 0) {
        qsort(found.items, found.count, sizeof *found.items, by_house_month_result);
    }
    *counts = found;
    return OK;
}
