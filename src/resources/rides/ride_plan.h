/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plan of a house's day: who fetches whom and when, kept with its revision, and why each
 * request is where it is. It is made of the agreed requests and of who is on duty; what a
 * dispatcher fixed stays. From a moment of the day on it is made anew: what had begun by then
 * stays as it was, and who is aboard stays aboard. A vehicle under way is taken to go on from
 * its last stop. No plan is kept that the independent checker (tour_check.h) refuses.
 */
#pragma once

#include "resources/rides/ride_driver.h"
#include "resources/rides/ride_request.h"

typedef struct PlanStop {
    Id driver;
    Id request;
    bool is_pickup;
    double start; /* minutes of the day */
    double leave;
    bool is_past; /* it had begun when the plan was made */
} PlanStop;

typedef struct PlanTour {
    Id driver;
    double depart;
    double finish;
    int64_t meters; /* from home to home */
} PlanTour;

/* Why a request is with its driver, or with none. */
typedef struct PlanChoice {
    Id request;
    Id driver;    /* nil: nobody can */
    int64_t adds; /* meters, and those that calling a volunteer out counts */
    Id otherwise; /* the next best with all others kept; nil: nobody else */
    int64_t otherwise_adds;
    Minutes shift; /* to the nearest time at which somebody could; 0: none was found */
} PlanChoice;

typedef struct DayPlan {
    Date day;
    int64_t revision; /* 0: none was made */
    Minutes from;     /* what had begun before was taken over */
    Moment made;
    Id account;
    LIST_OF(PlanStop) stops; /* by driver, in order */
    LIST_OF(PlanTour) tours;
    LIST_OF(PlanChoice) choices;
} DayPlan;

/* The last plan of the day; revision 0 for none. MAY_REQUEST_RIDE. */
MUST_USE Outcome ride_plan_last(Access *access, Date day, DayPlan *plan);

enum { RIDE_FROM_NOW = -1 }; /* the day itself: what is past is past; a day to come: all */

typedef struct RidePlanOrder {
    Date day;
    Minutes from;         /* or RIDE_FROM_NOW */
    int64_t milliseconds; /* of processor time; 0: RIDE_PLAN_MILLISECONDS */
} RidePlanOrder;

/* So that a plan is made within a second and nobody waits for a job. */
enum { RIDE_PLAN_MILLISECONDS = 700, RIDE_PLAN_MILLISECONDS_MOST = 600000 };

/* Reads, plans and checks; writes nothing, so that no transaction lasts as long. `made` is the
 * revision after the last. MAY_PLAN_RIDES; CONFLICT "driver" when nobody is on duty. */
MUST_USE Outcome ride_plan_make(Access *access, const RidePlanOrder *order, DayPlan *made);

/* Keeps what was made: requests become planned, or agreed again. CONFLICT when the day was
 * planned or a request changed in between. */
MUST_USE Outcome ride_plan_keep(Access *access, const DayPlan *made);

/* Whether the plan holds for the day as it is now: INVALID with what does not. */
MUST_USE Outcome ride_plan_check(Access *access, const DayPlan *plan);

/* The same of a day whose requests and drivers were read already. */
MUST_USE Outcome ride_plan_check_read(Access *access, const DayPlan *plan,
                                      const RideRequestList *rides, const DutyList *duties);

/* What is told on the telephone. */
typedef struct RideAnswer {
    bool is_possible;
    Minutes shift; /* by which the time moves; 0: as it was asked */
    Id driver;     /* that would take it */
    double pickup; /* minute of the day */
    double dropoff;
    int64_t moved;       /* others that would change driver */
    int64_t unplanned;   /* agreed requests that are on no tour of the plan yet */
    double milliseconds; /* of processor time */
} RideAnswer;

/* Whether the wish (its first day, one way) goes into the day's plan. MAY_REQUEST_RIDE. */
MUST_USE Outcome ride_plan_call(Access *access, const RideWish *wish, RideAnswer *answer);
