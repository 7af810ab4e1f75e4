/* SPDX-License-Identifier: EUPL-1.2 */
/* The second opinion on plans, asked about plans spoilt on purpose. */
#include <math.h>
#include <string.h>

#include "resources/rides/tour_check.h"
#include "tour_random.h"
#include "unit/testing.h"

#define MUTATIONS 1000

static const TourShape day = {.requests = 30,
                              .volunteers = 5,
                              .adapted = 2,
                              .wheelchair_percent = 25,
                              .window = 25,
                              .region = 30};

static TourPlan plan_copy(Arena *arena, const TourProblem *tour, const TourPlan *plan)
{
    TourPlan copy = *plan;
    copy.routes = ARENA_ARRAY(arena, TourRoute, tour->vehicle_count);
    memcpy(copy.routes, plan->routes, tour->vehicle_count * sizeof(*copy.routes));
    for (size_t v = 0; v < tour->vehicle_count; v++) {
        /* Room for one visit more. */
        copy.routes[v].visits = ARENA_ARRAY(arena, TourVisit, copy.routes[v].count + 1);
        if (copy.routes[v].count > 0) {
            memcpy(copy.routes[v].visits, plan->routes[v].visits,
                   copy.routes[v].count * sizeof(TourVisit));
        }
    }
    copy.unserved = ARENA_ARRAY(arena, int32_t, tour->request_count + 1);
    memcpy(copy.unserved, plan->unserved, plan->unserved_count * sizeof(int32_t));
    return copy;
}

static int32_t place_of(const TourProblem *tour, const TourVisit *visit)
{
    const TourRequest *request = &tour->requests[visit->request];
    return visit->is_pickup ? request->pickup.place : request->dropoff.place;
}

/* One lie told about the order of a tour; false when it would be none. */
static bool order_spoil(const TourProblem *tour, TourRoute *route, size_t at, uint32_t way)
{
    TourVisit *visits = route->visits;
    if (way == 0) { /* a stop left out */
        memmove(visits + at, visits + at + 1, (route->count - at - 1) * sizeof(*visits));
        route->count--;
        return true;
    }
    if (way == 1) { /* a stop made twice */
        memmove(visits + at + 1, visits + at, (route->count - at) * sizeof(*visits));
        route->count++;
        return true;
    }
    if (at + 1 == route->count ||
        place_of(tour, &visits[at]) == place_of(tour, &visits[at + 1])) {
        return false;
    }
    const TourVisit swapped = visits[at]; /* two stops changed round, with their times kept */
    visits[at].request = visits[at + 1].request;
    visits[at].is_pickup = visits[at + 1].is_pickup;
    visits[at + 1].request = swapped.request;
    visits[at + 1].is_pickup = swapped.is_pickup;
    return true;
}

static bool claim_spoil(TourPlan *plan, TourRoute *route, TourVisit *visit, uint32_t way,
                        double by)
{
    switch (way) {
    case 0:
        visit->arrive += by;
        break;
    case 1:
        visit->leave += by;
        break;
    case 2:
        visit->start += by;
        break;
    case 3:
        visit->is_pickup = !visit->is_pickup;
        break;
    case 4:
        visit->request = -1;
        break;
    case 5:
        route->depart += by;
        break;
    case 6:
        route->finish += by;
        break;
    case 7:
        route->distance += by;
        break;
    case 8:
        plan->distance += by;
        break;
    case 9:
        plan->cost += by;
        break;
    case 10:
        plan->unserved[plan->unserved_count++] = visit->request;
        break;
    default:
        return false;
    }
    return true;
}

/* Somebody put in another vehicle with all times kept. */
static bool vehicle_spoil(const TourProblem *tour, TourPlan *plan, size_t from, size_t to)
{
    if (from == to || tour->vehicles[from].start == tour->vehicles[to].start) {
        return false;
    }
    const TourRoute swapped = plan->routes[from];
    plan->routes[from] = plan->routes[to];
    plan->routes[to] = swapped;
    return plan->routes[from].count + plan->routes[to].count > 0;
}

static bool plan_spoil(const TourProblem *tour, Random *random, TourPlan *plan)
{
    const size_t v = random_below(random, (uint32_t)tour->vehicle_count);
    TourRoute *route = &plan->routes[v];
    if (route->count == 0) {
        return false;
    }
    const size_t at = random_below(random, (uint32_t)route->count);
    const double by = (random_below(random, 2) == 0 ? -1 : 1) * (0.01 + random_unit(random));
    const uint32_t way = random_below(random, 15);
    if (way < 3) {
        return order_spoil(tour, route, at, way);
    }
    if (way < 14) {
        return claim_spoil(plan, route, &route->visits[at], way - 3, by);
    }
    return vehicle_spoil(tour, plan, v, random_below(random, (uint32_t)tour->vehicle_count));
}

static void of_a_thousand_spoilt_plans_none_passes(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Random random = random_seeded(11);
    const TourProblem *tour = tour_random(arena, &random, &day);
    const TourOptions options = {.seed = 2, .iterations = 2000};
    TourPlan plan;
    assert_int_equal(tour_solve(arena, tour, &options, &plan, NULL), OK);
    assert_int_equal(tour_check(arena, tour, &plan, NULL), OK);
    for (int spoilt = 0; spoilt < MUTATIONS;) {
        const ArenaMark mark = arena_mark(arena);
        TourPlan copy = plan_copy(arena, tour, &plan);
        if (plan_spoil(tour, &random, &copy)) {
            assert_int_equal(tour_check(arena, tour, &copy, NULL), INVALID);
            spoilt++;
        }
        arena_rewind(arena, mark);
    }
}

/* A problem made stricter than its plan: each condition is one the check knows. */
static void a_plan_is_refused_once_any_limit_is_too_small_for_it(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Random random = random_seeded(12);
    const TourProblem *tour = tour_random(arena, &random, &day);
    const TourOptions options = {.seed = 2, .iterations = 2000};
    TourPlan plan;
    assert_int_equal(tour_solve(arena, tour, &options, &plan, NULL), OK);
    size_t used = 0;
    while (plan.routes[used].count == 0) {
        used++;
    }
    const TourRoute *route = &plan.routes[used];
    const int32_t first = route->visits[0].request;
    for (int way = 0; way < 8; way++) {
        TourVehicle vehicles[TOUR_MAX_VEHICLES];
        TourRequest requests[64];
        memcpy(vehicles, tour->vehicles, tour->vehicle_count * sizeof(*vehicles));
        memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
        TourVehicle *vehicle = &vehicles[used];
        TourRequest *request = &requests[first];
        vehicle->duration_limit = way == 0 ? route->finish - route->depart - 1 : 1e4;
        vehicle->distance_limit = way == 1 ? route->distance - 1 : 1e4;
        vehicle->latest = way == 2 ? route->finish - 1 : vehicle->latest;
        vehicle->earliest = way == 3 ? route->depart + 1 : vehicle->earliest;
        vehicle->capacity[request->load[0] > 0 ? 0 : 1] = way == 4 ? 0 : 9;
        request->ride_limit = way == 5 ? 0 : 1e4;
        request->vehicles = way == 6 ? ~(UINT64_C(1) << used) : UINT64_MAX;
        request->pickup.latest = way == 7 ? route->visits[0].start - 1 : request->pickup.latest;
        TourProblem stricter = *tour;
        stricter.vehicles = vehicles;
        stricter.requests = requests;
        assert_int_equal(tour_check(arena, &stricter, &plan, NULL), INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_thousand_spoilt_plans_none_passes),
        cmocka_unit_test(a_plan_is_refused_once_any_limit_is_too_small_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
