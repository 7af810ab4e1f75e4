/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/desk_private.h"
#include "desk/queries.h"

static const char *const answer_codes[] = {
    [ANSWER_SHOWER] = "shower",
    [ANSWER_MEAL] = "meal",
    [ANSWER_CALL] = "call",
    [ANSWER_COFFEE] = "coffee",
};

static const char *const visit_codes[] = {
    [VISIT_ARRIVED] = "arrived",   [VISIT_SERVED] = "served",           [VISIT_LEFT] = "left",
    [VISIT_PRIORITY] = "priority", [VISIT_APPOINTMENT] = "appointment", [VISIT_KNOWN] = "known",
};

Text immediate_answer_code(ImmediateAnswer answer)
{
    return text_from(answer_codes[answer]);
}

bool immediate_answer_parse(Text code, ImmediateAnswer *answer)
{
    size_t at = 0;
    const bool is_one = text_among(code, answer_codes, LENGTH_OF(answer_codes), &at);
    *answer = is_one ? (ImmediateAnswer)at : *answer;
    return is_one;
}

Text visit_kind_code(VisitKind kind)
{
    return text_from(visit_codes[kind]);
}

Outcome desk_count(Access *access, ImmediateAnswer answer)
{
    enum { MINUTES = 60 };
    DeskDay day = {0};
    TRY(desk_day_require_open(access, &day));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &IMMEDIATE_ANSWER_RAISE, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", day.day);
    bind_integer(statement, "hour", moment_to_local(access->now).minute / MINUTES);
    bind_text(statement, "kind", immediate_answer_code(answer));
    return statement_run(statement, NULL, access->problem);
}

Outcome desk_count_visit(Access *access, Date day, Text kind)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &VISIT_COUNT_RAISE, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", day);
    bind_text(statement, "kind", kind);
    return statement_run(statement, NULL, access->problem);
}

/* -------------------------------------------------------------------------------- report */

/* Where a kind is counted; NULL for one this program does not know. */
static int64_t *visit_place(DeskCounts *counts, Text kind)
{
    const Text prefix = TEXT("wish.");
    DeskWish wish = WISH_UNSAID;
    size_t at = 0;
    if (text_starts_with(kind, prefix)) {
        return desk_wish_parse(text_slice(kind, prefix.length, kind.length), &wish)
                   ? &counts->wishes[wish]
                   : NULL;
    }
    return text_among(kind, visit_codes, LENGTH_OF(visit_codes), &at) ? &counts->visits[at]
                                                                      : NULL;
}

static int64_t *answer_place(DeskCounts *counts, Text kind)
{
    ImmediateAnswer answer = ANSWER_SHOWER;
    return immediate_answer_parse(kind, &answer) ? &counts->answers[answer] : NULL;
}

typedef int64_t *(*PlaceFunction)(DeskCounts *counts, Text kind);

typedef struct Span {
    Date first;
    DeskDayCounts *days; /* one a day of the span */
    DeskReport *report;
} Span;

static Outcome add_rows(Access *access, Statement *statement, const Span *span,
                        PlaceFunction place)
{
    bool row = false;
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Text kind = column_text(statement, 1);
        const int64_t number = column_integer(statement, 2);
        int64_t *of_day =
            place(&span->days[column_integer(statement, 0) - span->first].counts, kind);
        if (of_day != NULL) {
            *of_day += number;
            *place(&span->report->total, kind) += number;
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_sums(Access *access, const Query *query, Date last, const Span *span,
                         PlaceFunction place)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "first", span->first);
    bind_integer(statement, "last", last);
    return add_rows(access, statement, span, place);
}

static Outcome read_hours(Access *access, Date last, const Span *span)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &IMMEDIATE_ANSWER_HOURS, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "first", span->first);
    bind_integer(statement, "last", last);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        ImmediateAnswer answer = ANSWER_SHOWER;
        if (immediate_answer_parse(column_text(statement, 1), &answer)) {
            span->report->hours[column_integer(statement, 0)][answer] =
                column_integer(statement, 2);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static bool has_counts(const DeskCounts *counts)
{
    int64_t sum = counts->visits[VISIT_ARRIVED];
    for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
        sum += counts->answers[i];
    }
    return sum > 0;
}

Outcome desk_report(Access *access, Date first, Date last, DeskReport *report)
{
    if (!permission_holds(access->caller.permissions, MAY_READ_COUNTS)) {
        TRY(desk_admit(access));
    }
    if (last < first || last - first >= DESK_SPAN_MOST) {
        return problem_set(access->problem, INVALID, TEXT("query"), "to",
                           "1 to %d days are expected, the first one first", DESK_SPAN_MOST);
    }
    const size_t length = (size_t)(last - first) + 1;
    *report = (DeskReport){0};
    const Span span = {first, ARENA_ARRAY(access->arena, DeskDayCounts, length), report};
    TRY(read_sums(access, &VISIT_COUNT_EACH, last, &span, visit_place));
    TRY(read_sums(access, &IMMEDIATE_ANSWER_SUMS, last, &span, answer_place));
    TRY(read_hours(access, last, &span));
    for (size_t i = 0; i < length; i++) {
        span.days[i].day = first + (Date)i;
        if (has_counts(&span.days[i].counts)) {
            LIST_APPEND(access->arena, report, span.days[i]);
        }
    }
    return OK;
}
