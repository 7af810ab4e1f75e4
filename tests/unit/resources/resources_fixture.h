/* SPDX-License-Identifier: EUPL-1.2 */
/* A house with units, whose clock a test moves (the_time). */
#pragma once

#include "directory/record.h"
#include "resources/board.h"
#include "unit/people/people_fixture.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static inline Caller head(void)
{
    return worker(7, house_of_exemple, team_of_desk, "head_of_service");
}

/* The night that begins on the day of NOON. */
static inline Date tonight(void)
{
    return moment_to_local(NOON).date;
}

typedef struct ServiceDeed {
    Id id;
    Id house;
} ServiceDeed;

static inline Outcome service_deed(Access *access, void *context)
{
    const ServiceDeed *deed = context;
    const RecordPass pass = record_pass(TEXT("test"), access->now);
    const Record record = {
        .kind = ENTITY_SERVICE,
        .id = deed->id,
        .owner_kind = ENTITY_COUNT,
        .body = text_format(access->arena, "{\"name\":\"Abri\",\"organization_id\":\"%.*s\"}",
                            TEXT_ARG(id_format(access->arena, deed->house))),
    };
    return record_put(access->session, &pass, &record, access->problem);
}

/* A service that the directory says the house gives. */
static inline Id add_service(Fixture *fixture, Store *store, Id id, Id house)
{
    ServiceDeed deed = {id, house};
    assert_int_equal(acts(fixture, store, head(), service_deed, &deed), OK);
    return id;
}

typedef struct UnitDeed {
    Unit made;
    Unit unit;
} UnitDeed;

static inline Outcome add_deed(Access *access, void *context)
{
    UnitDeed *deed = context;
    return unit_add(access, &deed->made, &deed->unit);
}

static inline Outcome change_deed(Access *access, void *context)
{
    UnitDeed *deed = context;
    return unit_change(access, &deed->made, &deed->unit);
}

static inline Unit add_unit(Fixture *fixture, Store *store, Unit made)
{
    UnitDeed deed = {.made = made};
    deed.made.is_kept_here = true;
    deed.made.reach = UNIT_FOR_NETWORK;
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), OK);
    return deed.unit;
}

static inline Unit add_beds(Fixture *fixture, Store *store, int64_t capacity)
{
    return add_unit(fixture, store,
                    (Unit){.kind = UNIT_BED, .name = TEXT("Lits"), .capacity = capacity});
}

typedef struct MakeDeed {
    BookingWish wish;
    BookingOrder orders[BOOKING_BUNDLE_MOST];
    size_t count;
    BookingList made;
    Text code;
} MakeDeed;

static inline Outcome make_deed(Access *access, void *context)
{
    MakeDeed *deed = context;
    return booking_make(access, deed->wish, deed->orders, deed->count, &deed->made,
                        &deed->code);
}

static inline Outcome make_one(Fixture *fixture, Store *store, BookingWish wish,
                               BookingOrder order, Booking *booking)
{
    MakeDeed deed = {.wish = wish, .orders = {order}, .count = 1};
    const Outcome outcome = acts(fixture, store, desk(), make_deed, &deed);
    *booking = outcome == OK ? deed.made.items[0] : (Booking){0};
    return outcome;
}

typedef struct MoveDeed {
    BookingMove move;
    Booking booking;
} MoveDeed;

static inline Outcome move_deed(Access *access, void *context)
{
    MoveDeed *deed = context;
    return booking_move(access, &deed->move, &deed->booking);
}

static inline Outcome move(Fixture *fixture, Store *store, Id booking, BookingAct act)
{
    MoveDeed deed = {
        .move = {booking, act, act == BOOKING_CANCEL_BY_HOUSE ? TEXT("full") : TEXT("")}
    };
    return acts(fixture, store, desk(), move_deed, &deed);
}

typedef struct BoardDeed {
    Unit unit;
    Date day;
    BoardUnit shown;
} BoardDeed;

static inline Outcome board_deed(Access *access, void *context)
{
    BoardDeed *deed = context;
    return board_of_unit(access, &deed->unit, deed->day, &deed->shown);
}

static inline BoardUnit board(Fixture *fixture, Store *store, Unit unit, Date day)
{
    BoardDeed deed = {.unit = unit, .day = day};
    assert_int_equal(acts(fixture, store, desk(), board_deed, &deed), OK);
    return deed.shown;
}

static inline int64_t free_tonight(Fixture *fixture, Store *store, Unit unit)
{
    return board(fixture, store, unit, tonight()).slots[0].free;
}
