/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/tour_check.h"

#include <math.h>

#define WRONG(...) problem_set(problem, INVALID, (Text){0}, "tour", __VA_ARGS__)
#define NEARLY     1e-6

typedef enum Whereabouts { AT_HOME, ABOARD, BROUGHT } Whereabouts;

/* One tour followed from stop to stop. */
typedef struct Walk {
    const TourProblem *tour;
    size_t vehicle;
    Whereabouts *where; /* by request, over all tours */
    double *left_at;    /* by request: when it left its pickup */
    int32_t load[TOUR_KINDS];
    size_t aboard;
    int32_t place;
    double time;
    double distance;
} Walk;

static bool is_same(double a, double b)
{
    return fabs(a - b) <= NEARLY;
}

static double between(const TourProblem *tour, const double *matrix, int32_t from, int32_t to)
{
    return matrix[(size_t)from * tour->place_count + (size_t)to];
}

static Outcome rider_check(Walk *walk, const TourVisit *visit, Problem *problem)
{
    const TourRequest *request = &walk->tour->requests[visit->request];
    Whereabouts *where = &walk->where[visit->request];
    if (visit->is_pickup) {
        if (*where != AT_HOME || (request->vehicles >> walk->vehicle & 1) == 0) {
            return WRONG("request %d is fetched twice, or by vehicle %zu, which may not",
                         visit->request, walk->vehicle);
        }
        *where = ABOARD;
        walk->left_at[visit->request] = visit->leave;
        walk->aboard++;
        return OK;
    }
    if (*where != ABOARD) {
        return WRONG("request %d is set down without having been fetched", visit->request);
    }
    *where = BROUGHT;
    walk->aboard--;
    const double ride = visit->start - walk->left_at[visit->request];
    return ride <= request->ride_limit + NEARLY
               ? OK
               : WRONG("request %d rides %g minutes, not %g", visit->request, ride,
                       request->ride_limit);
}

static Outcome load_check(Walk *walk, const TourVisit *visit, Problem *problem)
{
    const TourRequest *request = &walk->tour->requests[visit->request];
    for (int kind = 0; kind < TOUR_KINDS; kind++) {
        walk->load[kind] += visit->is_pickup ? request->load[kind] : -request->load[kind];
        if (walk->load[kind] > walk->tour->vehicles[walk->vehicle].capacity[kind]) {
            return WRONG("vehicle %zu carries %d of room %d after request %d", walk->vehicle,
                         walk->load[kind], kind, visit->request);
        }
    }
    return OK;
}

static Outcome visit_check(Walk *walk, const TourVisit *visit, Problem *problem)
{
    const TourProblem *tour = walk->tour;
    if (visit->request < 0 || (size_t)visit->request >= tour->request_count) {
        return WRONG("request %d does not exist", visit->request);
    }
    const TourRequest *request = &tour->requests[visit->request];
    const TourStop *stop = visit->is_pickup ? &request->pickup : &request->dropoff;
    const double arrive = walk->time + between(tour, tour->minutes, walk->place, stop->place);
    if (!is_same(visit->arrive, arrive) || visit->start < visit->arrive - NEARLY ||
        !is_same(visit->leave, visit->start + stop->service)) {
        return WRONG("request %d: there at %g, from %g to %g, but %g is when one arrives",
                     visit->request, visit->arrive, visit->start, visit->leave, arrive);
    }
    if (visit->start < stop->earliest - NEARLY || visit->start > stop->latest + NEARLY) {
        return WRONG("request %d at %g, outside %g to %g", visit->request, visit->start,
                     stop->earliest, stop->latest);
    }
    TRY(rider_check(walk, visit, problem));
    TRY(load_check(walk, visit, problem));
    walk->distance += between(tour, tour->distance, walk->place, stop->place);
    walk->place = stop->place;
    walk->time = visit->leave;
    return OK;
}

static Outcome route_check(Walk *walk, const TourRoute *route, Problem *problem)
{
    const TourProblem *tour = walk->tour;
    const TourVehicle *vehicle = &tour->vehicles[walk->vehicle];
    if (route->count == 0) {
        return route->distance == 0 ? OK
                                    : WRONG("vehicle %zu drives for nobody", walk->vehicle);
    }
    walk->place = vehicle->start;
    walk->time = route->depart;
    for (size_t k = 0; k < route->count; k++) {
        TRY(visit_check(walk, &route->visits[k], problem));
    }
    const double finish = walk->time + between(tour, tour->minutes, walk->place, vehicle->end);
    walk->distance += between(tour, tour->distance, walk->place, vehicle->end);
    if (walk->aboard > 0) {
        return WRONG("vehicle %zu ends with %zu aboard", walk->vehicle, walk->aboard);
    }
    if (!is_same(finish, route->finish) || route->depart < vehicle->earliest - NEARLY ||
        finish > vehicle->latest + NEARLY ||
        finish - route->depart > vehicle->duration_limit + NEARLY) {
        return WRONG("vehicle %zu is out from %g to %g, not %g", walk->vehicle, route->depart,
                     finish, route->finish);
    }
    if (!is_same(walk->distance, route->distance) ||
        walk->distance > vehicle->distance_limit + NEARLY) {
        return WRONG("vehicle %zu drives %g, not %g", walk->vehicle, walk->distance,
                     route->distance);
    }
    return OK;
}

static Outcome unserved_check(const TourProblem *tour, const TourPlan *plan,
                              const Whereabouts *where, Problem *problem)
{
    size_t seen = 0;
    for (size_t i = 0; i < tour->request_count; i++) {
        if (where[i] != AT_HOME) {
            continue;
        }
        if (seen >= plan->unserved_count || plan->unserved[seen] != (int32_t)i) {
            return WRONG("request %zu stays at home and the plan does not say so", i);
        }
        seen++;
    }
    return seen == plan->unserved_count ? OK : WRONG("the plan names somebody served");
}

Outcome tour_check(Arena *arena, const TourProblem *tour, const TourPlan *plan,
                   Problem *problem)
{
    Whereabouts *where = ARENA_ARRAY(arena, Whereabouts, tour->request_count);
    double *left_at = ARENA_ARRAY(arena, double, tour->request_count);
    double distance = 0;
    double cost = 0;
    for (size_t v = 0; v < tour->vehicle_count; v++) {
        Walk walk = {.tour = tour, .vehicle = v, .where = where, .left_at = left_at};
        TRY(route_check(&walk, &plan->routes[v], problem));
        distance += walk.distance;
        cost += walk.distance * tour->vehicles[v].distance_cost +
                (plan->routes[v].count > 0 ? tour->vehicles[v].use_cost : 0);
    }
    if (!is_same(distance, plan->distance) || !is_same(cost, plan->cost)) {
        return WRONG("the plan drives %g and costs %g, not %g and %g", distance, cost,
                     plan->distance, plan->cost);
    }
    return unserved_check(tour, plan, where, problem);
}
