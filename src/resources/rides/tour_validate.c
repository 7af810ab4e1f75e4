/* SPDX-License-Identifier: EUPL-1.2 */
/* What makes a problem of tours malformed. */
#include "resources/rides/tour_validate.h"

#include <math.h>

#define REFUSE(field, ...) problem_set(problem, INVALID, (Text){0}, (field), __VA_ARGS__)

static bool is_within(double value, double most)
{
    return isfinite(value) && value >= 0 && value <= most;
}

static Outcome sizes_validate(const TourProblem *tour, Problem *problem)
{
    if (tour->request_count > TOUR_MAX_REQUESTS) {
        return REFUSE("requests", "%zu requests; at most %d", tour->request_count,
                      TOUR_MAX_REQUESTS);
    }
    if (tour->vehicle_count > TOUR_MAX_VEHICLES) {
        return REFUSE("vehicles", "%zu vehicles; at most %d", tour->vehicle_count,
                      TOUR_MAX_VEHICLES);
    }
    if (tour->place_count > TOUR_MAX_PLACES) {
        return REFUSE("places", "%zu places; at most %d", tour->place_count, TOUR_MAX_PLACES);
    }
    for (size_t i = 0; i < tour->place_count * tour->place_count; i++) {
        if (!is_within(tour->minutes[i], TOUR_MAX_MINUTES) ||
            !is_within(tour->distance[i], TOUR_MAX_MINUTES)) {
            return REFUSE("minutes", "from place %zu to place %zu: %g minutes, %g far",
                          i / tour->place_count, i % tour->place_count, tour->minutes[i],
                          tour->distance[i]);
        }
    }
    return OK;
}

static Outcome stop_validate(const TourProblem *tour, size_t request, const TourStop *stop,
                             Problem *problem)
{
    if (stop->place < 0 || (size_t)stop->place >= tour->place_count) {
        return REFUSE("place", "request %zu is at place %d, which does not exist", request,
                      stop->place);
    }
    if (!is_within(stop->earliest, TOUR_MAX_MINUTES) ||
        !is_within(stop->latest, TOUR_MAX_MINUTES) || stop->earliest > stop->latest) {
        return REFUSE("latest", "request %zu has the window %g to %g", request, stop->earliest,
                      stop->latest);
    }
    if (!is_within(stop->service, TOUR_MAX_MINUTES)) {
        return REFUSE("service", "request %zu has a service of %g minutes", request,
                      stop->service);
    }
    return OK;
}

static Outcome request_validate(const TourProblem *tour, size_t i, Problem *problem)
{
    const TourRequest *request = &tour->requests[i];
    TRY(stop_validate(tour, i, &request->pickup, problem));
    TRY(stop_validate(tour, i, &request->dropoff, problem));
    if (!is_within(request->ride_limit, TOUR_MAX_MINUTES)) {
        return REFUSE("ride_limit", "request %zu rides %g minutes at most", i,
                      request->ride_limit);
    }
    if (request->weight < 1 || request->weight > TOUR_MAX_WEIGHT) {
        return REFUSE("weight", "request %zu has weight %d; 1 to %d", i, request->weight,
                      TOUR_MAX_WEIGHT);
    }
    for (int kind = 0; kind < TOUR_KINDS; kind++) {
        if (request->load[kind] < 0 || request->load[kind] > TOUR_MAX_LOAD) {
            return REFUSE("load", "request %zu takes %d of room %d; 0 to %d", i,
                          request->load[kind], kind, TOUR_MAX_LOAD);
        }
    }
    return OK;
}

static Outcome vehicle_validate(const TourProblem *tour, size_t i, Problem *problem)
{
    const TourVehicle *vehicle = &tour->vehicles[i];
    if (vehicle->start < 0 || (size_t)vehicle->start >= tour->place_count || vehicle->end < 0 ||
        (size_t)vehicle->end >= tour->place_count) {
        return REFUSE("start", "vehicle %zu goes from place %d to place %d", i, vehicle->start,
                      vehicle->end);
    }
    if (!is_within(vehicle->earliest, TOUR_MAX_MINUTES) ||
        !is_within(vehicle->latest, TOUR_MAX_MINUTES) || vehicle->earliest > vehicle->latest) {
        return REFUSE("latest", "vehicle %zu has the day %g to %g", i, vehicle->earliest,
                      vehicle->latest);
    }
    if (!is_within(vehicle->duration_limit, TOUR_MAX_MINUTES) ||
        !is_within(vehicle->distance_limit, TOUR_MAX_MINUTES) ||
        !is_within(vehicle->use_cost, TOUR_MAX_MINUTES) ||
        !is_within(vehicle->distance_cost, TOUR_MAX_WEIGHT)) {
        return REFUSE("duration_limit", "vehicle %zu has a limit or cost out of range", i);
    }
    for (int kind = 0; kind < TOUR_KINDS; kind++) {
        if (vehicle->capacity[kind] < 0 || vehicle->capacity[kind] > TOUR_MAX_LOAD) {
            return REFUSE("capacity", "vehicle %zu has %d of room %d; 0 to %d", i,
                          vehicle->capacity[kind], kind, TOUR_MAX_LOAD);
        }
    }
    return OK;
}

Outcome tour_validate(const TourProblem *tour, Problem *problem)
{
    TRY(sizes_validate(tour, problem));
    for (size_t i = 0; i < tour->request_count; i++) {
        TRY(request_validate(tour, i, problem));
    }
    for (size_t i = 0; i < tour->vehicle_count; i++) {
        TRY(vehicle_validate(tour, i, problem));
    }
    return OK;
}
