/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/school.h"

#include "activities/queries.h"
#include "directory/csv.h"
#include "words/visible.h"

static const char *const state_codes[SCHOOL_STATE_COUNT] = {
    [SCHOOL_ASKED] = "asked",
    [SCHOOL_HELD] = "held",
    [SCHOOL_CANCELLED] = "cancelled",
};

Text school_state_code(SchoolState state)
{
    return text_from(state_codes[state]);
}

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *why)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", why);
}

/* ------------------------------------------------------------------------------- reading */

static SchoolSession read_row(Arena *arena, const Statement *statement)
{
    size_t state = SCHOOL_ASKED;
    (void)text_among(column_text(statement, 9), state_codes, SCHOOL_STATE_COUNT, &state);
    return (SchoolSession){
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .school = text_copy(arena, column_text(statement, 2)),
        .class = text_copy(arena, column_text(statement, 3)),
        .theme = text_copy(arena, column_text(statement, 4)),
        .age = column_integer(statement, 5),
        .pupils = column_integer(statement, 6),
        .starts = column_integer(statement, 7),
        .facilitator = text_copy(arena, column_text(statement, 8)),
        .state = (SchoolState)state,
        .came = column_integer(statement, 10),
        .report = text_copy(arena, column_text(statement, 11)),
        .revision = column_integer(statement, 12),
    };
}

Outcome school_get(Access *access, Id id, SchoolSession *found)
{
    bool row = false;
    TRY(access_require(access, MAY_BOOK_UNIT));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCHOOL_SESSION_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        *found = read_row(access->arena, statement);
    }
    return row && !id_is_nil(access->caller.house) &&
                   id_equal(found->house, access->caller.house)
               ? OK
               : problem_set(access->problem, NOT_FOUND, TEXT(""), "session",
                             "no such school session");
}

/* The statement over a year of the caller's house, which the caller of this closes. */
static Outcome open_year(Access *access, const Query *query, int64_t year,
                         Statement **statement)
{
    enum { YEAR_LEAST = 1970, YEAR_MOST = 9998 };
    TRY(access_require(access, MAY_BOOK_UNIT));
    if (year < YEAR_LEAST || year > YEAR_MOST) {
        return problem_set(access->problem, INVALID, TEXT("query"), "year",
                           "a year is expected: 2026");
    }
    const LocalTime first = {.date = date_from_civil((CivilDate){(int)year, 1, 1})};
    const LocalTime next = {.date = date_from_civil((CivilDate){(int)year + 1, 1, 1})};
    TRY(statement_open(access->session, query, statement, access->problem));
    bind_id(*statement, "house", access->caller.house);
    bind_integer(*statement, "first", moment_from_local(first));
    bind_integer(*statement, "last", moment_from_local(next) - 1);
    return OK;
}

Outcome school_list(Access *access, int64_t year, SchoolList *list)
{
    bool row = false;
    SchoolList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_year(access, &SCHOOL_SESSION_EACH, year, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome school_report(Access *access, int64_t year, SchoolSumList *list)
{
    bool row = false;
    SchoolSumList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_year(access, &SCHOOL_SESSION_SUMS, year, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read,
                    (SchoolSum){.school = text_copy(access->arena, column_text(statement, 0)),
                                .theme = text_copy(access->arena, column_text(statement, 1)),
                                .held = column_integer(statement, 2),
                                .cancelled = column_integer(statement, 3),
                                .came = column_integer(statement, 4)});
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

void school_report_csv(Arena *arena, int64_t year, const SchoolSumList *list, Buffer *out)
{
    static const char *const heads[] = {"year", "school", "theme", "held", "cancelled", "came"};
    for (size_t i = 0; i < LENGTH_OF(heads); i++) {
        csv_cell(out, text_from(heads[i]), i == 0);
    }
    csv_end_row(out);
    for (size_t i = 0; i < list->count; i++) {
        const SchoolSum *sum = &list->items[i];
        const int64_t numbers[] = {sum->held, sum->cancelled, sum->came};
        csv_cell(out, text_format(arena, "%lld", (long long)year), true);
        csv_cell(out, sum->school, false);
        csv_cell(out, sum->theme, false);
        for (size_t j = 0; j < LENGTH_OF(numbers); j++) {
            csv_cell(out, text_format(arena, "%lld", (long long)numbers[j]), false);
        }
        csv_end_row(out);
    }
}

/* ------------------------------------------------------------------------------- checking */

static Outcome check_text(Access *access, const char *field, size_t least, Text *text)
{
    return text_visible(access->arena, *text, ONE_LINE, text) && text->length >= least &&
                   text->length <= SCHOOL_TEXT_MOST
               ? OK
               : refuse(access, INVALID, field, "a text of at most 120 bytes is expected");
}

static Outcome check(Access *access, SchoolSession *session)
{
    if (id_is_nil(access->caller.house)) {
        return problem_set(access->problem, REFUSED, TEXT(""), "",
                           "a session is that of a house: sign in with an account of one");
    }
    TRY(check_text(access, "school", 1, &session->school));
    TRY(check_text(access, "class", 1, &session->class));
    TRY(check_text(access, "theme", 1, &session->theme));
    TRY(check_text(access, "facilitator", 0, &session->facilitator));
    if (session->age < SCHOOL_AGE_LEAST || session->age > SCHOOL_AGE_MOST) {
        return refuse(access, INVALID, "age", "2 to 25 years are expected");
    }
    if (session->pupils < 1 || session->pupils > SCHOOL_PUPILS_MOST) {
        return refuse(access, INVALID, "pupils", "1 to 500 pupils are expected");
    }
    return session->starts > 0
               ? OK
               : refuse(access, INVALID, "starts", "a day and an hour are expected");
}

/* ------------------------------------------------------------------------------- changing */

static void bind_session(Statement *statement, const SchoolSession *session)
{
    bind_id(statement, "id", session->id);
    bind_text(statement, "school", session->school);
    bind_text(statement, "class", session->class);
    bind_text(statement, "theme", session->theme);
    bind_integer(statement, "age", session->age);
    bind_integer(statement, "pupils", session->pupils);
    bind_integer(statement, "starts", session->starts);
    bind_text(statement, "facilitator", session->facilitator);
}

Outcome school_ask(Access *access, const SchoolSession *asked, SchoolSession *made)
{
    SchoolSession added = *asked;
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(check(access, &added));
    added.id = id_new(access->now * 1000);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCHOOL_SESSION_ADD, &statement, access->problem));
    bind_session(statement, &added);
    bind_id(statement, "house", access->caller.house);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "school.change", (Id){{0}}, added.id, "");
    return school_get(access, added.id, made);
}

Outcome school_change(Access *access, const SchoolSession *changed, SchoolSession *made)
{
    int64_t count = 0;
    SchoolSession before = {0};
    SchoolSession after = *changed;
    TRY(school_get(access, changed->id, &before));
    TRY(check(access, &after));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCHOOL_SESSION_CHANGE, &statement, access->problem));
    bind_session(statement, &after);
    bind_integer(statement, "revision", after.revision);
    TRY(statement_run(statement, &count, access->problem));
    if (count != 1) {
        return refuse(access, CONFLICT, "revision",
                      "it was changed, held or cancelled in between: read it again");
    }
    access_note(access, "school.change", (Id){{0}}, after.id, "");
    return school_get(access, after.id, made);
}

static Outcome end(Access *access, const SchoolSession *ended, SchoolSession *made)
{
    int64_t count = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SCHOOL_SESSION_END, &statement, access->problem));
    bind_id(statement, "id", ended->id);
    bind_text(statement, "state", school_state_code(ended->state));
    bind_integer(statement, "came", ended->came);
    bind_text(statement, "report", ended->report);
    TRY(statement_run(statement, &count, access->problem));
    if (count != 1) {
        return refuse(access, CONFLICT, "state", "it was held or cancelled already");
    }
    access_note(access, "school.change", (Id){{0}}, ended->id, "");
    return school_get(access, ended->id, made);
}

Outcome school_hold(Access *access, Id id, int64_t came, Text report, SchoolSession *made)
{
    SchoolSession held = {0};
    TRY(school_get(access, id, &held));
    if (held.starts > access->now) {
        return refuse(access, CONFLICT, "state", "the session has not begun");
    }
    if (came < 0 || came > SCHOOL_PUPILS_MOST) {
        return refuse(access, INVALID, "came", "0 to 500 pupils are expected");
    }
    if (!text_visible(access->arena, report, MANY_LINES, &held.report) ||
        text_characters(held.report) > SCHOOL_REPORT_MOST) {
        return refuse(access, INVALID, "report", "2000 characters at most, without a name");
    }
    held.came = came;
    held.state = SCHOOL_HELD;
    return end(access, &held, made);
}

Outcome school_cancel(Access *access, Id id, SchoolSession *made)
{
    SchoolSession ended = {0};
    TRY(school_get(access, id, &ended));
    ended.state = SCHOOL_CANCELLED;
    ended.came = 0;
    ended.report = TEXT("");
    return end(access, &ended, made);
}
