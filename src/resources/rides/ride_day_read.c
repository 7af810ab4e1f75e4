/* SPDX-License-Identifier: EUPL-1.2 */
/* A day of rides from JSON, each thing wrong with it named by its place and field. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "resources/rides/ride_day.h"
#include "json/json.h"

#define MOST_RIDES   500
#define MOST_DRIVERS 64
#define MOST_NAME    100
#define DAY_MINUTES  1440

/* One object being read, and where it stands: "/rides/3". */
typedef struct Reading {
    Arena *arena;
    const json_t *object;
    Text where;
    Problem *problem;
} Reading;

#define REFUSE(reading, field, ...)                                                            \
    problem_set((reading)->problem, INVALID, (reading)->where, (field), __VA_ARGS__)

static Outcome members_check(const Reading *reading, const char *const *known, size_t count)
{
    const char *name = NULL;
    json_t *value = NULL;
    if (!json_is_object(reading->object)) {
        return REFUSE(reading, "", "an object is expected");
    }
    json_object_foreach((json_t *)(uintptr_t)reading->object, name, value)
    {
        if (!text_among(text_from(name), known, count, NULL)) {
            return REFUSE(reading, name, "no such field");
        }
    }
    return OK;
}

static Outcome number_read(const Reading *reading, const char *field, double least, double most,
                           double *number)
{
    const json_t *value = json_object_get(reading->object, field);
    if (value == NULL) {
        return OK; /* as it was */
    }
    const double given = json_number_value(value);
    if (!json_is_number(value) || given < least || given > most) {
        return REFUSE(reading, field, "a number from %g to %g is expected", least, most);
    }
    *number = given;
    return OK;
}

static Outcome count_read(const Reading *reading, const char *field, int32_t most,
                          int32_t *count)
{
    double given = *count;
    TRY(number_read(reading, field, 0, most, &given));
    if (given != (double)(int32_t)given) {
        return REFUSE(reading, field, "a whole number is expected");
    }
    *count = (int32_t)given;
    return OK;
}

static Outcome yes_read(const Reading *reading, const char *field, bool *yes)
{
    const json_t *value = json_object_get(reading->object, field);
    if (value != NULL && !json_is_boolean(value)) {
        return REFUSE(reading, field, "true or false is expected");
    }
    *yes = json_is_true(value);
    return OK;
}

static Outcome name_read(const Reading *reading, Text *name)
{
    *name = text_copy(reading->arena, json_member_text(reading->object, "name"));
    if (text_is_empty(*name) || name->length > MOST_NAME) {
        return REFUSE(reading, "name", "1 to %d bytes are expected", MOST_NAME);
    }
    return OK;
}

bool ride_clock_parse(Text text, Minutes *minutes)
{
    int64_t hour = 0;
    int64_t minute = 0;
    if (text.length != 5 || text.bytes[2] != ':' ||
        !text_to_integer(text_slice(text, 0, 2), &hour) ||
        !text_to_integer(text_slice(text, 3, 5), &minute) || hour < 0 || minute < 0 ||
        minute > 59 || hour * 60 + minute > DAY_MINUTES) {
        return false;
    }
    *minutes = (Minutes)(hour * 60 + minute);
    return true;
}

Text ride_clock(Arena *arena, double minutes)
{
    const int whole = (int)(minutes + 1e-9);
    return text_format(arena, "%02d:%02d", whole / 60, whole % 60);
}

static Outcome clock_read(const Reading *reading, const char *field, Minutes *minutes)
{
    return ride_clock_parse(json_member_text(reading->object, field), minutes)
               ? OK
               : REFUSE(reading, field, "a time from 00:00 to 24:00 is expected, as 08:30");
}

/* "4020", or "50.6326,5.5797". */
static Outcome place_read(const Reading *reading, const char *field, GeoPoint *point)
{
    Text rest = json_member_text(reading->object, field);
    Text latitude;
    if (gazetteer_postal_code(rest, point)) {
        return OK;
    }
    if (!text_next(&rest, ',', &latitude) ||
        !text_to_real(text_trim(latitude), &point->latitude) ||
        !text_to_real(text_trim(rest), &point->longitude) || !geo_point_is_valid(*point)) {
        return REFUSE(reading, field,
                      "a postal code that exists, or latitude,longitude, is expected");
    }
    return OK;
}

static Outcome driver_read(const Reading *reading, RideDriver *driver)
{
    static const char *const known[] = {"name",        "place",   "from", "to",       "seats",
                                        "wheelchairs", "most_km", "rate", "volunteer"};
    *driver = (RideDriver){.seats = 3, .most_km = TOUR_MAX_MINUTES};
    TRY(members_check(reading, known, LENGTH_OF(known)));
    TRY(name_read(reading, &driver->name));
    TRY(place_read(reading, "place", &driver->home));
    TRY(clock_read(reading, "from", &driver->from));
    TRY(clock_read(reading, "to", &driver->to));
    TRY(count_read(reading, "seats", TOUR_MAX_LOAD, &driver->seats));
    TRY(count_read(reading, "wheelchairs", TOUR_MAX_LOAD, &driver->wheelchairs));
    TRY(number_read(reading, "most_km", 0, TOUR_MAX_MINUTES, &driver->most_km));
    TRY(number_read(reading, "rate", 0, 100, &driver->rate));
    TRY(yes_read(reading, "volunteer", &driver->is_volunteer));
    return driver->from <= driver->to ? OK : REFUSE(reading, "to", "before “from”");
}

/* One of the two: to be there, or to be fetched. */
static Outcome ride_time_read(const Reading *reading, Ride *ride)
{
    double leeway = 20;
    ride->is_arrival = json_object_get(reading->object, "arrive") != NULL;
    if (ride->is_arrival && json_object_get(reading->object, "fetch") != NULL) {
        return REFUSE(reading, "fetch", "give “arrive” or “fetch”, not both");
    }
    TRY(clock_read(reading, ride->is_arrival ? "arrive" : "fetch", &ride->at));
    TRY(number_read(reading, "leeway", 0, DAY_MINUTES, &leeway));
    ride->leeway = (Minutes)leeway;
    return OK;
}

static Outcome fixed_read(const Reading *reading, const RideDay *day, Ride *ride)
{
    const Text name = json_member_text(reading->object, "driver");
    ride->driver = -1;
    if (json_object_get(reading->object, "driver") == NULL) {
        return OK;
    }
    for (size_t v = 0; v < day->driver_count; v++) {
        if (text_equal(day->drivers[v].name, name)) {
            ride->driver = (int32_t)v;
            return OK;
        }
    }
    return REFUSE(reading, "driver", "no driver of this name");
}

static Outcome ride_read(const Reading *reading, const RideDay *day, Ride *ride)
{
    static const char *const known[] = {"name",   "from",       "to",         "arrive", "fetch",
                                        "leeway", "companions", "wheelchair", "driver"};
    *ride = (Ride){0};
    TRY(members_check(reading, known, LENGTH_OF(known)));
    TRY(name_read(reading, &ride->name));
    TRY(place_read(reading, "from", &ride->from));
    TRY(place_read(reading, "to", &ride->to));
    TRY(ride_time_read(reading, ride));
    TRY(count_read(reading, "companions", 8, &ride->companions));
    TRY(yes_read(reading, "wheelchair", &ride->wheelchair));
    return fixed_read(reading, day, ride);
}

/* A list of the day, of 1 to `most` objects. */
static Outcome list_find(const Reading *reading, const char *field, size_t most,
                         const json_t **list)
{
    *list = json_object_get(reading->object, field);
    const size_t count = json_array_size(*list);
    return json_is_array(*list) && count >= 1 && count <= most
               ? OK
               : REFUSE(reading, field, "a list of 1 to %zu is expected", most);
}

static Reading reading_at(const Reading *day, const char *field, const json_t *list, size_t i)
{
    Reading reading = *day;
    reading.object = json_array_get(list, i);
    reading.where = text_format(day->arena, "/%s/%zu", field, i);
    return reading;
}

static Outcome drivers_read(const Reading *reading, RideDay *day)
{
    const json_t *list = NULL;
    TRY(list_find(reading, "drivers", MOST_DRIVERS, &list));
    day->drivers = ARENA_ARRAY(reading->arena, RideDriver, json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const Reading one = reading_at(reading, "drivers", list, i);
        TRY(driver_read(&one, &day->drivers[i]));
        for (size_t other = 0; other < i; other++) {
            if (text_equal(day->drivers[other].name, day->drivers[i].name)) {
                return REFUSE(&one, "name", "two drivers bear it");
            }
        }
        day->driver_count++;
    }
    return OK;
}

static Outcome rides_read(const Reading *reading, RideDay *day)
{
    const json_t *list = NULL;
    TRY(list_find(reading, "rides", MOST_RIDES, &list));
    day->rides = ARENA_ARRAY(reading->arena, Ride, json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const Reading one = reading_at(reading, "rides", list, i);
        TRY(ride_read(&one, day, &day->rides[i]));
        day->ride_count++;
    }
    return OK;
}

Outcome ride_day_read(Arena *arena, Text json, RideDay *day, Problem *problem)
{
    static const char *const known[] = {"detour", "speed", "drivers", "rides"};
    json_t *root SCOPED(json_close) = NULL;
    TRY(json_read(json, JSON_REQUEST_LIMITS, &root, problem));
    const Reading reading = {
        .arena = arena, .object = root, .where = TEXT("/"), .problem = problem};
    *day = (RideDay){.detour = 1.3, .speed = 45};
    TRY(members_check(&reading, known, LENGTH_OF(known)));
    TRY(number_read(&reading, "detour", 1, 5, &day->detour));
    TRY(number_read(&reading, "speed", 5, 120, &day->speed));
    TRY(drivers_read(&reading, day));
    return rides_read(&reading, day);
}
