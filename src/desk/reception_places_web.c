/* SPDX-License-Identifier: EUPL-1.2 */
/* The right column: what the directory knows of places, never without its age. */
#include <stdlib.h>

#include "desk/reception_web.h"
#include "desk/sentences.h"
#include "matching/page_web.h"
#include "matching/plan_form_web.h"

enum { MOST_PLACES = 6 };

typedef struct Counted {
    const Service *service;
    const Capacity *capacity;
    double distance; /* meters from the house; 0 when unknown */
} Counted;

static const Location *place_of(const Catalogue *catalogue, const Service *service)
{
    for (size_t i = 0; i < service->doors.count; i++) {
        const Door *door = &catalogue->doors[service->doors.items[i]];
        const Location *location = catalogue_shown_location(catalogue, door);
        if (location != NULL && location->has_point) {
            return location;
        }
    }
    return NULL;
}

static const Location *house_location(const Catalogue *catalogue, Arena *arena, Id house)
{
    const uint32_t wanted = catalogue_organization(catalogue, id_format(arena, house));
    for (size_t i = 0; wanted != NONE && i < catalogue->service_count; i++) {
        const Service *service = &catalogue->services[i];
        const Location *location =
            service->organization == wanted ? place_of(catalogue, service) : NULL;
        if (location != NULL) {
            return location;
        }
    }
    return NULL;
}

Text desk_house_place(const Request *request, Id house)
{
    const Location *location =
        house_location(network_of(request)->catalogue, request->arena, house);
    return location == NULL ? TEXT("")
                            : text_format(request->arena, "%.5f, %.5f",
                                          location->point.latitude, location->point.longitude);
}

/* A number somebody counted comes before one nobody did; then the nearest. */
static int compare_counted(const void *a, const void *b)
{
    const Counted *left = a;
    const Counted *right = b;
    const bool left_known = left->capacity->available >= 0;
    const bool right_known = right->capacity->available >= 0;
    if (left_known != right_known) {
        return left_known ? -1 : 1;
    }
    return (left->distance > right->distance) - (left->distance < right->distance);
}

static Text age_of(const Request *request, const Capacity *capacity)
{
    Date day = 0;
    const Text written = text_slice(capacity->updated, 0, 10);
    if (capacity->available < 0) {
        return say(request->language, SAY_DESK_FREE_UNKNOWN);
    }
    return date_parse(written, &day)
               ? say_with(request->arena, request->language, SAY_DESK_COUNTED, "day",
                          say_day(request->arena, request->language, day))
               : say(request->language, SAY_DESK_COUNTED_NEVER);
}

static PlaceNow place_now(const Request *request, const Counted *counted)
{
    const Capacity *capacity = counted->capacity;
    const Term *need = page_first_need(network_of(request)->catalogue, counted->service);
    PlaceNow place = {
        .icon = page_icon(need),
        .name = phrase_in(&counted->service->name, request->language, NULL),
        .age = age_of(request, capacity),
        .free = TEXT("?"),
    };
    if (capacity->available >= 0) {
        place.free = text_format(request->arena, "%d", capacity->available);
    }
    if (capacity->maximum >= 0) {
        place.total = text_format(request->arena, "%d", capacity->maximum);
    }
    return place;
}

static double distance_of(const Catalogue *catalogue, const Service *service,
                          const Location *house)
{
    const Location *location = house == NULL ? NULL : place_of(catalogue, service);
    return location == NULL ? 0 : distance_meters(house->point, location->point);
}

void desk_places_fill(const Request *request, DeskPageView *view)
{
    LIST_OF(Counted) counted = {0};
    const Catalogue *catalogue = network_of(request)->catalogue;
    const Access *access = request->access;
    const Location *house = house_location(catalogue, request->arena, access->caller.house);
    for (size_t i = 0; i < catalogue->service_count; i++) {
        const Service *service = &catalogue->services[i];
        if (service->capacity_count > 0) {
            LIST_APPEND(request->arena, &counted,
                        (Counted){service, &service->capacities[0],
                                  distance_of(catalogue, service, house)});
        }
    }
    if (counted.count > 0) {
        qsort(counted.items, counted.count, sizeof *counted.items, compare_counted);
    }
    const size_t count = counted.count < MOST_PLACES ? counted.count : MOST_PLACES;
    PlaceNow *places = ARENA_ARRAY(request->arena, PlaceNow, count);
    for (size_t i = 0; i < count; i++) {
        places[i] = place_now(request, &counted.items[i]);
    }
    view->places = places;
    view->place_count = count;
}
