/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_day.h"

#include <string.h>

#define BOARDING         5.0  /* minutes at each end */
#define WHEELCHAIR_EXTRA 5.0  /* minutes more, to fasten and to loosen */
#define LONGEST_DETOUR   1.5  /* a ride lasts at most so many times the direct one */
#define DETOUR_MINUTES   15.0 /* and so much more */
#define METERS_A_KM      1000.0
#define FIXED_WEIGHT     100  /* who is fixed to a driver comes before who is not */
#define ABOARD_WEIGHT    1000 /* and who is on the way before all */
#define STRANDED_LATE    240  /* minutes that who was in a broken vehicle may be late */
#define ROUNDING         0.01 /* minutes; what follows from the one window binds nobody more */

/* Places: both ends of each ride, where each driver lives, where each goes on from. */
static GeoPoint place_at(const RideDay *day, size_t place)
{
    if (place < 2 * day->ride_count) {
        const Ride *ride = &day->rides[place / 2];
        return place % 2 == 0 ? ride->from : ride->to;
    }
    const size_t v = place - 2 * day->ride_count;
    if (v < day->driver_count) {
        return day->drivers[v].home;
    }
    const RideDriver *driver = &day->drivers[v - day->driver_count];
    return driver->is_under_way ? driver->at : driver->home;
}

static void roads_make(Arena *arena, const RideDay *day, TourProblem *tour)
{
    const size_t places = 2 * day->ride_count + 2 * day->driver_count;
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

static double at_least(double value, double least)
{
    return value < least ? least : value;
}

/* What the window at the one end leaves for the other. */
static void other_window(TourRequest *request, double direct, bool is_arrival)
{
    const double service = request->pickup.service;
    TourStop *pickup = &request->pickup;
    TourStop *dropoff = &request->dropoff;
    if (is_arrival) {
        pickup->earliest = dropoff->earliest - request->ride_limit - service - ROUNDING;
        pickup->latest = dropoff->latest - direct - service + ROUNDING;
        return;
    }
    dropoff->earliest = pickup->earliest + direct + service - ROUNDING;
    dropoff->latest = pickup->latest + request->ride_limit + service + ROUNDING;
}

static void request_time(const Ride *ride, double direct, TourRequest *request)
{
    TourStop *bound = ride->is_arrival ? &request->dropoff : &request->pickup;
    bound->earliest = at_least(ride->is_arrival ? ride->at - ride->leeway : ride->at, 0);
    bound->latest = ride->is_arrival ? ride->at : ride->at + ride->leeway;
    other_window(request, direct, ride->is_arrival);
    request->dropoff.latest += ride->is_stranded ? STRANDED_LATE : 0;
    request->pickup.latest += ride->is_stranded ? STRANDED_LATE : 0;
    request->pickup.earliest =
        at_least(request->pickup.earliest, at_least(ride->not_before, 0));
    request->dropoff.earliest = at_least(request->dropoff.earliest, ride->not_before);
    request->pickup.latest = at_least(request->pickup.latest, request->pickup.earliest);
    request->dropoff.latest = at_least(request->dropoff.latest, request->dropoff.earliest);
}

/* Who is aboard already gets in, in no time, where the vehicle goes on from. */
static void request_take_aboard(const RideDay *day, const Ride *ride, TourRequest *request)
{
    const RideDriver *driver = &day->drivers[ride->driver];
    request->pickup = (TourStop){
        .place = (int32_t)(2 * day->ride_count + day->driver_count) + ride->driver,
        .earliest = driver->free,
        .latest = driver->free,
    };
    request->ride_limit = at_least(request->ride_limit - (driver->free - ride->left), 0);
    request->weight = ABOARD_WEIGHT;
}

static uint64_t drivers_for(const RideDay *day, const Ride *ride)
{
    uint64_t drivers = 0;
    for (size_t v = 0; v < day->driver_count; v++) {
        drivers |= day->drivers[v].is_idle ? 0 : UINT64_C(1) << v;
    }
    return ride->driver < 0 ? drivers : drivers & UINT64_C(1) << ride->driver;
}

static TourRequest request_of(const RideDay *day, size_t i, const TourProblem *tour)
{
    const Ride *ride = &day->rides[i];
    const double service = BOARDING + (ride->wheelchair ? WHEELCHAIR_EXTRA : 0);
    const double direct = tour->minutes[2 * i * tour->place_count + 2 * i + 1];
    TourRequest request = {
        .pickup = {.place = (int32_t)(2 * i),                     .service = service      },
        .dropoff = {.place = (int32_t)(2 * i + 1),                 .service = service      },
        .load = {ride->companions + (ride->wheelchair ? 0 : 1), ride->wheelchair ? 1 : 0},
        .ride_limit = direct * LONGEST_DETOUR + DETOUR_MINUTES,
        .vehicles = drivers_for(day, ride),
        .weight = ride->driver < 0 ? 1 : FIXED_WEIGHT
    };
    request_time(ride, direct, &request);
    if (ride->is_aboard) {
        request_take_aboard(day, ride, &request);
    }
    return request;
}

static TourVehicle vehicle_of(const RideDay *day, size_t v)
{
    const RideDriver *driver = &day->drivers[v];
    const int32_t home = (int32_t)(2 * day->ride_count + v);
    const bool goes_on = driver->is_under_way;
    const double from = goes_on ? driver->free : driver->from;
    const double to = at_least(driver->to, from);
    return (TourVehicle){
        .start = goes_on ? home + (int32_t)day->driver_count : home,
        .end = home,
        .earliest = from,
        .latest = to,
        .duration_limit = to - from,
        .distance_limit = at_least(driver->most_km - driver->driven_km, 0),
        .capacity = {driver->seats, driver->wheelchairs},
        .use_cost = driver->is_volunteer && !goes_on ? RIDE_CALL_KM : 0,
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
