/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_map_web.h"

#include "matching/sentences.h"

#include <math.h>
#include <stdlib.h>

/* The drawing, in its own units; a sign is as wide as two SIGN_APART. */
enum {
    WIDTH = 320,
    HEIGHT = 220,
    EDGE = 40,
    SIGN_APART = 27,
    SIGN_ABOVE = 22,
    NEAR_UNITS = 14
};

static const double METERS_A_DEGREE = 111195.0;

typedef struct Sketch {
    const Request *request;
    const Situation *situation;
    const MatchPlan *plan;
    const Catalogue *catalogue;
    double west; /* meters from the person; north is up, east is to the right */
    double east;
    double south;
    double north;
    double meters_a_unit;
} Sketch;

static const Location *location_of(const Sketch *sketch, size_t door)
{
    const Door *place = &sketch->catalogue->doors[sketch->plan->doors[door].door];
    const Location *location = catalogue_shown_location(sketch->catalogue, place);
    return location == NULL || !location->has_point ? NULL : location;
}

static double meters_east(const Sketch *sketch, GeoPoint point)
{
    const GeoPoint origin = sketch->situation->origin;
    return (point.longitude - origin.longitude) * METERS_A_DEGREE *
           cos(origin.latitude * 3.14159265358979 / 180);
}

static double meters_north(const Sketch *sketch, GeoPoint point)
{
    return (point.latitude - sketch->situation->origin.latitude) * METERS_A_DEGREE;
}

/* One scale for both directions, so that what is farther looks farther. */
static size_t measure(Sketch *sketch)
{
    size_t count = 0;
    for (size_t i = 0; i < sketch->plan->door_count; i++) {
        const Location *location = location_of(sketch, i);
        if (location == NULL) {
            continue;
        }
        count++;
        sketch->west = fmin(sketch->west, meters_east(sketch, location->point));
        sketch->east = fmax(sketch->east, meters_east(sketch, location->point));
        sketch->south = fmin(sketch->south, meters_north(sketch, location->point));
        sketch->north = fmax(sketch->north, meters_north(sketch, location->point));
    }
    const double across = (sketch->east - sketch->west) / (WIDTH - 2 * EDGE);
    const double along = (sketch->north - sketch->south) / (HEIGHT - 2 * EDGE);
    sketch->meters_a_unit = fmax(fmax(across, along), 2.0);
    return count;
}

static int to_x(const Sketch *sketch, double east)
{
    const double middle = (sketch->east + sketch->west) / 2;
    return WIDTH / 2 + (int)lround((east - middle) / sketch->meters_a_unit);
}

static int to_y(const Sketch *sketch, double north)
{
    const double middle = (sketch->north + sketch->south) / 2;
    return HEIGHT / 2 + 10 - (int)lround((north - middle) / sketch->meters_a_unit);
}

static Sentence direction_of(double east, double north)
{
    static const Sentence directions[] = {
        SAY_PLAN_NORTH, SAY_PLAN_NORTH_EAST, SAY_PLAN_EAST, SAY_PLAN_SOUTH_EAST,
        SAY_PLAN_SOUTH, SAY_PLAN_SOUTH_WEST, SAY_PLAN_WEST, SAY_PLAN_NORTH_WEST};
    const double turn = atan2(east, north) / (2 * 3.14159265358979);
    return directions[(int)lround(turn * 8 + 8) % 8];
}

/* How far and which way; of a door whose address is not known, only what that can be told of.
 */
static Text way_to(const Sketch *sketch, const Location *location, double meters,
                   Sentence direction)
{
    const Language language = sketch->request->language;
    if (!location_tells_distance(location, meters)) {
        return say(language, SAY_PLAN_NO_ADDRESS);
    }
    const Text far = say_distance(sketch->request->arena, language, meters);
    return meters < 50 ? far
                       : text_format(sketch->request->arena, "%.*s %.*s", TEXT_ARG(far),
                                     TEXT_ARG(say(language, direction)));
}

static MapPoint point_of(const Sketch *sketch, const Location *location, const DoorView *door)
{
    const double east = meters_east(sketch, location->point);
    const double north = meters_north(sketch, location->point);
    const double meters = distance_meters(sketch->situation->origin, location->point);
    MapPoint point = {
        .label = door->order,
        .family = door->family,
        .note = way_to(sketch, location, meters, direction_of(east, north)),
        .x = to_x(sketch, east),
        .y = to_y(sketch, north),
        .is_rough = location->point_is_centre,
    };
    point.sign_x = point.x;
    point.sign_y = point.y - SIGN_ABOVE;
    return point;
}

/* Doors at one spot stand side by side above it. */
static void spread_signs(MapPoint *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int before = 0;
        int together = 0;
        for (size_t j = 0; j < count; j++) {
            const bool is_near = abs(points[j].x - points[i].x) < NEAR_UNITS &&
                                 abs(points[j].y - points[i].y) < NEAR_UNITS;
            together += is_near ? 1 : 0;
            before += is_near && j < i ? 1 : 0;
        }
        const int shift = (2 * before - together + 1) * SIGN_APART / 2;
        const int x = points[i].x + shift;
        points[i].sign_x = x < 16 ? 16 : x > WIDTH - 16 ? WIDTH - 16 : x;
    }
}

/* A ring at a round distance, about half way to the farthest door. */
static void draw_ring(const Sketch *sketch, MapView *map)
{
    static const int rounds[] = {100, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000};
    int meters = rounds[0];
    for (size_t i = 0; i < LENGTH_OF(rounds); i++) {
        meters = rounds[i] / sketch->meters_a_unit <= 100 ? rounds[i] : meters;
    }
    map->ring = (int)lround(meters / sketch->meters_a_unit);
    /* Written on the ring, towards the middle of the drawing. */
    const int aside = map->ring * 7 / 10;
    map->ring_note_x = map->you_x + (map->you_x > WIDTH / 2 ? -aside : aside);
    map->ring_note_y = map->you_y + (map->you_y > HEIGHT / 2 ? -aside : aside);
    map->ring_note = say_distance(sketch->request->arena, sketch->request->language, meters);
}

void plan_map_fill(const Request *request, const PlanPage *page, PlanView *view)
{
    Sketch sketch = {
        .request = request,
        .situation = &page->situation,
        .plan = &page->answer.best,
        .catalogue = network_of(request)->catalogue,
    };
    if (!page->situation.has_origin || measure(&sketch) == 0) {
        return;
    }
    MapPoint *points = ARENA_ARRAY(request->arena, MapPoint, view->door_count);
    for (size_t i = 0; i < view->door_count; i++) {
        const Location *location = location_of(&sketch, i);
        if (location != NULL) {
            points[view->map.count++] = point_of(&sketch, location, &view->doors[i]);
        }
    }
    spread_signs(points, view->map.count);
    view->map.points = points;
    view->map.you_x = to_x(&sketch, 0);
    view->map.you_y = to_y(&sketch, 0);
    draw_ring(&sketch, &view->map);
}
