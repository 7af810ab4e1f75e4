/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/house_place.h"

#include "directory/record.h"
#include "json/json.h"

/* A service of one of the houses, or a location one of them receives at. */
typedef struct OfHouse {
    Id id;
    Id house;
} OfHouse;

typedef LIST_OF(OfHouse) OfHouseList;

typedef struct Gathering {
    Arena *arena;
    const HouseIds *houses;
    OfHouseList services;
    OfHouseList locations;
    HousePointList points;
} Gathering;

/* The identifier a canonical body gives under a name, found before anything is parsed: most
 * records are of other houses. */
static bool link_of(Text body, const char *field, Id *id)
{
    enum { UUID_BYTES = 36 };
    const Text name = text_from(field);
    const size_t start = text_find(body, name, 0) + name.length;
    return body.length >= start + UUID_BYTES &&
           id_parse(text_slice(body, start, start + UUID_BYTES), id);
}

static bool is_among(const HouseIds *houses, Id id)
{
    for (size_t i = 0; i < houses->count; i++) {
        if (id_equal(houses->items[i], id)) {
            return true;
        }
    }
    return false;
}

static Outcome gather_service(void *context, const Record *record, Problem *problem)
{
    Id house = {{0}};
    Gathering *gathering = context;
    (void)problem;
    if (link_of(record->body, "\"organization_id\":\"", &house) &&
        is_among(gathering->houses, house)) {
        const OfHouse service = {record->id, house};
        LIST_APPEND(gathering->arena, &gathering->services, service);
    }
    return OK;
}

static Outcome gather_door(void *context, const Record *record, Problem *problem)
{
    Id service = {{0}};
    OfHouse place = {0};
    Gathering *gathering = context;
    (void)problem;
    if (!link_of(record->body, "\"service_id\":\"", &service) ||
        !link_of(record->body, "\"location_id\":\"", &place.id)) {
        return OK;
    }
    for (size_t i = 0; i < gathering->services.count; i++) {
        if (id_equal(gathering->services.items[i].id, service)) {
            place.house = gathering->services.items[i].house;
            LIST_APPEND(gathering->arena, &gathering->locations, place);
        }
    }
    return OK;
}

/* False for what is confidential, and for a point no more precise than a town. */
static bool point_of(const json_t *body, GeoPoint *point)
{
    static const char *const vague[] = {"postal_code", "commune", "region"};
    size_t at = 0;
    const json_t *own = json_object_get(body, "seuil");
    const json_t *latitude = json_object_get(body, "latitude");
    const json_t *longitude = json_object_get(body, "longitude");
    if (json_is_true(json_object_get(own, "confidential")) || !json_is_number(latitude) ||
        !json_is_number(longitude) ||
        text_among(json_member_text(own, "precision"), vague, LENGTH_OF(vague), &at)) {
        return false;
    }
    *point = (GeoPoint){json_number_value(latitude), json_number_value(longitude)};
    return geo_point_is_valid(*point);
}

static Outcome add_point(Gathering *gathering, const Record *record, Problem *problem)
{
    GeoPoint point = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(json_read(record->body, JSON_FILE_LIMITS, &body, problem));
    for (size_t i = 0; i < gathering->locations.count; i++) {
        const OfHouse *location = &gathering->locations.items[i];
        if (id_equal(location->id, record->id) && point_of(body, &point)) {
            const HousePoint place = {location->house, point};
            LIST_APPEND(gathering->arena, &gathering->points, place);
        }
    }
    return OK;
}

static Outcome gather_location(void *context, const Record *record, Problem *problem)
{
    Gathering *gathering = context;
    for (size_t i = 0; i < gathering->locations.count; i++) {
        if (id_equal(gathering->locations.items[i].id, record->id)) {
            return add_point(gathering, record, problem);
        }
    }
    return OK;
}

Outcome house_points_read(Access *access, const HouseIds *houses, HousePointList *points)
{
    Gathering gathering = {.arena = access->arena, .houses = houses};
    TRY(record_each(access->session, ENTITY_SERVICE, (RecordSink){gather_service, &gathering},
                    access->problem));
    TRY(record_each(access->session, ENTITY_SERVICE_AT_LOCATION,
                    (RecordSink){gather_door, &gathering}, access->problem));
    TRY(record_each(access->session, ENTITY_LOCATION, (RecordSink){gather_location, &gathering},
                    access->problem));
    *points = gathering.points;
    return OK;
}

static bool nearest(const void *context, Id from, Id to, double *meters)
{
    bool is_known = false;
    const HousePointList *points = context;
    for (size_t i = 0; i < points->count; i++) {
        for (size_t j = 0; j < points->count; j++) {
            if (!id_equal(points->items[i].house, from) ||
                !id_equal(points->items[j].house, to)) {
                continue;
            }
            const double way = distance_meters(points->items[i].point, points->items[j].point);
            *meters = !is_known || way < *meters ? way : *meters;
            is_known = true;
        }
    }
    return is_known;
}

HouseWay house_way(const HousePointList *points)
{
    return (HouseWay){nearest, points};
}
