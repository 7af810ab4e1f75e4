/* SPDX-License-Identifier: EUPL-1.2 */
/* A house with drivers and requests of invented persons, whose clock a test moves. */
#pragma once

#include "resources/rides/ride_driver.h"
#include "resources/rides/ride_request.h"
#include "unit/resources/resources_fixture.h"

enum { MORNING = 8 * 60, EVENING = 17 * 60 };

/* The day after NOON's. */
static inline Date tomorrow(void)
{
    return tonight() + 1;
}

static inline Moment at_minute(Date day, Minutes minute)
{
    return moment_from_local((LocalTime){.date = day, .minute = minute});
}

/* ------------------------------------------------------------------------ lines and drivers */

typedef struct ChannelDeed {
    RideChannel made;
    Id id;
} ChannelDeed;

static inline Outcome channel_deed(Access *access, void *context)
{
    ChannelDeed *deed = context;
    return ride_channel_add(access, &deed->made, &deed->id);
}

static inline Id add_channel(Fixture *fixture, Store *store, const char *hours,
                             RideAudience audience)
{
    ChannelDeed deed = {
        .made = {.name = TEXT("Ligne"), .hours = text_from(hours), .audience = audience}
    };
    assert_int_equal(acts(fixture, store, head(), channel_deed, &deed), OK);
    return deed.id;
}

typedef struct DriverDeed {
    Driver made;
    Minutes from;
    Minutes to;
    Id id;
} DriverDeed;

static inline Outcome driver_deed(Access *access, void *context)
{
    DriverDeed *deed = context;
    TRY(driver_add(access, &deed->made, &deed->id));
    const DriverShift shift = {deed->id, deed->from, deed->to};
    return driver_set_weekday(access, &shift, date_weekday(tomorrow()));
}

static inline Id add_driver(Fixture *fixture, Store *store, Driver made)
{
    DriverDeed deed = {.made = made, .from = MORNING, .to = EVENING};
    assert_int_equal(acts(fixture, store, head(), driver_deed, &deed), OK);
    return deed.id;
}

static inline Id add_volunteer(Fixture *fixture, Store *store, const char *name)
{
    return add_driver(fixture, store,
                      (Driver){.name = text_from(name), .postal = TEXT("4020"), .seats = 3});
}

static inline Id add_adapted(Fixture *fixture, Store *store)
{
    return add_driver(fixture, store,
                      (Driver){.name = TEXT("Chauffeur"),
                               .status = DRIVER_SALARIED,
                               .postal = TEXT("4000"),
                               .seats = 4,
                               .wheelchairs = 2});
}

/* -------------------------------------------------------------------------------- requests */

/* To be in 4000 at ten, from 4030. */
static inline RideWish wish_of(Id channel)
{
    return (RideWish){
        .ride = {.channel = channel,
                 .label = TEXT("Mme Exemple"),
                 .day = tomorrow(),
                 .is_arrival = true,
                 .minute = 10 * 60,
                 .leeway = 30},
        .way = {.from = TEXT("rue Inventée 3, 4030 Grivegnée"),
                 .to = TEXT("quai Exemple 1, 4000 Liège")           },
        .back_at = -1,
        .until = DATE_NONE,
        .is_agreed = true,
    };
}

typedef struct WishDeed {
    RideWish wish;
    RideIdList made;
} WishDeed;

static inline Outcome wish_deed(Access *access, void *context)
{
    WishDeed *deed = context;
    return ride_request_make(access, &deed->wish, &deed->made);
}

static inline Id ask(Fixture *fixture, Store *store, RideWish wish)
{
    WishDeed deed = {.wish = wish};
    assert_int_equal(acts(fixture, store, desk_colleague(), wish_deed, &deed), OK);
    return deed.made.items[0];
}

static inline Outcome refused(Fixture *fixture, Store *store, RideWish wish, const char *field)
{
    WishDeed deed = {.wish = wish};
    const Outcome outcome = acts(fixture, store, desk_colleague(), wish_deed, &deed);
    assert_text_equal(fixture->problem.field, text_from(field));
    return outcome;
}
