/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_clock.h"

#include "base/list.h"
#include "crypto/crypto.h"
#include "referral/queries.h"
#include "referral/referral_mail.h"
#include "referral/referral_private.h"

typedef struct IdList {
    Id *items;
    size_t count;
    size_t capacity;
} IdList;

/* --------------------------------------------------------------------------- overdue states */

/* What the clock does in a state whose deadline passed. */
typedef struct Tick {
    ReferralState state;
    ReferralAct act;
    Text reason; /* empty: the one that stands */
} Tick;

static const Tick ticks_of_states[] = {
    {REFERRAL_SENT,             REFERRAL_EXPIRE,  TEXT_INIT("no_answer")},
    {REFERRAL_SEEN,             REFERRAL_EXPIRE,  TEXT_INIT("no_answer")},
    {REFERRAL_REFUSAL_PROPOSED, REFERRAL_CONFIRM, TEXT_INIT("")         },
};

static Outcome list_overdue(Store *store, Arena *arena, const Tick *tick, Moment now,
                            IdList *list, Problem *problem)
{
    bool row = false;
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(store_read(store, &session, problem));
    TRY(statement_open(session, &REFERRAL_OVERDUE, &statement, problem));
    bind_text(statement, "state", referral_state_name(tick->state));
    bind_integer(statement, "now", now);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, list, column_id(statement, 0));
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

typedef struct Move {
    Id referral;
    const Tick *tick;
    Moment now;
} Move;

static Outcome move(Session *session, void *context, Problem *problem)
{
    const Move *wanted = context;
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Access access = {
        .arena = arena, .session = session, .now = wanted->now, .problem = problem};
    const ReferralOrder order = {
        .referral = wanted->referral,
        .operation = id_new(wanted->now * 1000),
        .act = wanted->tick->act,
        .way = WAY_CLOCK,
        .reason = wanted->tick->reason,
    };
    ReferralDone done = {0};
    TRY(referral_act(&access, &order, &done));
    return access_write_journal(&access, session);
}

/* An answer that came in between is better than none: the machine refuses the clock then. */
static bool came_too_late(Outcome outcome)
{
    return outcome == CONFLICT || outcome == REFUSED;
}

static Outcome move_overdue(Store *store, Arena *arena, const Tick *tick, Moment now,
                            size_t *moved, Problem *problem)
{
    IdList list = {0};
    TRY(list_overdue(store, arena, tick, now, &list, problem));
    for (size_t i = 0; i < list.count; i++) {
        Move wanted = {list.items[i], tick, now};
        const Outcome outcome = store_write(store, move, &wanted, problem);
        if (outcome != OK && !came_too_late(outcome)) {
            return outcome;
        }
        *moved += outcome == OK ? 1 : 0;
    }
    return OK;
}

/* ------------------------------------------------------------------------------- reminders */

typedef struct Reminder {
    Id referral;
    Text kind;
} Reminder;

typedef struct ReminderList {
    Reminder *items;
    size_t count;
    size_t capacity;
} ReminderList;

static Outcome list_reminders(Store *store, Arena *arena, Moment now, ReminderList *list,
                              Problem *problem)
{
    bool row = false;
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(store_read(store, &session, problem));
    TRY(statement_open(session, &REMINDER_DUE, &statement, problem));
    bind_integer(statement, "now", now);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(
            arena, list,
            (Reminder){column_id(statement, 0), text_copy(arena, column_text(statement, 1))});
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

typedef struct Reminding {
    Reminder reminder;
    Moment now;
} Reminding;

static Outcome end_reminder(Access *access, const Reminder *reminder)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REMINDER_END, &statement, access->problem));
    bind_id(statement, "referral", reminder->referral);
    bind_text(statement, "kind", reminder->kind);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* It comes before the eyes of who sent it; who keeps silent is told once more. */
static Outcome remind(Session *session, void *context, Problem *problem)
{
    const Reminding *reminding = context;
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Access access = {
        .arena = arena, .session = session, .now = reminding->now, .problem = problem};
    Referral referral = {0};
    TRY(referral_get(&access, reminding->reminder.referral, &referral));
    if (!referral_is_final(referral.state)) {
        TRY(referral_set_follow(&access, referral.id, MUST_FOLLOW_UP));
    }
    if (text_equal(reminding->reminder.kind, TEXT("silence")) &&
        referral_awaits_answer(referral.state)) {
        TRY(referral_mail_plan_again(&access, &referral));
    }
    return end_reminder(&access, &reminding->reminder);
}

static Outcome remind_all(Store *store, Arena *arena, Moment now, size_t *reminded,
                          Problem *problem)
{
    ReminderList list = {0};
    TRY(list_reminders(store, arena, now, &list, problem));
    for (size_t i = 0; i < list.count; i++) {
        Reminding reminding = {list.items[i], now};
        TRY(store_write(store, remind, &reminding, problem));
        *reminded += 1;
    }
    return OK;
}

/* ------------------------------------------------------------------------------------- job */

Outcome referral_clock(Store *store, Arena *arena, Moment now, ReferralTicks *ticks,
                       Problem *problem)
{
    ReferralTicks counted = {0};
    for (size_t i = 0; i < LENGTH_OF(ticks_of_states); i++) {
        const Tick *tick = &ticks_of_states[i];
        TRY(move_overdue(store, arena, tick, now,
                         tick->act == REFERRAL_EXPIRE ? &counted.expired : &counted.confirmed,
                         problem));
    }
    TRY(remind_all(store, arena, now, &counted.reminded, problem));
    *ticks = counted;
    return OK;
}

Outcome referral_clock_run(const JobRun *run, Problem *problem)
{
    ReferralTicks ticks = {0};
    TRY(referral_clock(run->store, run->arena, run->now, &ticks, problem));
    return job_end(run,
                   text_format(run->arena, "%zu expired, %zu confirmed, %zu reminded",
                               ticks.expired, ticks.confirmed, ticks.reminded),
                   problem);
}
