/* SPDX-License-Identifier: EUPL-1.2 */
/* Between plans as others see them and tours as the search has them. */
#include <string.h>

#include "resources/rides/tour_work.h"

static bool is_within_room(const Work *work, const Tour *tour)
{
    for (int32_t k = 0; k < tour->count; k++) {
        if (!load_fits(work->vehicle[tour->vehicle].room, tour->load[k])) {
            return false;
        }
    }
    return true;
}

static bool tour_holds(const Work *work, Tour *tour)
{
    Ticks soon[TOUR_MAX_STOPS];
    for (int32_t k = 0; k < tour->count; k++) {
        const int32_t stop = tour->stop[k];
        soon[k] = work->early[stop];
        if (stop_is_pickup(work, stop) && (work->allowed[stop] >> tour->vehicle & 1) == 0) {
            return false;
        }
    }
    if (tour->distance > work->vehicle[tour->vehicle].distance_limit ||
        !stops_settle(work, tour->stop, tour->count, soon)) {
        return false;
    }
    tour_time(work, tour);
    return is_within_room(work, tour);
}

static void route_take(const Work *work, const TourRoute *route, Tours *tours, int32_t vehicle)
{
    Tour *tour = &tours->tour[vehicle];
    if (route->count == 0 || route->count + 2 > TOUR_MAX_STOPS) {
        return;
    }
    tour->count = (int32_t)route->count + 2;
    tour->stop[tour->count - 1] = tour->stop[1];
    for (size_t k = 0; k < route->count; k++) {
        const int32_t request = route->visits[k].request;
        tour->stop[k + 1] =
            (int16_t)(route->visits[k].is_pickup ? request : request + work->requests);
    }
    tour_measure(work, tour);
    if (!tour_holds(work, tour)) {
        tour_clear(work, tour);
        return;
    }
    tours->cost += tour->cost;
    for (size_t k = 0; k < route->count; k += 1) {
        const int32_t request = route->visits[k].request;
        if (route->visits[k].is_pickup) {
            tours->vehicle_of[request] = (int16_t)vehicle;
            tours->cost -= work->penalty[request];
        }
    }
}

void tours_take(const Work *work, const TourPlan *plan, Tours *tours)
{
    for (int32_t v = 0; v < work->vehicles; v++) {
        route_take(work, &plan->routes[v], tours, v);
    }
}

/* Fetched as late as the next stop allows: a wait is spent at home, not in the car. */
static void pickups_delay(const Work *work, const Tour *tour, Ticks *start)
{
    for (int32_t k = tour->count - 2; k >= 0; k--) {
        const int32_t stop = tour->stop[k];
        if (k > 0 && !stop_is_pickup(work, stop)) {
            continue;
        }
        const Ticks leave = start[k + 1] - stops_time(work, stop, tour->stop[k + 1]);
        start[k] = leave < work->late[stop] ? leave : work->late[stop];
    }
}

static double minutes_between(const Work *work, int32_t from, int32_t to)
{
    return work->tour->minutes[(size_t)from * work->tour->place_count + (size_t)to];
}

static void route_give(Arena *arena, const Work *work, Tour *tour, TourRoute *route)
{
    const TourProblem *problem = work->tour;
    const TourVehicle *vehicle = &problem->vehicles[tour->vehicle];
    Ticks start[TOUR_MAX_STOPS];
    *route = (TourRoute){.depart = vehicle->earliest, .finish = vehicle->earliest};
    if (tour->count == 2) {
        return;
    }
    tour_time(work, tour);
    memcpy(start, tour->soon, (size_t)tour->count * sizeof(*start));
    pickups_delay(work, tour, start);
    route->count = (size_t)tour->count - 2;
    route->visits = ARENA_ARRAY(arena, TourVisit, route->count);
    route->depart = (double)start[0] / TICKS_A_UNIT;
    double time = route->depart;
    int32_t place = vehicle->start;
    for (size_t k = 0; k < route->count; k++) {
        const int32_t stop = tour->stop[k + 1];
        const TourRequest *request = &problem->requests[stop % work->requests];
        const TourStop *at = stop_is_pickup(work, stop) ? &request->pickup : &request->dropoff;
        TourVisit *visit = &route->visits[k];
        visit->request = stop % work->requests;
        visit->is_pickup = stop_is_pickup(work, stop);
        visit->arrive = time + minutes_between(work, place, at->place);
        visit->start = (double)start[k + 1] / TICKS_A_UNIT;
        time = visit->leave = visit->start + at->service;
        route->distance +=
            problem->distance[(size_t)place * problem->place_count + (size_t)at->place];
        place = at->place;
    }
    route->finish = time + minutes_between(work, place, vehicle->end);
    route->distance +=
        problem->distance[(size_t)place * problem->place_count + (size_t)vehicle->end];
}

void tours_give(Arena *arena, const Work *work, const Tours *tours, TourPlan *plan)
{
    *plan = (TourPlan){.routes = ARENA_ARRAY(arena, TourRoute, (size_t)work->vehicles),
                       .unserved = ARENA_ARRAY(arena, int32_t, (size_t)work->requests)};
    for (int32_t v = 0; v < work->vehicles; v++) {
        route_give(arena, work, &tours->tour[v], &plan->routes[v]);
        const TourVehicle *vehicle = &work->tour->vehicles[v];
        plan->distance += plan->routes[v].distance;
        plan->cost += plan->routes[v].distance * vehicle->distance_cost +
                      (plan->routes[v].count > 0 ? vehicle->use_cost : 0);
    }
    for (int32_t i = 0; i < work->requests; i++) {
        if (tours->vehicle_of[i] < 0) {
            plan->unserved[plan->unserved_count++] = i;
        }
    }
}
