/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines, drivers, their hours and what they are paid, for programs. */
#include "access/gate_web.h"
#include "http/body.h"
#include "resources/rides/ride_api.h"
#include "resources/rides/ride_json.h"

static JsonWriter list_open(Request *request)
{
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_array_open(&writer, "items");
    return writer;
}

static Outcome list_close(JsonWriter *writer, size_t count)
{
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)count);
    json_object_close(writer);
    return OK;
}

static Outcome answer_id(Request *request, Id id)
{
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "id", id_format(request->arena, id));
    json_object_close(&writer);
    return OK;
}

static Outcome answer_nothing(Request *request)
{
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_object_close(&writer);
    return OK;
}

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "id", "no such thing");
}

/* ---------------------------------------------------------------------------------- lines */

static Outcome get_lines(Request *request)
{
    RideChannelList channels = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(ride_channel_list(access_of(request), &channels));
    JsonWriter writer = list_open(request);
    for (size_t i = 0; i < channels.count; i++) {
        ride_channel_write_json(request->arena, &channels.items[i], &writer);
    }
    return list_close(&writer, channels.count);
}

static Outcome post_line(Request *request)
{
    static const char *const names[] = {"name", "phone", "hours", "audience"};
    Id id = {{0}};
    RideChannel channel = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "name", &channel.name));
    TRY(body_text(request, body, "phone", &channel.phone));
    TRY(body_text(request, body, "hours", &channel.hours));
    if (!ride_audience_parse(json_member_text(body, "audience"), &channel.audience)) {
        return REQUEST_INVALID(request, "body", "audience",
                               "reduced_mobility or sick_child is expected");
    }
    TRY(ride_channel_add(access_of(request), &channel, &id));
    return answer_id(request, id);
}

static Outcome close_line(Request *request)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    TRY(path_id(request, &id));
    TRY(ride_channel_close(access_of(request), id));
    return answer_nothing(request);
}

/* -------------------------------------------------------------------------------- drivers */

static Outcome get_drivers(Request *request)
{
    DriverList drivers = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(driver_list(access_of(request), &drivers));
    JsonWriter writer = list_open(request);
    for (size_t i = 0; i < drivers.count; i++) {
        driver_write_json(request->arena, &drivers.items[i], &writer);
    }
    return list_close(&writer, drivers.count);
}

static Outcome get_duty(Request *request)
{
    static const char *const names[] = {"day"};
    Date day = moment_to_local(request->now).date;
    DutyList duties = {0};
    const Text given = request_query(request, "day");
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    if (given.length > 0 && !date_parse(given, &day)) {
        return REQUEST_INVALID(request, "query", "day", "a day is expected: 2026-11-30");
    }
    TRY(driver_on_duty(access_of(request), day, &duties));
    JsonWriter writer = list_open(request);
    for (size_t i = 0; i < duties.count; i++) {
        driver_on_duty_write_json(request->arena, &duties.items[i], &writer);
    }
    return list_close(&writer, duties.count);
}

static Outcome post_driver(Request *request)
{
    static const char *const names[] = {"name",  "status",      "vehicle", "postal",
                                        "seats", "wheelchairs", "mostKm"};
    Id id = {{0}};
    Driver driver = {.seats = 3};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "name", &driver.name));
    TRY(body_text(request, body, "vehicle", &driver.vehicle));
    TRY(body_text(request, body, "postal", &driver.postal));
    TRY(body_integer(request, body, "seats", &driver.seats));
    TRY(body_integer(request, body, "wheelchairs", &driver.wheelchairs));
    TRY(body_integer(request, body, "mostKm", &driver.most_km));
    if (!driver_status_parse(json_member_text(body, "status"), &driver.status)) {
        return REQUEST_INVALID(request, "body", "status", "volunteer or salaried is expected");
    }
    TRY(driver_add(access_of(request), &driver, &id));
    return answer_id(request, id);
}

static Outcome close_driver(Request *request)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    TRY(path_id(request, &id));
    TRY(driver_close(access_of(request), id));
    return answer_nothing(request);
}

/* Every week on a weekday, or on one day alone. */
static Outcome post_shift(Request *request)
{
    static const char *const names[] = {"weekday", "day", "from", "to"};
    Weekday weekday = MONDAY;
    Date day = 0;
    DriverShift shift = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, &shift.driver));
    if (!ride_clock_parse(json_member_text(body, "from"), &shift.from) ||
        !ride_clock_parse(json_member_text(body, "to"), &shift.to)) {
        return REQUEST_INVALID(request, "body", "from", "times as 08:30 are expected");
    }
    if (driver_weekday_parse(json_member_text(body, "weekday"), &weekday)) {
        TRY(driver_set_weekday(access_of(request), &shift, weekday));
        return answer_nothing(request);
    }
    if (!date_parse(json_member_text(body, "day"), &day)) {
        return REQUEST_INVALID(request, "body", "day", "a weekday or a day is expected");
    }
    TRY(driver_set_day(access_of(request), &shift, day));
    return answer_nothing(request);
}

static Outcome post_rate(Request *request)
{
    static const char *const names[] = {"status", "validFrom", "centsKm", "allowance"};
    DriverRate rate = {.cents_km = -1};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_integer(request, body, "centsKm", &rate.cents_km));
    TRY(body_integer(request, body, "allowance", &rate.allowance));
    if (!driver_status_parse(json_member_text(body, "status"), &rate.status)) {
        return REQUEST_INVALID(request, "body", "status", "volunteer or salaried is expected");
    }
    if (!date_parse(json_member_text(body, "validFrom"), &rate.valid_from)) {
        return REQUEST_INVALID(request, "body", "validFrom", "a day is expected: 2026-11-30");
    }
    TRY(driver_set_rate(access_of(request), &rate));
    return answer_nothing(request);
}

static Outcome get_accounts(Request *request)
{
    static const char *const names[] = {"from", "to"};
    Date first = 0;
    Date last = 0;
    DriverAccountList accounts = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    if (!date_parse(request_query(request, "from"), &first) ||
        !date_parse(request_query(request, "to"), &last)) {
        return REQUEST_INVALID(request, "query", "from", "two days are expected: 2026-11-30");
    }
    TRY(driver_report(access_of(request), first, last, &accounts));
    JsonWriter writer = list_open(request);
    for (size_t i = 0; i < accounts.count; i++) {
        driver_account_write_json(request->arena, &accounts.items[i], &writer);
    }
    return list_close(&writer, accounts.count);
}

static const Route routes[] = {
    {GET,  "/api/v1/rideChannels",              MAY_REQUEST_RIDE, get_lines,    FRESH},
    {POST, "/api/v1/rideChannels",              MAY_PLAN_RIDES,   post_line,    FRESH},
    {POST, "/api/v1/rideChannels/{id}/closing", MAY_PLAN_RIDES,   close_line,   FRESH},
    {GET,  "/api/v1/drivers",                   MAY_REQUEST_RIDE, get_drivers,  FRESH},
    {GET,  "/api/v1/drivers/duty",              MAY_REQUEST_RIDE, get_duty,     FRESH},
    {POST, "/api/v1/drivers",                   MAY_PLAN_RIDES,   post_driver,  FRESH},
    {POST, "/api/v1/drivers/{id}/closing",      MAY_PLAN_RIDES,   close_driver, FRESH},
    {POST, "/api/v1/drivers/{id}/shifts",       MAY_PLAN_RIDES,   post_shift,   FRESH},
    {POST, "/api/v1/driverRates",               MAY_PLAN_RIDES,   post_rate,    FRESH},
    {GET,  "/api/v1/driverAccounts",            MAY_PLAN_RIDES,   get_accounts, FRESH},
};

const RouteTable RIDE_HOUSE_API_ROUTES = {routes, LENGTH_OF(routes)};
