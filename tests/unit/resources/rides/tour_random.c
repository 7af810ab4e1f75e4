/* SPDX-License-Identifier: EUPL-1.2 */
#include "tour_random.h"

#include <math.h>

#define DESTINATIONS 6
#define MINUTES_A_KM 1.4
#define DAY_BEGINS   420
#define DAY_MINUTES  600
#define DAY_LENGTH   720.0
#define DETOUR       1.5 /* of the direct drive, and a quarter of an hour */

typedef struct Point {
    double x;
    double y;
} Point;

static Point point_random(Random *random, double region)
{
    return (Point){random_unit(random) * region, random_unit(random) * region};
}

/* Homes first, then destinations, then where vehicles stand. */
static void places_make(Arena *arena, Random *random, const TourShape *shape, TourProblem *tour)
{
    const size_t places = shape->requests + DESTINATIONS + shape->volunteers + shape->adapted;
    Point *point = ARENA_ARRAY(arena, Point, places);
    double *minutes = ARENA_ARRAY(arena, double, places *places);
    double *distance = ARENA_ARRAY(arena, double, places *places);
    for (size_t i = 0; i < places; i++) {
        point[i] = point_random(random, shape->region);
    }
    for (size_t i = 0; i < places * places; i++) {
        const Point a = point[i / places];
        const Point b = point[i % places];
        distance[i] = hypot(a.x - b.x, a.y - b.y);
        minutes[i] = distance[i] * MINUTES_A_KM;
    }
    tour->minutes = minutes;
    tour->distance = distance;
    tour->place_count = places;
}

static TourRequest request_make(Random *random, const TourShape *shape, size_t i,
                                const TourProblem *tour)
{
    const int32_t home = (int32_t)i;
    const int32_t away = (int32_t)(shape->requests + random_below(random, DESTINATIONS));
    const bool is_return = random_below(random, 2) == 0;
    const double at = DAY_BEGINS + random_below(random, DAY_MINUTES);
    const bool in_chair = random_below(random, 100) < shape->wheelchair_percent;
    const double drive = tour->minutes[(size_t)home * tour->place_count + (size_t)away];
    TourRequest request = {
        .pickup = {is_return ? away : home, 5, 0,                                       TOUR_MAX_MINUTES},
        .dropoff = {is_return ? home : away,                       3,  0,                  TOUR_MAX_MINUTES},
        .load = {in_chair ? 0 : 1 + (int32_t)random_below(random,       2),        in_chair ? 1 : 0},
        .ride_limit = DETOUR * drive + 15,
        .vehicles = UINT64_MAX,
        .weight = 1
    };
    TourStop *bound = is_return ? &request.pickup : &request.dropoff;
    bound->earliest = at;
    bound->latest = at + shape->window;
    return request;
}

TourProblem *tour_random(Arena *arena, Random *random, const TourShape *shape)
{
    TourProblem *tour = ARENA_NEW(arena, TourProblem);
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, shape->requests);
    tour->vehicle_count = shape->volunteers + shape->adapted;
    TourVehicle *vehicles = ARENA_ARRAY(arena, TourVehicle, tour->vehicle_count);
    places_make(arena, random, shape, tour);
    for (size_t i = 0; i < shape->requests; i++) {
        requests[i] = request_make(random, shape, i, tour);
    }
    for (size_t v = 0; v < tour->vehicle_count; v++) {
        const bool adapted = v < shape->adapted;
        const double begins = DAY_BEGINS - 60.0 + (adapted ? 0 : random_below(random, 240));
        const int32_t place = (int32_t)(shape->requests + DESTINATIONS + v);
        vehicles[v] = (TourVehicle){
            .start = place,
            .end = place,
            .earliest = begins,
            .latest = begins + (adapted ? DAY_LENGTH : 480),
            .duration_limit = adapted ? DAY_LENGTH : 420,
            .distance_limit = adapted ? 600 : 250,
            .capacity = {adapted ? 5 : 3, adapted ? 2 : 0},
            .use_cost = adapted ? 0 : 2,
            .distance_cost = adapted ? 1.2 : 1
        };
    }
    tour->requests = requests;
    tour->request_count = shape->requests;
    tour->vehicles = vehicles;
    return tour;
}
