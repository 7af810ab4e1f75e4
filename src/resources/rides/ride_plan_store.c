/* SPDX-License-Identifier: EUPL-1.2 */
/* Plans of days as rows. */
#include "people/optional_id.h"
#include "resources/queries.h"
#include "resources/rides/ride_plan.h"
#include "resources/rides/ride_private.h"

#define TICKS 10000.0 /* a minute; what the search counts in, so that nothing is rounded */

static double minutes_at(const Statement *statement, int column)
{
    return (double)column_integer(statement, column) / TICKS;
}

static void bind_minutes(Statement *statement, const char *name, double minutes)
{
    bind_integer(statement, name, (int64_t)(minutes * TICKS + 0.5));
}

static Outcome open_rows(Access *access, const Query *query, const DayPlan *plan,
                         Statement **statement)
{
    TRY(statement_open(access->session, query, statement, access->problem));
    bind_id(*statement, "house", access->caller.house);
    bind_integer(*statement, "day", plan->day);
    bind_integer(*statement, "revision", plan->revision);
    return OK;
}

/* -------------------------------------------------------------------------------- reading */

static Outcome read_tours(Access *access, DayPlan *plan)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_rows(access, &RIDE_TOUR_EACH, plan, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const PlanTour tour = {
            .driver = column_id(statement, 0),
            .depart = minutes_at(statement, 1),
            .finish = minutes_at(statement, 2),
            .meters = column_integer(statement, 3),
        };
        LIST_APPEND(access->arena, &plan->tours, tour);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_stops(Access *access, DayPlan *plan)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_rows(access, &RIDE_STOP_EACH, plan, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const PlanStop stop = {
            .driver = column_id(statement, 0),
            .request = column_id(statement, 1),
            .is_pickup = column_integer(statement, 2) != 0,
            .start = minutes_at(statement, 3),
            .leave = minutes_at(statement, 4),
            .is_past = column_integer(statement, 5) != 0,
        };
        LIST_APPEND(access->arena, &plan->stops, stop);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_choices(Access *access, DayPlan *plan)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_rows(access, &RIDE_CHOICE_EACH, plan, &statement));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const PlanChoice choice = {
            .request = column_id(statement, 0),
            .driver = column_id(statement, 1),
            .adds = column_integer(statement, 2),
            .otherwise = column_id(statement, 3),
            .otherwise_adds = column_integer(statement, 4),
            .shift = (Minutes)column_integer(statement, 5),
        };
        LIST_APPEND(access->arena, &plan->choices, choice);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome ride_plan_last(Access *access, Date day, DayPlan *plan)
{
    bool row = false;
    DayPlan read = {.day = day};
    TRY(ride_require(access, MAY_REQUEST_RIDE));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_PLAN_LAST, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "day", day);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        read.revision = column_integer(statement, 0);
        read.from = (Minutes)column_integer(statement, 1);
        read.account = column_id(statement, 2);
        read.made = column_integer(statement, 3);
        TRY(read_tours(access, &read));
        TRY(read_stops(access, &read));
        TRY(read_choices(access, &read));
    }
    *plan = read;
    return OK;
}

/* -------------------------------------------------------------------------------- writing */

static Outcome write_plan(Access *access, const DayPlan *plan)
{
    int64_t written = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_rows(access, &RIDE_PLAN_ADD, plan, &statement));
    bind_integer(statement, "from_minute", plan->from);
    bind_optional_id(statement, "account", plan->account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &written, access->problem));
    return written == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT(""), "day",
                                      "the day was planned in between: look at it again");
}

static Outcome write_tours(Access *access, const DayPlan *plan)
{
    for (size_t i = 0; i < plan->tours.count; i++) {
        const PlanTour *tour = &plan->tours.items[i];
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(open_rows(access, &RIDE_TOUR_ADD, plan, &statement));
        bind_id(statement, "driver", tour->driver);
        bind_minutes(statement, "depart", tour->depart);
        bind_minutes(statement, "finish", tour->finish);
        bind_integer(statement, "meters", tour->meters);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

static Outcome write_stops(Access *access, const DayPlan *plan)
{
    int64_t number = 0;
    for (size_t i = 0; i < plan->stops.count; i++) {
        const PlanStop *stop = &plan->stops.items[i];
        const bool goes_on = i > 0 && id_equal(stop->driver, plan->stops.items[i - 1].driver);
        number = goes_on ? number + 1 : 1;
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(open_rows(access, &RIDE_STOP_ADD, plan, &statement));
        bind_id(statement, "driver", stop->driver);
        bind_integer(statement, "number", number);
        bind_id(statement, "request", stop->request);
        bind_integer(statement, "pickup", stop->is_pickup ? 1 : 0);
        bind_minutes(statement, "starts", stop->start);
        bind_minutes(statement, "leaves", stop->leave);
        bind_integer(statement, "past", stop->is_past ? 1 : 0);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

static Outcome write_choices(Access *access, const DayPlan *plan)
{
    for (size_t i = 0; i < plan->choices.count; i++) {
        const PlanChoice *choice = &plan->choices.items[i];
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(open_rows(access, &RIDE_CHOICE_ADD, plan, &statement));
        bind_id(statement, "request", choice->request);
        bind_optional_id(statement, "driver", choice->driver);
        bind_integer(statement, "adds", choice->adds);
        bind_optional_id(statement, "otherwise", choice->otherwise);
        bind_integer(statement, "otherwise_adds", choice->otherwise_adds);
        bind_integer(statement, "shift", choice->shift);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

static bool is_on_tour(const DayPlan *plan, Id request)
{
    for (size_t i = 0; i < plan->stops.count; i++) {
        if (id_equal(plan->stops.items[i].request, request)) {
            return true;
        }
    }
    return false;
}

/* Who is on a tour is told so, and who no longer is. */
static Outcome move_requests(Access *access, const DayPlan *plan)
{
    RideRequestList rides = {0};
    TRY(ride_request_list(access, plan->day, plan->day, &rides));
    for (size_t i = 0; i < rides.count; i++) {
        RideRequest moved = {0};
        const RideRequest *ride = &rides.items[i];
        const bool planned = is_on_tour(plan, ride->id);
        if (!ride_state_is_to_plan(ride->state) || planned == (ride->state == RIDE_PLANNED)) {
            continue;
        }
        const RideMove move = {ride->id, planned ? RIDE_PLAN : RIDE_UNPLAN, -1, {{0}}};
        TRY(ride_request_move(access, &move, &moved));
    }
    return OK;
}

Outcome ride_plan_keep(Access *access, const DayPlan *made)
{
    TRY(ride_require(access, MAY_PLAN_RIDES));
    TRY(write_plan(access, made));
    TRY(write_tours(access, made));
    TRY(write_stops(access, made));
    TRY(write_choices(access, made));
    access_note(access, "ride.plan", (Id){{0}}, (Id){{0}}, "");
    return move_requests(access, made);
}
