/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_plan.h"

#include "resources/rides/ride_private.h"
#include "resources/rides/ride_work.h"
#include "resources/rides/tour_check.h"

#define METERS_A_KM 1000

enum {
    NEAREST_WITHIN = 180, /* minutes sooner or later at which another time is looked for */
    NEAREST_STEP = 5,
    CALL_MILLISECONDS = 15 /* for making room by moving others */
};

static Minutes from_of(const Access *access, const RidePlanOrder *order, const DayPlan *before)
{
    const LocalTime now = moment_to_local(access->now);
    Minutes from = order->from;
    if (from == RIDE_FROM_NOW) {
        from = order->day == now.date ? now.minute : 0;
    }
    return from < before->from ? before->from : from;
}

/* ------------------------------------------------------------------------------ explaining */

static Outcome nearest(const RideWork *work, const TourPlan *plan, int32_t ride, Minutes *shift)
{
    const TourCall call = {
        .request = ride,
        .shift_limit = NEAREST_WITHIN,
        .shift_step = NEAREST_STEP,
        .earliest = work->from,
    };
    TourAnswer answer = {0};
    TRY(tour_call(work->access->arena, work->tour, plan, &call, &answer,
                  work->access->problem));
    *shift = answer.kind == TOUR_OTHER_TIME ? (Minutes)answer.shift : 0;
    return OK;
}

static Id driver_id(const RideWork *work, int32_t v)
{
    return v < 0 ? (Id){{0}} : work->duties.items[v].driver.id;
}

static Outcome explain(const RideWork *work, const TourPlan *plan, DayPlan *made)
{
    Arena *arena = work->access->arena;
    for (size_t i = 0; i < work->problem.ride_count; i++) {
        RideWhy why = {0};
        Minutes shift = 0;
        if (work->problem.rides[i].is_aboard) {
            continue;
        }
        TRY(ride_why(arena, work->tour, plan, (int32_t)i, &why, work->access->problem));
        if (why.driver < 0) {
            TRY(nearest(work, plan, (int32_t)i, &shift));
        }
        const PlanChoice choice = {
            .request = work->of[i]->id,
            .driver = driver_id(work, why.driver),
            .adds = (int64_t)(why.adds * METERS_A_KM),
            .otherwise = driver_id(work, why.otherwise),
            .otherwise_adds = (int64_t)(why.otherwise_adds * METERS_A_KM),
            .shift = shift,
        };
        LIST_APPEND(arena, &made->choices, choice);
    }
    return OK;
}

/* -------------------------------------------------------------------------------- planning */

static Outcome solve(const RideWork *work, int64_t milliseconds, TourPlan *plan)
{
    const TourPlan begin = ride_work_tours(work);
    const TourOptions options = {.seed = 1, .milliseconds = milliseconds, .begin = &begin};
    TRY(tour_solve(work->access->arena, work->tour, &options, plan, work->access->problem));
    return tour_check(work->access->arena, work->tour, plan, work->access->problem);
}

Outcome ride_plan_make(Access *access, const RidePlanOrder *order, DayPlan *made)
{
    DayPlan before = {0};
    TourPlan plan = {0};
    TRY(ride_require(access, MAY_PLAN_RIDES));
    TRY(ride_plan_last(access, order->day, &before));
    RideWork work = {.access = access, .day = order->day, .before = &before};
    work.from = from_of(access, order, &before);
    TRY(ride_work_prepare(&work, NULL, NULL));
    if (work.duties.count == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "driver",
                           "nobody drives on that day");
    }
    const int64_t given = order->milliseconds;
    TRY(solve(&work, given > 0 ? given : RIDE_PLAN_MILLISECONDS, &plan));
    *made = (DayPlan){
        .day = order->day,
        .revision = before.revision + 1,
        .from = work.from,
        .made = access->now,
        .account = access->caller.account,
    };
    TRY(explain(&work, &plan, made));
    ride_work_take(&work, &plan, made);
    return OK;
}

static Outcome check(RideWork *work)
{
    TRY(ride_require(work->access, MAY_REQUEST_RIDE));
    TRY(ride_work_prepare(work, NULL, NULL));
    const TourPlan tours = ride_work_tours(work);
    return tour_check(work->access->arena, work->tour, &tours, work->access->problem);
}

Outcome ride_plan_check(Access *access, const DayPlan *plan)
{
    RideWork work = {.access = access, .day = plan->day, .from = plan->from, .before = plan};
    return check(&work);
}

Outcome ride_plan_check_read(Access *access, const DayPlan *plan, const RideRequestList *rides,
                             const DutyList *duties)
{
    RideWork work = {.access = access,
                     .day = plan->day,
                     .from = plan->from,
                     .before = plan,
                     .is_read = true,
                     .duties = *duties,
                     .all = *rides};
    return check(&work);
}

/* ---------------------------------------------------------------------------- the telephone */

static void tell(const RideWork *work, const TourAnswer *found, int32_t asked,
                 RideAnswer *answer)
{
    answer->is_possible = found->kind != TOUR_NO;
    answer->shift = found->kind == TOUR_OTHER_TIME ? (Minutes)found->shift : 0;
    answer->moved = (int64_t)found->moved;
    answer->milliseconds = found->milliseconds;
    if (!answer->is_possible) {
        return;
    }
    answer->driver = driver_id(work, found->vehicle);
    const TourRoute *route = &found->plan.routes[found->vehicle];
    for (size_t k = 0; k < route->count; k++) {
        const TourVisit *visit = &route->visits[k];
        if (visit->request == asked && visit->is_pickup) {
            answer->pickup = visit->start;
        } else if (visit->request == asked) {
            answer->dropoff = visit->start;
        }
    }
}

static Outcome call(const RideWork *work, RideAnswer *answer)
{
    TourAnswer found = {0};
    const TourPlan plan = ride_work_tours(work);
    const int32_t asked = (int32_t)work->problem.ride_count - 1;
    const TourCall asking = {
        .request = asked,
        .shift_limit = NEAREST_WITHIN,
        .shift_step = NEAREST_STEP,
        .earliest = work->from,
        .milliseconds = CALL_MILLISECONDS,
    };
    answer->unplanned = (int64_t)plan.unserved_count - 1;
    TRY(tour_call(work->access->arena, work->tour, &plan, &asking, &found,
                  work->access->problem));
    tell(work, &found, asked, answer);
    return OK;
}

/* What lies before the moment from which the day is planned is no ride of it any more. */
static bool is_asked(const RideWork *work, Id request)
{
    const size_t count = work->problem.ride_count;
    return count > 0 && id_equal(work->of[count - 1]->id, request);
}

Outcome ride_plan_call(Access *access, const RideWish *wish, RideAnswer *answer)
{
    DayPlan before = {0};
    RideWish checked = *wish;
    const RidePlanOrder now = {.day = wish->ride.day, .from = RIDE_FROM_NOW};
    TRY(ride_wish_check(access, &checked));
    TRY(ride_plan_last(access, wish->ride.day, &before));
    checked.ride.id = id_new(access->now * 1000);
    checked.ride.state = RIDE_AGREED;
    RideWork work = {.access = access, .day = wish->ride.day, .before = &before};
    work.from = from_of(access, &now, &before);
    TRY(ride_work_prepare(&work, &checked.ride, &checked.way));
    *answer = (RideAnswer){0};
    if (work.duties.count == 0 || !is_asked(&work, checked.ride.id)) {
        return OK;
    }
    return call(&work, answer);
}
