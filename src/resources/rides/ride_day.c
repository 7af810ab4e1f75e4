/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_day.h"

#include <string.h>

#define BOARDING         5.0  /* minutes at each end */
#define WHEELCHAIR_EXTRA 5.0  /* minutes more, to fasten and to loosen */
#define LONGEST_DETOUR   1.5  /* a ride lasts at most so many times the direct one */
#define DETOUR_MINUTES   15.0 /* and so much more */
#define METERS_A_KM      1000.0
#define FIXED_WEIGHT     100 /* who is fixed to a driver comes before who is not */

/* Places: both ends of each ride, then where each driver lives. */
static GeoPoint place_at(const RideDay *day, size_t place)
{
    if (place < 2 * day->ride_count) {
        const Ride *ride = &day->rides[place / 2];
        return place % 2 == 0 ? ride->from : ride->to;
    }
    return day->drivers[place - 2 * day->ride_count].home;
}

static void roads_make(Arena *arena, const RideDay *day, TourProblem *tour)
{
    const size_t places = 2 * day->ride_count + day->driver_count;
    double *distance = ARENA_ARRAY(arena, double, places *places);
    double *minutes = ARENA_ARRAY(arena, double, places *places);
    for (size_t i = 0; i < places * places; i++) {
        const double meters =
            distance_meters(place_at(day, i / places), place_at(day, i % places));
        distance[i] = meters / METERS_A_KM * day->detour;
        minutes[i] = distance[i] / day->speed * 60;
    }
    tour->distance = distance;
    tour->minutes = minutes;
    tour->place_count = places;
}

static TourRequest request_of(const RideDay *day, size_t i, const TourProblem *tour)
{
    const Ride *ride = &day->rides[i];
    const double service = BOARDING + (ride->wheelchair ? WHEELCHAIR_EXTRA : 0);
    const double direct = tour->minutes[2 * i * tour->place_count + 2 * i + 1];
    TourRequest request = {
        .pickup = {(int32_t)(2 * i),  service, 0, TOUR_MAX_MINUTES},
        .dropoff = {(int32_t)(2 * i + 1), service,        0, TOUR_MAX_MINUTES},
        .load = {ride->companions + (ride->wheelchair ? 0 : 1),          ride->wheelchair ? 1 : 0        },
        .ride_limit = direct * LONGEST_DETOUR + DETOUR_MINUTES,
        .vehicles = ride->driver < 0 ? UINT64_MAX : UINT64_C(1) << ride->driver,
        .weight = ride->driver < 0 ? 1 : FIXED_WEIGHT
    };
    TourStop *bound = ride->is_arrival ? &request.dropoff : &request.pickup;
    const double earliest = ride->is_arrival ? ride->at - ride->leeway : ride->at;
    bound->earliest = earliest < 0 ? 0 : earliest;
    bound->latest = ride->is_arrival ? ride->at : ride->at + ride->leeway;
    return request;
}

static TourVehicle vehicle_of(const RideDay *day, size_t v)
{
    const RideDriver *driver = &day->drivers[v];
    const int32_t home = (int32_t)(2 * day->ride_count + v);
    return (TourVehicle){
        .start = home,
        .end = home,
        .earliest = driver->from,
        .latest = driver->to,
        .duration_limit = driver->to - driver->from,
        .distance_limit = driver->most_km,
        .capacity = {driver->seats, driver->wheelchairs},
        .use_cost = driver->is_volunteer ? RIDE_CALL_KM : 0,
        .distance_cost = 1
    };
}

TourProblem *ride_day_tour(Arena *arena, const RideDay *day)
{
    TourProblem *tour = ARENA_NEW(arena, TourProblem);
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, day->ride_count);
    TourVehicle *vehicles = ARENA_ARRAY(arena, TourVehicle, day->driver_count);
    roads_make(arena, day, tour);
    for (size_t i = 0; i < day->ride_count; i++) {
        requests[i] = request_of(day, i, tour);
    }
    for (size_t v = 0; v < day->driver_count; v++) {
        vehicles[v] = vehicle_of(day, v);
    }
    tour->requests = requests;
    tour->request_count = day->ride_count;
    tour->vehicles = vehicles;
    tour->vehicle_count = day->driver_count;
    return tour;
}

/* The plan without one ride, and who drove it. */
static TourPlan plan_without(Arena *arena, const TourProblem *tour, const TourPlan *plan,
                             int32_t ride, int32_t *driver)
{
    TourPlan without = *plan;
    *driver = -1;
    without.routes = ARENA_ARRAY(arena, TourRoute, tour->vehicle_count);
    without.unserved = ARENA_ARRAY(arena, int32_t, plan->unserved_count + 1);
    for (size_t v = 0; v < tour->vehicle_count; v++) {
        const TourRoute *from = &plan->routes[v];
        TourRoute *to = &without.routes[v];
        *to = (TourRoute){.visits = ARENA_ARRAY(arena, TourVisit, from->count)};
        for (size_t k = 0; k < from->count; k++) {
            if (from->visits[k].request == ride) {
                *driver = (int32_t)v;
                continue;
            }
            to->visits[to->count++] = from->visits[k];
        }
    }
    memcpy(without.unserved, plan->unserved, plan->unserved_count * sizeof(int32_t));
    if (*driver >= 0) {
        without.unserved[without.unserved_count++] = ride;
    }
    return without;
}

/* What the ride adds to the plan when these drivers may take it. */
static Outcome adds_with(Arena *arena, const TourProblem *tour, const TourPlan *without,
                         const TourCall *call, uint64_t drivers, TourAnswer *answer,
                         Problem *problem)
{
    TourProblem asked = *tour;
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, tour->request_count);
    memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
    requests[call->request].vehicles = drivers;
    asked.requests = requests;
    return tour_call(arena, &asked, without, call, answer, problem);
}

Outcome ride_why(Arena *arena, const TourProblem *tour, const TourPlan *plan, int32_t ride,
                 RideWhy *why, Problem *problem)
{
    const ArenaMark mark = arena_mark(arena);
    const TourCall call = {.request = ride};
    TourAnswer answer;
    *why = (RideWhy){.driver = -1, .otherwise = -1};
    const TourPlan without = plan_without(arena, tour, plan, ride, &why->driver);
    uint64_t others = tour->requests[ride].vehicles;
    if (why->driver >= 0) {
        const uint64_t own = UINT64_C(1) << why->driver;
        others &= ~own;
        TRY(adds_with(arena, tour, &without, &call, own, &answer, problem));
        why->adds = answer.extra_cost;
    }
    TRY(adds_with(arena, tour, &without, &call, others, &answer, problem));
    why->otherwise = answer.kind == TOUR_NO ? -1 : answer.vehicle;
    why->otherwise_adds = answer.kind == TOUR_NO ? 0 : answer.extra_cost;
    arena_rewind(arena, mark);
    return OK;
}
