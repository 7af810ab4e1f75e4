/* SPDX-License-Identifier: EUPL-1.2 */
/* What becomes of requests, and plans of the day after NOON's. */
#pragma once

#include "resources/rides/ride_plan.h"
#include "unit/resources/rides/rides_fixture.h"

typedef struct RideMoveDeed {
    RideMove move;
    RideRequest ride;
} RideMoveDeed;

static inline Outcome ride_move_deed(Access *access, void *context)
{
    RideMoveDeed *deed = context;
    return ride_request_move(access, &deed->move, &deed->ride);
}

static inline Outcome ride_acts(Fixture *fixture, Store *store, RideMove move,
                                RideRequest *ride)
{
    RideMoveDeed deed = {.move = move};
    const Outcome outcome = acts(fixture, store, head(), ride_move_deed, &deed);
    *ride = deed.ride;
    return outcome;
}

typedef struct RideListDeed {
    Date first;
    Date last;
    RideRequestList rides;
} RideListDeed;

static inline Outcome ride_list_deed(Access *access, void *context)
{
    RideListDeed *deed = context;
    return ride_request_list(access, deed->first, deed->last, &deed->rides);
}

static inline RideRequestList rides_between(Fixture *fixture, Store *store, Date first,
                                            Date last)
{
    RideListDeed deed = {.first = first, .last = last};
    assert_int_equal(acts(fixture, store, desk_colleague(), ride_list_deed, &deed), OK);
    return deed.rides;
}

/* ---------------------------------------------------------------------------------- plans */

typedef struct PlanDeed {
    RidePlanOrder order;
    DayPlan plan;
} PlanDeed;

static inline Outcome plan_deed(Access *access, void *context)
{
    PlanDeed *deed = context;
    DayPlan made = {0};
    TRY(ride_plan_make(access, &deed->order, &made));
    TRY(ride_plan_keep(access, &made));
    TRY(ride_plan_last(access, deed->order.day, &deed->plan));
    return ride_plan_check(access, &deed->plan);
}

/* The stored plan, which passed the independent checker once more. */
static inline DayPlan plan_day(Fixture *fixture, Store *store, Minutes from)
{
    PlanDeed deed = {
        .order = {.day = tomorrow(), .from = from, .milliseconds = 20}
    };
    const Outcome outcome = acts(fixture, store, head(), plan_deed, &deed);
    if (outcome != OK) {
        print_error("%.*s\n", TEXT_ARG(fixture->problem.detail));
    }
    assert_int_equal(outcome, OK);
    return deed.plan;
}

static inline const PlanStop *stop_of(const DayPlan *plan, Id request, bool is_pickup)
{
    const PlanStop *found = NULL;
    for (size_t i = 0; i < plan->stops.count; i++) {
        const PlanStop *stop = &plan->stops.items[i];
        if (id_equal(stop->request, request) && stop->is_pickup == is_pickup &&
            (found == NULL || stop->start > found->start)) {
            found = stop;
        }
    }
    return found;
}
