/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/desk_day.h"

#include "desk/desk_private.h"
#include "desk/queries.h"
#include "words/visible.h"

bool desk_day_is_open(const DeskDay *day)
{
    return !id_is_nil(day->id) && day->closed == 0;
}

/* A day that was never opened comes back with a nil id. */
static Outcome read_day(Access *access, Date date, DeskDay *day)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DESK_DAY_GET, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", date);
    TRY(statement_next(statement, &row, access->problem));
    *day = (DeskDay){.day = date};
    if (row) {
        day->id = column_id(statement, 0);
        day->opened = column_integer(statement, 1);
        day->opener = column_id(statement, 2);
        day->closed = column_integer(statement, 3);
        day->closer = column_id(statement, 4);
        day->last_ticket = column_integer(statement, 5);
        day->hand_over = text_copy(access->arena, column_text(statement, 6));
    }
    return OK;
}

Outcome desk_today(Access *access, DeskDay *day)
{
    DeskDay before = {0};
    const Date date = moment_to_local(access->now).date;
    TRY(desk_admit(access));
    TRY(read_day(access, date, day));
    if (!id_is_nil(day->id)) {
        return OK;
    }
    TRY(read_day(access, date - 1, &before));
    if (desk_day_is_open(&before) && access->now - before.opened < DESK_DAY_LONGEST) {
        *day = before;
    }
    return OK;
}

Outcome desk_day_require_open(Access *access, DeskDay *day)
{
    TRY(desk_today(access, day));
    return desk_day_is_open(day) ? OK
                                 : problem_set(access->problem, CONFLICT, TEXT(""), "day",
                                               "the desk is not open: open the day first");
}

Outcome desk_take_ticket(Access *access, const DeskDay *day, int64_t *ticket)
{
    int64_t changed = 0;
    bool row = false;
    Statement *take SCOPED(statement_close) = NULL;
    Statement *read SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DESK_DAY_TAKE_TICKET, &take, access->problem));
    bind_id(take, "site", access->caller.house);
    bind_integer(take, "day", day->day);
    TRY(statement_run(take, &changed, access->problem));
    if (changed == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "day",
                           "the desk was closed in between");
    }
    /* The row is ours until the transaction ends: nobody reads the same number. */
    TRY(statement_open(access->session, &DESK_DAY_TICKET, &read, access->problem));
    bind_id(read, "site", access->caller.house);
    bind_integer(read, "day", day->day);
    TRY(statement_next(read, &row, access->problem));
    *ticket = column_integer(read, 0);
    return OK;
}

/* ------------------------------------------------------------------- opening and closing */

static Outcome forget_labels(Access *access, Date day)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ARRIVAL_FORGET_LABELS, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", day);
    return statement_run(statement, NULL, access->problem);
}

static Outcome insert_day(Access *access, Date day)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DESK_DAY_OPEN, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", day);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_integer(statement, "now", access->now);
    bind_id(statement, "account", access->caller.account);
    bind_blob(statement, "nobody", "", 0);
    return statement_run(statement, NULL, access->problem);
}

Outcome desk_open(Access *access, DeskDay *day)
{
    DeskDay today = {0};
    TRY(desk_today(access, &today));
    if (!desk_day_is_open(&today)) {
        TRY(insert_day(access, today.day));
        TRY(forget_labels(access, today.day));
        access_note(access, "desk.open", (Id){{0}}, access->caller.house, "");
    }
    return read_day(access, today.day, day);
}

static SealPlace place_of(const Access *access, const DeskDay *day)
{
    return (SealPlace){session_territory(access->session), TEXT("desk hand-over"), day->id};
}

static Outcome seal_note(Access *access, const DeskDay *day, Text note, Text *sealed)
{
    Text visible = {0};
    if (!text_visible(access->arena, note, MANY_LINES, &visible)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "note", "UTF-8 is expected");
    }
    if (visible.length > DESK_NOTE_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "note", "%d bytes at most",
                           DESK_NOTE_MOST);
    }
    if (visible.length == 0) {
        *sealed = TEXT("");
        return OK;
    }
    const SealPlace place = place_of(access, day);
    return keyring_seal(access->keyring, access->arena, &place, visible, sealed,
                        access->problem);
}

Outcome desk_close(Access *access, Text note)
{
    DeskDay day = {0};
    Text sealed = {0};
    int64_t changed = 0;
    TRY(desk_day_require_open(access, &day));
    TRY(seal_note(access, &day, note, &sealed));
    TRY(desk_send_home(access));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DESK_DAY_CLOSE, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", day.day);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "account", access->caller.account);
    bind_blob(statement, "hand_over", sealed.bytes, sealed.length);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "day",
                           "the desk was closed in between");
    }
    access_note(access, "desk.close", (Id){{0}}, access->caller.house, "");
    return OK;
}

/* The last day before this one; this one itself when it was closed, and opens again. */
static Outcome read_last_closed(Access *access, DeskDay *day)
{
    bool row = false;
    DeskDay today = {0};
    TRY(desk_today(access, &today));
    if (today.closed != 0) {
        *day = today;
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DESK_DAY_BEFORE, &statement, access->problem));
    bind_id(statement, "site", access->caller.house);
    bind_integer(statement, "day", today.day);
    TRY(statement_next(statement, &row, access->problem));
    const Date before = row ? (Date)column_integer(statement, 0) : DATE_NONE;
    *day = (DeskDay){.day = DATE_NONE};
    return row ? read_day(access, before, day) : OK;
}

Outcome desk_hand_over(Access *access, HandOver *hand_over)
{
    DeskDay day = {0};
    Text note = {0};
    TRY(read_last_closed(access, &day));
    *hand_over = (HandOver){.day = day.day};
    if (day.day == DATE_NONE || day.hand_over.length == 0) {
        return OK;
    }
    const SealPlace place = place_of(access, &day);
    Problem problem = {.arena = access->arena};
    const Outcome opened =
        keyring_open(access->keyring, access->arena, &place, day.hand_over, &note, &problem);
    if (opened == REFUSED) {
        hand_over->is_locked = true;
        return OK;
    }
    if (opened != OK) {
        return problem_set(access->problem, opened, TEXT(""), "note", "%.*s",
                           TEXT_ARG(problem.detail));
    }
    hand_over->note = note;
    return OK;
}
