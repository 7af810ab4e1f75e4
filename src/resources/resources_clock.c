/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/resources_clock.h"

#include "resources/queries.h"
#include "resources/resources_private.h"

enum { A_DAY = 24 * 60 * 60 };

typedef struct Due {
    Id unit;
    int64_t slot;
} Due;

typedef LIST_OF(Due) DueList;

/* --------------------------------------------------------------------------------- offers */

static Outcome add_due(const Access *access, const Query *query, DueList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_integer(statement, "now", access->now);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list,
                    (Due){column_id(statement, 0), column_integer(statement, 1)});
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome list_due(Store *store, Arena *arena, Moment now, DueList *list, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(store, &session, problem));
    const Access access = {.arena = arena, .session = session, .now = now, .problem = problem};
    TRY(add_due(&access, &WAITING_DUE, list));
    return add_due(&access, &WAITING_DUE_DWELLING, list);
}

typedef struct Serving {
    Due due;
    Moment now;
    int64_t offered;
} Serving;

/* A unit that gives this night or slot no more has nothing to offer. */
static Outcome serve(Session *session, void *context, Problem *problem)
{
    Serving *serving = context;
    Unit unit = {0};
    SlotList slots = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Access access = {
        .arena = arena, .session = session, .now = serving->now, .problem = problem};
    serving->offered = 0;
    TRY(unit_find(&access, serving->due.unit, &unit));
    if (unit_is_dwelling(&unit)) {
        return waiting_serve(&access, &unit, DWELLING_SLOT, &serving->offered);
    }
    TRY(slot_list(arena, &unit, slot_day(&unit, serving->due.slot), &slots, problem));
    for (size_t i = 0; i < slots.count; i++) {
        if (slots.items[i].key == serving->due.slot) {
            return waiting_serve(&access, &unit, serving->due.slot, &serving->offered);
        }
    }
    return OK;
}

static Outcome serve_all(Store *store, Arena *arena, Moment now, int64_t *offered,
                         Problem *problem)
{
    DueList list = {0};
    TRY(list_due(store, arena, now, &list, problem));
    for (size_t i = 0; i < list.count; i++) {
        Serving serving = {.due = list.items[i], .now = now};
        TRY(store_write(store, serve, &serving, problem));
        *offered += serving.offered;
    }
    return OK;
}

/* ----------------------------------------------------------------------------- forgetting */

typedef struct Forgetting {
    Moment now;
    int64_t forgotten;
} Forgetting;

static Outcome forget_by(Session *session, const Query *query, const Forgetting *forgetting,
                         int64_t *changed, Problem *problem)
{
    const Moment before = forgetting->now - (Moment)BOOKING_LABEL_DAYS * A_DAY;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    bind_integer(statement, "before", before);
    if (query == &WAITING_FORGET) {
        bind_integer(statement, "night", moment_to_local(before).date);
        bind_integer(statement, "offers", WAITING_OFFERS_MOST);
    }
    return statement_run(statement, changed, problem);
}

/* A night begun yesterday lasts until noon. */
static Outcome forget_numbers(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &VISIT_NUMBER_FORGET, &statement, problem));
    bind_integer(statement, "before", moment_to_local(now).date - 1);
    return statement_run(statement, NULL, problem);
}

/* That somebody was driven, and how far, stays counted. */
static Outcome forget_rides(Session *session, Moment now, int64_t *changed, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &RIDE_FORGET, &statement, problem));
    bind_blob(statement, "nothing", "", 0);
    bind_integer(statement, "before", moment_to_local(now).date - RIDE_DAYS_KEPT);
    return statement_run(statement, changed, problem);
}

static Outcome forget(Session *session, void *context, Problem *problem)
{
    Forgetting *forgetting = context;
    int64_t bookings = 0;
    int64_t entries = 0;
    int64_t rides = 0;
    TRY(forget_by(session, &BOOKING_FORGET, forgetting, &bookings, problem));
    TRY(forget_by(session, &WAITING_FORGET, forgetting, &entries, problem));
    TRY(forget_numbers(session, forgetting->now, problem));
    TRY(forget_rides(session, forgetting->now, &rides, problem));
    forgetting->forgotten = bookings + entries + rides;
    return OK;
}

/* ------------------------------------------------------------------------------------ job */

Outcome resources_clock(Store *store, Arena *arena, Moment now, ResourcesTicks *ticks,
                        Problem *problem)
{
    ResourcesTicks counted = {0};
    Forgetting forgetting = {.now = now};
    TRY(serve_all(store, arena, now, &counted.offered, problem));
    TRY(store_write(store, forget, &forgetting, problem));
    counted.forgotten = forgetting.forgotten;
    *ticks = counted;
    return OK;
}

Outcome resources_clock_run(const JobRun *run, Problem *problem)
{
    ResourcesTicks ticks = {0};
    TRY(resources_clock(run->store, run->arena, run->now, &ticks, problem));
    return job_end(run,
                   text_format(run->arena, "%lld offered, %lld names forgotten",
                               (long long)ticks.offered, (long long)ticks.forgotten),
                   problem);
}
