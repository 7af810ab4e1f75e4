/* SPDX-License-Identifier: EUPL-1.2 */
/* A desk that is open, whose clock a test moves. */
#pragma once

#include "desk/desk_day.h"
#include "unit/people/people_fixture.h"

enum { MINUTE = 60, HOUR = 3600 };

static Moment at = NOON;
static const NewArrival nobody_in_particular;

static inline Outcome at_time(Access *access, void *context, Deed deed)
{
    access->now = at;
    return deed(access, context);
}

static inline Outcome open_day(Access *access, void *context)
{
    DeskDay day = {0};
    access->now = at;
    (void)context;
    return desk_open(access, &day);
}

typedef struct Arriving {
    NewArrival made;
    Arrival arrival;
} Arriving;

static inline Outcome arrive_deed(Access *access, void *context)
{
    Arriving *arriving = context;
    return desk_arrive(access, &arriving->made, &arriving->arrival);
}

static inline Outcome arrive_at_time(Access *access, void *context)
{
    return at_time(access, context, arrive_deed);
}

static inline Arrival arrive(Fixture *fixture, Store *store, NewArrival made)
{
    Arriving arriving = {.made = made};
    assert_int_equal(acts(fixture, store, desk(), arrive_at_time, &arriving), OK);
    return arriving.arrival;
}

typedef struct Moving {
    DeskMove move;
    Arrival arrival;
} Moving;

static inline Outcome move_deed(Access *access, void *context)
{
    Moving *moving = context;
    access->now = at;
    return desk_move(access, &moving->move, &moving->arrival);
}

static inline Outcome move(Fixture *fixture, Store *store, Id arrival, DeskAct act,
                           int64_t number)
{
    Moving moving = {
        .move = {arrival, act, number}
    };
    return acts(fixture, store, desk(), move_deed, &moving);
}

typedef struct Calling {
    int64_t desk;
    Arrival arrival;
} Calling;

static inline Outcome call_next(Access *access, void *context)
{
    Calling *calling = context;
    access->now = at;
    return desk_call_next(access, calling->desk, &calling->arrival);
}

static inline int64_t next_ticket(Fixture *fixture, Store *store)
{
    Calling calling = {.desk = 1};
    const Outcome outcome = acts(fixture, store, desk(), call_next, &calling);
    return outcome == OK ? calling.arrival.ticket : 0;
}

static inline Store *open_desk(Fixture *fixture)
{
    Store *store = open_store(fixture);
    at = NOON;
    assert_int_equal(acts(fixture, store, desk(), open_day, NULL), OK);
    return store;
}
