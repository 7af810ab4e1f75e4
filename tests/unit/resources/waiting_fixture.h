/* SPDX-License-Identifier: EUPL-1.2 */
/* People who wait for a bed of one night. */
#pragma once

#include "resources/resources_clock.h"
#include "unit/resources/resources_fixture.h"

typedef struct JoinDeed {
    WaitingOrder order;
    Id entry;
} JoinDeed;

static inline Outcome join_deed(Access *access, void *context)
{
    JoinDeed *deed = context;
    return waiting_join(access, &deed->order, &deed->entry);
}

static inline Id join(Fixture *fixture, Store *store, Unit unit, const char *class)
{
    JoinDeed deed = {
        .order = {.unit = unit.id,
                  .class = text_from(class),
                  .first = tonight() + 90,
                  .last = tonight() + 90}
    };
    assert_int_equal(acts(fixture, store, desk(), join_deed, &deed), OK);
    return deed.entry;
}

typedef struct ListDeed {
    Unit unit;
    WaitingList list;
} ListDeed;

static inline Outcome list_deed(Access *access, void *context)
{
    ListDeed *deed = context;
    return waiting_list(access, &deed->unit, tonight() + 90, &deed->list);
}

static inline WaitingList list_of(Fixture *fixture, Store *store, Unit unit)
{
    ListDeed deed = {.unit = unit};
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    return deed.list;
}

static inline Outcome refuse_deed(Access *access, void *context)
{
    return waiting_move(access, *(const Id *)context, WAITING_REFUSE);
}

static inline Outcome leave_deed(Access *access, void *context)
{
    return waiting_move(access, *(const Id *)context, WAITING_LEAVE);
}

/* A full unit, and its bookings. */
static inline Unit full_house(Fixture *fixture, Store *store, Booking *bookings, size_t count)
{
    const Unit beds = add_beds(fixture, store, (int64_t)count);
    const BookingOrder order = {.unit = beds.id, .slot = tonight() + 90};
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &bookings[i]), OK);
    }
    return beds;
}
