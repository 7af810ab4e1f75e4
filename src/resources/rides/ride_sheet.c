/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_sheet.h"

#include "resources/rides/ride_private.h"

static Outcome find_tour(Access *access, const DayPlan *plan, Id driver, PlanTour *tour)
{
    for (size_t i = 0; i < plan->tours.count; i++) {
        if (id_equal(plan->tours.items[i].driver, driver)) {
            *tour = plan->tours.items[i];
            return OK;
        }
    }
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "driver",
                       "this driver has no tour on that day");
}

/* Who drives reads a town first; the point stands beside it. */
static Text near_words(Arena *arena, Text address)
{
    GeoPoint point = {0};
    if (!ride_coordinates(address, &point)) {
        return TEXT("");
    }
    const PostalPlace *place = gazetteer_place_near(point);
    return text_format(arena, "%.*s %.*s", TEXT_ARG(place->postal_code), TEXT_ARG(place->name));
}

static Outcome add_line(Access *access, const PlanStop *stop, RideSheet *sheet)
{
    RideWay way = {0};
    RideRequest ride = {0};
    TRY(ride_request_get(access, stop->request, &ride));
    if (!ride_state_is_to_plan(ride.state) && !stop->is_past) {
        return OK;
    }
    TRY(stop->is_pickup ? ride_way_read(access, &ride, &way)
                        : ride_way_open(access, &ride, &way));
    const Text address = stop->is_pickup ? way.from : way.to;
    const SheetLine line = {
        .at = stop->start,
        .is_pickup = stop->is_pickup,
        .label = ride.label,
        .address = address,
        .near = near_words(access->arena, address),
        .companions = ride.companions,
        .wheelchair = ride.wheelchair,
    };
    LIST_APPEND(access->arena, &sheet->lines, line);
    return OK;
}

Outcome ride_sheet_read(Access *access, Date day, Id driver, RideSheet *sheet)
{
    DayPlan plan = {0};
    TRY(ride_require(access, MAY_PLAN_RIDES));
    TRY(driver_get(access, driver, &sheet->driver));
    TRY(ride_plan_last(access, day, &plan));
    TRY(find_tour(access, &plan, driver, &sheet->tour));
    for (size_t i = 0; i < plan.stops.count; i++) {
        if (id_equal(plan.stops.items[i].driver, driver)) {
            TRY(add_line(access, &plan.stops.items[i], sheet));
        }
    }
    return OK;
}
