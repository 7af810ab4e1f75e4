/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A day of the store as a problem of tours: the rides that are open, the drivers on duty, and
 * what of the plan before had begun. Between ride_plan.h and tour.h; nobody else includes it.
 */
#pragma once

#include "resources/rides/ride_plan.h"

typedef struct RideWork {
    Access *access;
    Date day;
    Minutes from;
    const DayPlan *before;
    bool is_read; /* duties and requests of the day stand here already */
    DutyList duties;
    RideRequestList all;    /* of the day, with the one that is asked for as the last */
    const RideRequest **of; /* by ride of the problem */
    RideDay problem;
    TourProblem *tour;
} RideWork;

/* `asked` (NULL for none) is one more request, with its way. */
MUST_USE Outcome ride_work_prepare(RideWork *work, const RideRequest *asked,
                                   const RideWay *way);

/* The rest of the plan before as tours of the problem, as far as it still fits there. */
TourPlan ride_work_tours(const RideWork *work);

/* What was found, with what is past before it. */
void ride_work_take(const RideWork *work, const TourPlan *tours, DayPlan *made);
