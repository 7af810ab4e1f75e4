/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_work.h"

#define DETOUR      1.3 /* road by straight line */
#define SPEED       45.0
#define METERS_A_KM 1000.0

/* ------------------------------------------------------------------------------- the past */

/* Whether a stop of the plan before is taken over as it is. */
static bool stop_is_past(const RideWork *work, const PlanStop *stop)
{
    return stop->is_past || stop->start < work->from;
}

static const PlanTour *tour_before(const RideWork *work, Id driver)
{
    for (size_t i = 0; i < work->before->tours.count; i++) {
        if (id_equal(work->before->tours.items[i].driver, driver)) {
            return &work->before->tours.items[i];
        }
    }
    return NULL;
}

/* The last thing that happened to a request; NULL when nothing did. */
static const PlanStop *last_past(const RideWork *work, Id request)
{
    const PlanStop *last = NULL;
    for (size_t i = 0; i < work->before->stops.count; i++) {
        const PlanStop *stop = &work->before->stops.items[i];
        if (id_equal(stop->request, request) && stop_is_past(work, stop) &&
            (last == NULL || stop->start > last->start)) {
            last = stop;
        }
    }
    return last;
}

static int32_t duty_of(const RideWork *work, Id driver)
{
    for (size_t v = 0; v < work->duties.count; v++) {
        if (id_equal(work->duties.items[v].driver.id, driver)) {
            return (int32_t)v;
        }
    }
    return -1;
}

/* ---------------------------------------------------------------------------------- rides */

typedef struct Known {
    const RideRequest *request;
    RideWay way;
} Known;

static const Known *known_of(const Known *known, size_t count, Id request)
{
    for (size_t i = 0; i < count; i++) {
        if (id_equal(known[i].request->id, request)) {
            return &known[i];
        }
    }
    return NULL;
}

static GeoPoint point_of(const Known *known, bool is_pickup)
{
    return is_pickup ? known->way.from_point : known->way.to_point;
}

/* An earlier time at which the same person was fetched; NULL for the first. */
static const PlanStop *fetched_before(const RideWork *work, const PlanStop *stop)
{
    for (size_t i = 0; stop->is_pickup && i < work->before->stops.count; i++) {
        const PlanStop *other = &work->before->stops.items[i];
        if (other->is_pickup && other->start < stop->start &&
            id_equal(other->request, stop->request)) {
            return other;
        }
    }
    return NULL;
}

/* Who is fetched again stands where the vehicle that fetched them first broke down. */
static bool place_of(const RideWork *work, const Known *known, size_t count,
                     const PlanStop *stop, GeoPoint *place)
{
    const PlanStop *first = fetched_before(work, stop);
    const PlanStop *where = first == NULL ? stop : first;
    for (size_t i = 0; first != NULL && i < work->before->stops.count; i++) {
        const PlanStop *other = &work->before->stops.items[i];
        where =
            id_equal(other->driver, first->driver) && stop_is_past(work, other) ? other : where;
    }
    const Known *whose = known_of(known, count, where->request);
    *place = whose == NULL ? *place : point_of(whose, where->is_pickup);
    return whose != NULL;
}

static Ride ride_of(const RideWork *work, const Known *known)
{
    const RideRequest *request = known->request;
    const int32_t fixed = duty_of(work, request->driver);
    return (Ride){
        .name = request->label,
        .from = known->way.from_point,
        .to = known->way.to_point,
        .at = request->minute,
        .is_arrival = request->is_arrival,
        .leeway = request->is_fixed ? 0 : request->leeway,
        .companions = (int32_t)request->companions,
        .wheelchair = request->wheelchair,
        .driver = fixed >= 0 && !work->problem.drivers[fixed].is_idle ? fixed : -1,
        .not_before = work->from,
    };
}

/* Who was fetched is aboard, or stands beside a vehicle that goes no further. */
static void ride_go_on(const RideWork *work, const PlanStop *last, Ride *ride)
{
    const int32_t v = duty_of(work, last->driver);
    if (v >= 0 && !work->problem.drivers[v].is_idle) {
        ride->driver = v;
        ride->is_aboard = true;
        ride->is_stranded = fetched_before(work, last) != NULL;
        ride->left = last->leave;
        return;
    }
    ride->is_stranded = true;
    ride->from = v >= 0 ? work->problem.drivers[v].at : ride->from;
}

static bool is_over(const RideWork *work, const Ride *ride)
{
    return !ride->is_aboard && !ride->is_stranded &&
           (ride->is_arrival ? ride->at : ride->at + ride->leeway) < work->from;
}

static void add_ride(RideWork *work, const Known *known)
{
    Ride ride = ride_of(work, known);
    const PlanStop *last = last_past(work, known->request->id);
    if (!ride_state_is_to_plan(known->request->state) || (last != NULL && !last->is_pickup)) {
        return;
    }
    if (last != NULL) {
        ride_go_on(work, last, &ride);
    }
    if (!is_over(work, &ride)) {
        work->of[work->problem.ride_count] = known->request;
        work->problem.rides[work->problem.ride_count++] = ride;
    }
}

/* -------------------------------------------------------------------------------- drivers */

/* Where the driver is by what is past, and how far they drove. */
static void driver_go_on(const RideWork *work, const Known *known, size_t count,
                         RideDriver *driver, Id id)
{
    GeoPoint at = driver->home;
    for (size_t i = 0; i < work->before->stops.count; i++) {
        const PlanStop *stop = &work->before->stops.items[i];
        GeoPoint next = at;
        if (!id_equal(stop->driver, id) || !stop_is_past(work, stop) ||
            !place_of(work, known, count, stop, &next)) {
            continue;
        }
        driver->driven_km += distance_meters(at, next) / METERS_A_KM * DETOUR;
        driver->is_under_way = true;
        driver->free = stop->leave;
        driver->at = at = next;
    }
}

static RideDriver driver_of(const RideWork *work, const Known *known, size_t count, size_t v)
{
    const DriverOnDuty *duty = &work->duties.items[v];
    const PlanTour *tour = tour_before(work, duty->driver.id);
    RideDriver driver = {
        .name = duty->driver.name,
        .from = duty->shift.from,
        .to = duty->shift.to,
        .seats = (int32_t)duty->driver.seats,
        .wheelchairs = (int32_t)duty->driver.wheelchairs,
        .most_km = duty->driver.most_km > 0 ? (double)duty->driver.most_km : TOUR_MAX_MINUTES,
        .is_volunteer = duty->driver.status == DRIVER_VOLUNTEER,
        .is_idle = duty->broken >= 0,
    };
    (void)gazetteer_postal_code(duty->driver.postal, &driver.home);
    driver.at = driver.home;
    driver_go_on(work, known, count, &driver, duty->driver.id);
    /* Who has not left yet leaves now at the soonest. */
    if ((tour == NULL || tour->depart >= work->from) && driver.from < work->from) {
        driver.from = work->from;
    }
    driver.to = driver.to < driver.from ? driver.from : driver.to;
    return driver;
}

/* ----------------------------------------------------------------------------- the problem */

Outcome ride_work_prepare(RideWork *work, const RideRequest *asked, const RideWay *way)
{
    Arena *arena = work->access->arena;
    if (!work->is_read) {
        TRY(driver_on_duty(work->access, work->day, &work->duties));
        TRY(ride_request_list(work->access, work->day, work->day, &work->all));
    }
    const size_t stored = work->all.count;
    if (asked != NULL) {
        LIST_APPEND(arena, &work->all, *asked);
    }
    Known *known = ARENA_ARRAY(arena, Known, work->all.count);
    for (size_t i = 0; i < work->all.count; i++) {
        known[i].request = &work->all.items[i];
        if (i == stored) {
            known[i].way = *way;
        } else {
            TRY(ride_way_open(work->access, known[i].request, &known[i].way));
        }
    }
    work->problem = (RideDay){
        .detour = DETOUR,
        .speed = SPEED,
        .drivers = ARENA_ARRAY(arena, RideDriver, work->duties.count),
        .driver_count = work->duties.count,
        .rides = ARENA_ARRAY(arena, Ride, work->all.count),
    };
    work->of = ARENA_ARRAY(arena, const RideRequest *, work->all.count);
    for (size_t v = 0; v < work->duties.count; v++) {
        work->problem.drivers[v] = driver_of(work, known, work->all.count, v);
    }
    for (size_t i = 0; i < work->all.count; i++) {
        add_ride(work, &known[i]);
    }
    work->tour = ride_day_tour(arena, &work->problem);
    return OK;
}

/* ------------------------------------------------------------------------- from the store */

static int32_t ride_index(const RideWork *work, Id request)
{
    for (size_t i = 0; i < work->problem.ride_count; i++) {
        if (id_equal(work->of[i]->id, request)) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* Who is aboard gets in first, as the problem has it. */
static void visits_aboard(const RideWork *work, size_t v, TourRoute *route, bool *served)
{
    for (size_t i = 0; i < work->problem.ride_count; i++) {
        const Ride *ride = &work->problem.rides[i];
        if (ride->is_aboard && ride->driver == (int32_t)v) {
            const double free = work->problem.drivers[v].free;
            route->visits[route->count++] = (TourVisit){
                .request = (int32_t)i, .is_pickup = true, .start = free, .leave = free};
            served[i] = true;
        }
    }
}

static void visits_ahead(const RideWork *work, size_t v, TourRoute *route, bool *served)
{
    for (size_t k = 0; k < work->before->stops.count; k++) {
        const PlanStop *stop = &work->before->stops.items[k];
        const int32_t i = ride_index(work, stop->request);
        if (!id_equal(stop->driver, work->duties.items[v].driver.id) ||
            stop_is_past(work, stop) || i < 0) {
            continue;
        }
        route->visits[route->count++] = (TourVisit){.request = i,
                                                    .is_pickup = stop->is_pickup,
                                                    .start = stop->start,
                                                    .leave = stop->leave};
        served[i] = true;
    }
}

/* When it arrives everywhere, and how far it is. */
static void route_drive(const RideWork *work, size_t v, TourRoute *route)
{
    const TourProblem *tour = work->tour;
    const TourVehicle *vehicle = &tour->vehicles[v];
    const PlanTour *before = tour_before(work, work->duties.items[v].driver.id);
    int32_t place = vehicle->start;
    for (size_t k = 0; k < route->count; k++) {
        TourVisit *visit = &route->visits[k];
        const TourRequest *request = &tour->requests[visit->request];
        const int32_t next = visit->is_pickup ? request->pickup.place : request->dropoff.place;
        const size_t way = (size_t)place * tour->place_count + (size_t)next;
        if (k == 0) {
            const bool kept = before != NULL && !work->problem.drivers[v].is_under_way;
            route->depart = kept ? before->depart : visit->start - tour->minutes[way];
        }
        visit->arrive =
            (k == 0 ? route->depart : route->visits[k - 1].leave) + tour->minutes[way];
        route->distance += tour->distance[way];
        place = next;
    }
    if (route->count > 0) {
        const size_t home = (size_t)place * tour->place_count + (size_t)vehicle->end;
        route->finish = route->visits[route->count - 1].leave + tour->minutes[home];
        route->distance += tour->distance[home];
    }
}

TourPlan ride_work_tours(const RideWork *work)
{
    Arena *arena = work->access->arena;
    const size_t rides = work->problem.ride_count;
    bool *served = ARENA_ARRAY(arena, bool, rides);
    TourPlan plan = {.routes = ARENA_ARRAY(arena, TourRoute, work->duties.count),
                     .unserved = ARENA_ARRAY(arena, int32_t, rides)};
    for (size_t v = 0; v < work->duties.count; v++) {
        TourRoute *route = &plan.routes[v];
        route->visits = ARENA_ARRAY(arena, TourVisit, 2 * rides);
        visits_aboard(work, v, route, served);
        visits_ahead(work, v, route, served);
        route_drive(work, v, route);
        plan.distance += route->distance;
        plan.cost += route->distance * work->tour->vehicles[v].distance_cost +
                     (route->count > 0 ? work->tour->vehicles[v].use_cost : 0);
    }
    for (size_t i = 0; i < rides; i++) {
        if (!served[i]) {
            plan.unserved[plan.unserved_count++] = (int32_t)i;
        }
    }
    return plan;
}

/* --------------------------------------------------------------------------- to the store */

/* Stops that happened stay, also of a driver who is on duty no more. */
static void take_past(const RideWork *work, Id driver, DayPlan *made)
{
    for (size_t k = 0; k < work->before->stops.count; k++) {
        PlanStop stop = work->before->stops.items[k];
        if (id_equal(stop.driver, driver) && stop_is_past(work, &stop)) {
            stop.is_past = true;
            LIST_APPEND(work->access->arena, &made->stops, stop);
        }
    }
}

static void take_ahead(const RideWork *work, size_t v, const TourRoute *route, DayPlan *made)
{
    for (size_t k = 0; k < route->count; k++) {
        const TourVisit *visit = &route->visits[k];
        if (visit->is_pickup && work->problem.rides[visit->request].is_aboard) {
            continue;
        }
        const PlanStop stop = {
            .driver = work->duties.items[v].driver.id,
            .request = work->of[visit->request]->id,
            .is_pickup = visit->is_pickup,
            .start = visit->start,
            .leave = visit->leave,
        };
        LIST_APPEND(work->access->arena, &made->stops, stop);
    }
}

/* A vehicle that broke down is driven home by nobody. */
static double way_home_km(const RideWork *work, size_t v)
{
    const RideDriver *driver = &work->problem.drivers[v];
    return driver->is_idle ? 0
                           : distance_meters(driver->at, driver->home) / METERS_A_KM * DETOUR;
}

static void take_tour(const RideWork *work, size_t v, const TourRoute *route, DayPlan *made)
{
    const RideDriver *driver = &work->problem.drivers[v];
    const Id id = work->duties.items[v].driver.id;
    const PlanTour *before = tour_before(work, id);
    if (route->count == 0 && !driver->is_under_way) {
        return;
    }
    const double rest = route->count > 0 ? route->distance : way_home_km(work, v);
    const PlanTour tour = {
        .driver = id,
        .depart = driver->is_under_way && before != NULL ? before->depart : route->depart,
        .finish = route->count > 0 ? route->finish : driver->free + rest / SPEED * 60,
        .meters = (int64_t)((driver->driven_km + rest) * METERS_A_KM + 0.5),
    };
    LIST_APPEND(work->access->arena, &made->tours, tour);
}

/* A driver who went off duty keeps what they drove. */
static void take_off_duty(const RideWork *work, DayPlan *made)
{
    for (size_t i = 0; i < work->before->tours.count; i++) {
        const PlanTour *tour = &work->before->tours.items[i];
        const size_t stops = made->stops.count;
        if (duty_of(work, tour->driver) >= 0) {
            continue;
        }
        take_past(work, tour->driver, made);
        if (made->stops.count > stops) {
            LIST_APPEND(work->access->arena, &made->tours, *tour);
        }
    }
}

void ride_work_take(const RideWork *work, const TourPlan *tours, DayPlan *made)
{
    for (size_t v = 0; v < work->duties.count; v++) {
        take_past(work, work->duties.items[v].driver.id, made);
        take_ahead(work, v, &tours->routes[v], made);
        take_tour(work, v, &tours->routes[v], made);
    }
    take_off_duty(work, made);
}
