/* SPDX-License-Identifier: EUPL-1.2 */
/* What becomes of a request: who may say so, and when. */
#include "people/optional_id.h"
#include "resources/queries.h"
#include "resources/rides/ride_driver.h"
#include "resources/rides/ride_private.h"
#include "resources/rides/ride_request.h"

#define FROM(state) (1U << (state))
#define OPEN_STATES                                                                            \
    (FROM(RIDE_REQUESTED) | FROM(RIDE_OFFERED) | FROM(RIDE_AGREED) | FROM(RIDE_PLANNED))

static const char *const act_codes[RIDE_ACT_COUNT] = {
    [RIDE_OFFER] = "offer",   [RIDE_AGREE] = "agree",
    [RIDE_PLAN] = "plan",     [RIDE_UNPLAN] = "unplan",
    [RIDE_DRIVE] = "drive",   [RIDE_MISS] = "miss",
    [RIDE_CANCEL] = "cancel", [RIDE_CANCEL_BY_HOUSE] = "cancel_by_house",
    [RIDE_FIX] = "fix",       [RIDE_UNFIX] = "unfix",
};

Text ride_act_code(RideAct act)
{
    return text_from(act_codes[act]);
}

bool ride_act_parse(Text code, RideAct *act)
{
    size_t at = 0;
    const bool is_one = text_among(code, act_codes, RIDE_ACT_COUNT, &at) && at != RIDE_PLAN &&
                        at != RIDE_UNPLAN;
    *act = is_one ? (RideAct)at : *act;
    return is_one;
}

/* From which states, and to which; fixing leaves the state as it is. */
typedef struct ActRow {
    unsigned from;
    RideState to;
    Permission permission;
    bool stays;
} ActRow;

static const ActRow acts[RIDE_ACT_COUNT] = {
    [RIDE_OFFER] = {OPEN_STATES,                               RIDE_OFFERED,             MAY_REQUEST_RIDE, false},
    [RIDE_AGREE] = {FROM(RIDE_REQUESTED) | FROM(RIDE_OFFERED), RIDE_AGREED,              MAY_REQUEST_RIDE,
                    false                                                                                       },
    [RIDE_PLAN] = {FROM(RIDE_AGREED),                         RIDE_PLANNED,             MAY_PLAN_RIDES,   false},
    [RIDE_UNPLAN] = {FROM(RIDE_PLANNED),                        RIDE_AGREED,              MAY_PLAN_RIDES,   false},
    [RIDE_DRIVE] = {FROM(RIDE_PLANNED),                        RIDE_DRIVEN,              MAY_REQUEST_RIDE, false},
    [RIDE_MISS] = {FROM(RIDE_PLANNED),                        RIDE_ABSENT,              MAY_REQUEST_RIDE, false},
    [RIDE_CANCEL] = {OPEN_STATES,                               RIDE_CANCELLED_BY_PERSON, MAY_REQUEST_RIDE, false},
    [RIDE_CANCEL_BY_HOUSE] = {OPEN_STATES,                               RIDE_CANCELLED_BY_HOUSE,  MAY_REQUEST_RIDE, false},
    [RIDE_FIX] = {OPEN_STATES,                               RIDE_AGREED,              MAY_PLAN_RIDES,   true },
    [RIDE_UNFIX] = {OPEN_STATES,                               RIDE_AGREED,              MAY_PLAN_RIDES,   true },
};

static Outcome check_minute(Access *access, Minutes minute)
{
    enum { DAY_MINUTES = 1440 };
    return minute >= 0 && minute < DAY_MINUTES
               ? OK
               : ride_wrong(access, "at", "a time of the day is expected, as 08:30");
}

static Outcome check_move(Access *access, const RideMove *move, const RideRequest *ride)
{
    Driver driver = {0};
    const ActRow *row = &acts[move->act];
    TRY(access_require(access, row->permission));
    if ((row->from & FROM(ride->state)) == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "request",
                           "the request is %s now", ride_state_code(ride->state).bytes);
    }
    if ((move->act == RIDE_DRIVE || move->act == RIDE_MISS) &&
        ride->day > moment_to_local(access->now).date) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "request",
                           "it is too early to say so");
    }
    if (move->act == RIDE_OFFER || (move->act == RIDE_FIX && move->minute != -1)) {
        TRY(check_minute(access, move->minute));
    }
    if (move->act != RIDE_FIX) {
        return OK;
    }
    if (id_is_nil(move->driver) && move->minute == -1) {
        return ride_wrong(access, "driver", "a driver, a time, or both are expected");
    }
    return id_is_nil(move->driver) ? OK : driver_get(access, move->driver, &driver);
}

static void apply(const RideMove *move, RideRequest *ride)
{
    if (move->act == RIDE_OFFER) {
        ride->offered = move->minute;
    }
    if (move->act == RIDE_AGREE && ride->offered != -1) {
        ride->minute = ride->offered;
        ride->offered = -1;
    }
    if (move->act == RIDE_FIX) {
        ride->driver = id_is_nil(move->driver) ? ride->driver : move->driver;
        ride->is_fixed = ride->is_fixed || move->minute != -1;
        ride->minute = move->minute != -1 ? move->minute : ride->minute;
    }
    if (move->act == RIDE_UNFIX) {
        ride->driver = (Id){{0}};
        ride->is_fixed = false;
    }
    ride->state = acts[move->act].stays ? ride->state : acts[move->act].to;
}

static Outcome store(Access *access, const RideRequest *ride)
{
    int64_t written = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_REQUEST_MOVE, &statement, access->problem));
    bind_id(statement, "id", ride->id);
    bind_integer(statement, "revision", ride->revision);
    bind_text(statement, "state", ride_state_code(ride->state));
    bind_integer(statement, "offered", ride->offered);
    bind_integer(statement, "minute", ride->minute);
    bind_optional_id(statement, "driver", ride->driver);
    bind_integer(statement, "fixed", ride->is_fixed ? 1 : 0);
    TRY(statement_run(statement, &written, access->problem));
    return written == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT(""), "request",
                                      "somebody else changed it: read it again");
}

/* A row that was read in this transaction. */
static Outcome move_row(Access *access, const RideMove *move, RideRequest *ride)
{
    TRY(check_move(access, move, ride));
    apply(move, ride);
    TRY(store(access, ride));
    TRY(ride_event_add(access, ride->id, ride->revision + 1, act_codes[move->act]));
    if (!id_is_nil(ride->person)) {
        access_note(access, "ride.change", ride->person, ride->id, "");
    }
    ride->revision++;
    return OK;
}

Outcome ride_request_move(Access *access, const RideMove *move, RideRequest *ride)
{
    RideRequest moved = {0};
    TRY(ride_request_get(access, move->request, &moved));
    TRY(move_row(access, move, &moved));
    *ride = moved;
    return OK;
}

/* ---------------------------------------------------------------------------------- series */

static Outcome list_later(Access *access, const RideRequest *first, RideIdList *ids)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_REQUEST_LATER_OF_SERIES, &statement,
                       access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "series", first->series);
    bind_integer(statement, "day", first->day);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Id id = column_id(statement, 0);
        LIST_APPEND(access->arena, ids, id);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome ride_series_cancel(Access *access, Id request, int64_t *count)
{
    RideIdList ids = {0};
    RideRequest ride = {0};
    int64_t cancelled = 0;
    TRY(ride_request_get(access, request, &ride));
    TRY(list_later(access, &ride, &ids));
    for (size_t i = 0; i < ids.count; i++) {
        const RideMove move = {ids.items[i], RIDE_CANCEL, -1, {{0}}};
        TRY(ride_request_get(access, ids.items[i], &ride));
        if ((OPEN_STATES & FROM(ride.state)) != 0) {
            TRY(move_row(access, &move, &ride));
            cancelled++;
        }
    }
    *count = cancelled;
    return OK;
}

Outcome ride_request_history(Access *access, Id id, RideEventList *events)
{
    bool row = false;
    RideRequest ride = {0};
    TRY(ride_request_get(access, id, &ride));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "request", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const RideEvent event = {
            .revision = column_integer(statement, 0),
            .act = text_copy(access->arena, column_text(statement, 1)),
            .account = column_id(statement, 2),
            .at = column_integer(statement, 3),
        };
        LIST_APPEND(access->arena, events, event);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}
