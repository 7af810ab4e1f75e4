/* SPDX-License-Identifier: EUPL-1.2 */
/* The day as pictures: a lane a vehicle along the hours, and the routes from above. */
#include <math.h>

#include "resources/rides/ride_web.h"
#include "words/say.h"

enum {
    WIDTH = 720,
    MAP_HEIGHT = 420,
    EDGE = 24,
    TOP = 40,
    LANE = 44,
    BLOCKS = 4, /* rides beside each other in a lane */
    FAMILIES = 6,
    HOUR_MINUTES = 60
};

static const double DEGREE_KM = 111.195;

typedef struct Drawing {
    Request *request;
    const DayPlan *plan;
    const DutyList *duties;
    RidePicture *picture;
    double first; /* minutes at the edges */
    double last;
} Drawing;

/* ---------------------------------------------------------------------------------- lanes */

static int x_of(const Drawing *drawing, double minute)
{
    const double along = (minute - drawing->first) / (drawing->last - drawing->first);
    return EDGE + (int)lround(along * (WIDTH - 2 * EDGE));
}

static void measure(Drawing *drawing)
{
    drawing->first = 24 * HOUR_MINUTES;
    for (size_t i = 0; i < drawing->plan->tours.count; i++) {
        const PlanTour *tour = &drawing->plan->tours.items[i];
        drawing->first = fmin(drawing->first, tour->depart);
        drawing->last = fmax(drawing->last, tour->finish);
    }
    drawing->first = floor(drawing->first / HOUR_MINUTES) * HOUR_MINUTES;
    drawing->last = ceil(drawing->last / HOUR_MINUTES) * HOUR_MINUTES;
    drawing->last = fmax(drawing->last, drawing->first + HOUR_MINUTES);
}

static void mark_hours(Drawing *drawing)
{
    Arena *arena = drawing->request->arena;
    const size_t count = (size_t)((drawing->last - drawing->first) / HOUR_MINUTES) + 1;
    HourMark *hours = ARENA_ARRAY(arena, HourMark, count);
    for (size_t i = 0; i < count; i++) {
        const double minute = drawing->first + (double)i * HOUR_MINUTES;
        hours[i] = (HourMark){x_of(drawing, minute),
                              text_format(arena, "%d", (int)minute / HOUR_MINUTES)};
    }
    drawing->picture->hours = hours;
    drawing->picture->hour_count = count;
}

/* A bar from where they are fetched to where they are set down, in the first row that is free.
 */
static void draw_blocks(const Drawing *drawing, const PlanTour *tour, LaneView *lane)
{
    double busy[BLOCKS] = {0};
    LaneBlock *blocks =
        ARENA_ARRAY(drawing->request->arena, LaneBlock, drawing->plan->stops.count);
    for (size_t i = 0; i < drawing->plan->stops.count; i++) {
        const PlanStop *from = &drawing->plan->stops.items[i];
        size_t k = i + 1;
        if (!from->is_pickup || !id_equal(from->driver, tour->driver)) {
            continue;
        }
        while (k < drawing->plan->stops.count &&
               (!id_equal(drawing->plan->stops.items[k].request, from->request) ||
                !id_equal(drawing->plan->stops.items[k].driver, tour->driver))) {
            k++;
        }
        const double end =
            k < drawing->plan->stops.count ? drawing->plan->stops.items[k].leave : from->leave;
        int row = 0;
        while (row < BLOCKS - 1 && busy[row] > from->start) {
            row++;
        }
        busy[row] = end;
        const int x = x_of(drawing, from->start);
        blocks[lane->block_count++] =
            (LaneBlock){x, lane->y + row * 5, x_of(drawing, end) - x + 1};
    }
    lane->blocks = blocks;
}

static const DriverOnDuty *duty_of(const Drawing *drawing, Id driver)
{
    for (size_t i = 0; i < drawing->duties->count; i++) {
        if (id_equal(drawing->duties->items[i].driver.id, driver)) {
            return &drawing->duties->items[i];
        }
    }
    return NULL;
}

static LaneView lane_of(const Drawing *drawing, size_t i)
{
    const Request *request = drawing->request;
    Arena *arena = request->arena;
    const PlanTour *tour = &drawing->plan->tours.items[i];
    const DriverOnDuty *duty = duty_of(drawing, tour->driver);
    const Date day = drawing->plan->day;
    const Text from = ride_clock_words(request, day, tour->depart);
    const Text to = ride_clock_words(request, day, tour->finish + 1);
    const Text id = id_format(arena, tour->driver);
    LaneView lane = {
        .id = id,
        .number = text_format(arena, "%zu", i + 1),
        .driver = duty == NULL ? TEXT("–") : duty->driver.name,
        .words = text_format(arena, "%.*s – %.*s · %.*s", TEXT_ARG(from), TEXT_ARG(to),
                             TEXT_ARG(ride_distance_words(request, tour->meters))),
        .sheet_href =
            request_link(request, text_format(arena, "/transports/feuille/%.*s?jour=%.*s",
                                              TEXT_ARG(id), TEXT_ARG(date_format(arena, day)))),
        .y = TOP + (int)i * LANE,
        .x = x_of(drawing, tour->depart),
        .width = x_of(drawing, tour->finish) - x_of(drawing, tour->depart) + 1,
        .family = (int)(i % FAMILIES),
        .is_broken = duty != NULL && duty->broken >= 0,
    };
    draw_blocks(drawing, tour, &lane);
    return lane;
}

static void draw_lanes(Drawing *drawing)
{
    const size_t count = drawing->plan->tours.count;
    LaneView *lanes = ARENA_ARRAY(drawing->request->arena, LaneView, count);
    measure(drawing);
    mark_hours(drawing);
    for (size_t i = 0; i < count; i++) {
        lanes[i] = lane_of(drawing, i);
    }
    drawing->picture->lanes = lanes;
    drawing->picture->lane_count = count;
    drawing->picture->height = TOP + (int)count * LANE;
}

/* --------------------------------------------------------------------------------- routes */

typedef struct MapSpot {
    GeoPoint point;
    size_t tour;
    bool is_home;
    bool is_pickup;
} MapSpot;

typedef LIST_OF(MapSpot) MapSpotList;

static const RideRequest *ride_of(const RideRequestList *rides, Id id)
{
    for (size_t i = 0; i < rides->count; i++) {
        if (id_equal(rides->items[i].id, id)) {
            return &rides->items[i];
        }
    }
    return NULL;
}

static void add_home(Drawing *drawing, size_t tour, MapSpotList *spots)
{
    MapSpot spot = {.tour = tour, .is_home = true};
    const DriverOnDuty *duty = duty_of(drawing, drawing->plan->tours.items[tour].driver);
    if (duty != NULL && gazetteer_postal_code(duty->driver.postal, &spot.point)) {
        LIST_APPEND(drawing->request->arena, spots, spot);
    }
}

static Outcome add_stops(Drawing *drawing, const RideRequestList *rides, size_t tour,
                         MapSpotList *spots)
{
    Access *access = access_of(drawing->request);
    for (size_t i = 0; i < drawing->plan->stops.count; i++) {
        RideWay way = {0};
        const PlanStop *stop = &drawing->plan->stops.items[i];
        const RideRequest *ride = ride_of(rides, stop->request);
        if (ride == NULL || !id_equal(stop->driver, drawing->plan->tours.items[tour].driver)) {
            continue;
        }
        TRY(ride_way_open(access, ride, &way));
        const MapSpot spot = {stop->is_pickup ? way.from_point : way.to_point, tour, false,
                              stop->is_pickup};
        if (!way.is_protected) {
            LIST_APPEND(drawing->request->arena, spots, spot);
        }
    }
    return OK;
}

/* One scale for both directions, so that what is farther looks farther. */
typedef struct Scale {
    double west;
    double north;
    double shrink; /* kilometres east a degree */
    double unit;   /* of the picture, a kilometre */
    int left;      /* where the west is, so that the middle is in the middle */
} Scale;

static Scale scale_of(const MapSpotList *spots)
{
    double west = 180;
    double east = -180;
    double south = 90;
    double north = -90;
    for (size_t i = 0; i < spots->count; i++) {
        const GeoPoint point = spots->items[i].point;
        west = fmin(west, point.longitude);
        east = fmax(east, point.longitude);
        south = fmin(south, point.latitude);
        north = fmax(north, point.latitude);
    }
    const double shrink = DEGREE_KM * cos(north * 3.14159265358979 / 180);
    const double across = fmax((east - west) * shrink, 1) / (WIDTH - 2 * EDGE);
    const double along = fmax((north - south) * DEGREE_KM, 1) / (MAP_HEIGHT - 2 * EDGE);
    const double unit = 1 / fmax(across, along);
    const int left = (int)(WIDTH - (east - west) * shrink * unit) / 2;
    return (Scale){west, north, shrink, unit, left};
}

static int map_x(const Scale *scale, GeoPoint point)
{
    return scale->left +
           (int)lround((point.longitude - scale->west) * scale->shrink * scale->unit);
}

static int map_y(const Scale *scale, GeoPoint point)
{
    return EDGE + (int)lround((scale->north - point.latitude) * DEGREE_KM * scale->unit);
}

static RouteView route_of(const Drawing *drawing, const MapSpotList *spots, const Scale *scale,
                          size_t tour)
{
    enum { POINT_BYTES = 16 };
    Arena *arena = drawing->request->arena;
    Buffer points = buffer_new(arena, (spots->count + 2) * POINT_BYTES);
    RouteView route = {.number = text_format(arena, "%zu", tour + 1),
                       .family = (int)(tour % FAMILIES)};
    for (size_t i = 0; i < spots->count; i++) {
        const MapSpot *spot = &spots->items[i];
        if (spot->tour == tour) {
            const int x = map_x(scale, spot->point);
            const int y = map_y(scale, spot->point);
            buffer_append_format(&points, "%d,%d ", x, y);
            route.x = spot->is_home ? x : route.x;
            route.y = spot->is_home ? y : route.y;
        }
    }
    if (route.x > 0) { /* and home again */
        buffer_append_format(&points, "%d,%d", route.x, route.y);
    }
    route.points = buffer_text(&points);
    return route;
}

static void draw_spots(const Drawing *drawing, const MapSpotList *spots, const Scale *scale)
{
    RouteSpot *drawn = ARENA_ARRAY(drawing->request->arena, RouteSpot, spots->count);
    size_t count = 0;
    for (size_t i = 0; i < spots->count; i++) {
        const MapSpot *spot = &spots->items[i];
        if (!spot->is_home) {
            drawn[count++] = (RouteSpot){map_x(scale, spot->point), map_y(scale, spot->point),
                                         spot->is_pickup};
        }
    }
    drawing->picture->spots = drawn;
    drawing->picture->spot_count = count;
}

static Outcome draw_routes(Drawing *drawing, const RideRequestList *rides)
{
    MapSpotList spots = {0};
    const size_t count = drawing->plan->tours.count;
    RouteView *routes = ARENA_ARRAY(drawing->request->arena, RouteView, count);
    for (size_t i = 0; i < count; i++) {
        add_home(drawing, i, &spots);
        TRY(add_stops(drawing, rides, i, &spots));
    }
    const Scale scale = scale_of(&spots);
    for (size_t i = 0; i < count; i++) {
        routes[i] = route_of(drawing, &spots, &scale, i);
    }
    drawing->picture->routes = routes;
    drawing->picture->route_count = spots.count > 0 ? count : 0;
    draw_spots(drawing, &spots, &scale);
    return OK;
}

Outcome ride_picture_fill(Request *request, const DayPlan *plan, const RideRequestList *rides,
                          const DutyList *duties, RidePicture *picture)
{
    Drawing drawing = {request, plan, duties, picture, 0, 0};
    if (plan->tours.count == 0) {
        return OK;
    }
    draw_lanes(&drawing);
    return draw_routes(&drawing, rides);
}
