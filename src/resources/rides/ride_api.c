/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_api.h"

#include "access/gate_web.h"
#include "http/body.h"
#include "resources/rides/ride_arrange.h"
#include "resources/rides/ride_json.h"

enum { EXCEPT_MOST = 60 };

/* ------------------------------------------------------------------------------- requests */

static const char *const wish_members[] = {
    "channel",   "day",    "arrive",  "fetch",      "leeway",     "from",    "to",
    "label",     "person", "purpose", "companions", "wheelchair", "minor",   "consent",
    "protected", "back",   "until",   "except",     "agreed",     "override"};

static Outcome read_clock(Request *request, const json_t *body, const char *name,
                          Minutes *minute)
{
    return json_object_get(body, name) == NULL ||
                   ride_clock_parse(json_member_text(body, name), minute)
               ? OK
               : REQUEST_INVALID(request, "body", name, "a time as 08:30 is expected");
}

static Outcome read_series(Request *request, const json_t *body, RideWish *wish)
{
    const json_t *except = json_object_get(body, "except");
    Date *days = ARENA_ARRAY(request->arena, Date, EXCEPT_MOST);
    wish->until = DATE_NONE;
    wish->except = days;
    if (json_object_get(body, "until") != NULL &&
        !date_parse(json_member_text(body, "until"), &wish->until)) {
        return REQUEST_INVALID(request, "body", "until", "a day is expected: 2026-11-30");
    }
    if ((except != NULL && !json_is_array(except)) || json_array_size(except) > EXCEPT_MOST) {
        return REQUEST_INVALID(request, "body", "except", "at most 60 days are expected");
    }
    for (size_t i = 0; i < json_array_size(except); i++) {
        if (!date_parse(json_text(json_array_get(except, i)), &days[wish->except_count++])) {
            return REQUEST_INVALID(request, "body", "except", "days are expected");
        }
    }
    return OK;
}

static Outcome read_times(Request *request, const json_t *body, RideWish *wish)
{
    int64_t leeway = RIDE_LEEWAY_USUAL;
    RideRequest *ride = &wish->ride;
    ride->is_arrival = json_object_get(body, "arrive") != NULL;
    if (ride->is_arrival == (json_object_get(body, "fetch") != NULL)) {
        return REQUEST_INVALID(request, "body", "arrive", "arrive or fetch is expected");
    }
    if (!date_parse(json_member_text(body, "day"), &ride->day)) {
        return REQUEST_INVALID(request, "body", "day", "a day is expected: 2026-11-30");
    }
    wish->back_at = -1;
    TRY(read_clock(request, body, "arrive", &ride->minute));
    TRY(read_clock(request, body, "fetch", &ride->minute));
    TRY(read_clock(request, body, "back", &wish->back_at));
    TRY(body_integer(request, body, "leeway", &leeway));
    ride->leeway = leeway < 0 || leeway > RIDE_LEEWAY_MOST ? -1 : (Minutes)leeway;
    return read_series(request, body, wish);
}

static Outcome read_words(Request *request, const json_t *body, RideWish *wish)
{
    TRY(body_text(request, body, "label", &wish->ride.label));
    TRY(body_text(request, body, "from", &wish->way.from));
    TRY(body_text(request, body, "to", &wish->way.to));
    TRY(body_text(request, body, "consent", &wish->way.consent));
    TRY(body_flag(request, body, "protected", &wish->way.is_protected));
    TRY(body_flag(request, body, "wheelchair", &wish->ride.wheelchair));
    TRY(body_flag(request, body, "minor", &wish->ride.is_minor));
    TRY(body_flag(request, body, "agreed", &wish->is_agreed));
    return body_flag(request, body, "override", &wish->is_outside_hours);
}

static Outcome read_wish(Request *request, RideWish *wish)
{
    json_t *body SCOPED(json_close) = NULL;
    wish->is_agreed = true;
    TRY(body_read(request, wish_members, LENGTH_OF(wish_members), &body));
    TRY(body_need_id(request, body, "channel", &wish->ride.channel));
    TRY(body_id(request, body, "person", &wish->ride.person));
    TRY(body_integer(request, body, "companions", &wish->ride.companions));
    if (json_object_get(body, "purpose") != NULL &&
        !ride_purpose_parse(json_member_text(body, "purpose"), &wish->ride.purpose)) {
        return REQUEST_INVALID(request, "body", "purpose", "care or leisure is expected");
    }
    TRY(read_times(request, body, wish));
    return read_words(request, body, wish);
}

static Outcome post_ride(Request *request)
{
    RideWish wish = {0};
    RideIdList made = {0};
    TRY(read_wish(request, &wish));
    TRY(ride_request_make(access_of(request), &wish, &made));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_array_open(&writer, "items");
    for (size_t i = 0; i < made.count; i++) {
        json_write_text(&writer, id_format(request->arena, made.items[i]));
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)made.count);
    json_object_close(&writer);
    return OK;
}

static Outcome post_question(Request *request)
{
    RideWish wish = {0};
    RideAnswer answer = {0};
    TRY(read_wish(request, &wish));
    TRY(ride_plan_call(access_of(request), &wish, &answer));
    JsonWriter writer = json_writer(response_json(request));
    ride_answer_write_json(request->arena, &answer, &writer);
    return OK;
}

static Outcome get_rides(Request *request)
{
    static const char *const names[] = {"from", "to"};
    Date first = 0;
    Date last = 0;
    RideRequestList rides = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    if (!date_parse(request_query(request, "from"), &first) ||
        !date_parse(request_query(request, "to"), &last)) {
        return REQUEST_INVALID(request, "query", "from", "two days are expected: 2026-11-30");
    }
    TRY(ride_request_list(access_of(request), first, last, &rides));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_array_open(&writer, "items");
    for (size_t i = 0; i < rides.count; i++) {
        ride_request_write_json(request->arena, &rides.items[i], &writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)rides.count);
    json_object_close(&writer);
    return OK;
}

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "id", "no such thing");
}

static Outcome answer_ride(Request *request, const RideRequest *ride)
{
    JsonWriter writer = json_writer(response_json(request));
    ride_request_write_json(request->arena, ride, &writer);
    return OK;
}

static Outcome post_act(Request *request)
{
    static const char *const names[] = {"act", "at", "driver", "series"};
    bool is_series = false;
    int64_t count = 0;
    RideRequest ride = {0};
    RideMove move = {.minute = -1};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, &move.request));
    TRY(read_clock(request, body, "at", &move.minute));
    TRY(body_id(request, body, "driver", &move.driver));
    TRY(body_flag(request, body, "series", &is_series));
    if (!ride_act_parse(json_member_text(body, "act"), &move.act) ||
        (is_series && move.act != RIDE_CANCEL)) {
        return REQUEST_INVALID(request, "body", "act",
                               "offer, agree, drive, miss, cancel, cancel_by_house, fix or "
                               "unfix is expected; a series can be cancelled");
    }
    if (is_series) {
        TRY(ride_series_cancel(access_of(request), move.request, &count));
        TRY(ride_request_get(access_of(request), move.request, &ride));
        return answer_ride(request, &ride);
    }
    TRY(ride_request_move(access_of(request), &move, &ride));
    return answer_ride(request, &ride);
}

static Outcome get_events(Request *request)
{
    Id id = {{0}};
    RideEventList events = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(path_id(request, &id));
    TRY(ride_request_history(access_of(request), id, &events));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_array_open(&writer, "items");
    for (size_t i = 0; i < events.count; i++) {
        json_object_open(&writer);
        json_member(&writer, "act", events.items[i].act);
        json_member(&writer, "at", moment_format(request->arena, events.items[i].at));
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)events.count);
    json_object_close(&writer);
    return OK;
}

/* ---------------------------------------------------------------------------------- plans */

static Outcome path_day(Request *request, Date *day)
{
    return date_parse(request_path_value(request, "day"), day)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "day", "no such day");
}

static Outcome plan_now(Request *request, RideArranging *planning)
{
    TRY(ride_arrange(request->store, access_of(request), planning));
    JsonWriter writer = json_writer(response_json(request));
    ride_plan_write_json(request->arena, &planning->made, &writer);
    return OK;
}

static Outcome post_plan(Request *request)
{
    static const char *const names[] = {"from"};
    RideArranging planning = {.order = {.from = RIDE_FROM_NOW}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_day(request, &planning.order.day));
    TRY(read_clock(request, body, "from", &planning.order.from));
    return plan_now(request, &planning);
}

static Outcome post_breakdown(Request *request)
{
    static const char *const names[] = {"driver", "at"};
    RideArranging planning = {.order = {.from = -1}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_day(request, &planning.order.day));
    TRY(body_need_id(request, body, "driver", &planning.driver));
    TRY(read_clock(request, body, "at", &planning.order.from));
    TRY(ride_break_down(request->store, access_of(request), &planning));
    return plan_now(request, &planning);
}

static Outcome get_plan(Request *request)
{
    Date day = 0;
    DayPlan plan = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(path_day(request, &day));
    TRY(ride_plan_last(access_of(request), day, &plan));
    JsonWriter writer = json_writer(response_json(request));
    ride_plan_write_json(request->arena, &plan, &writer);
    return OK;
}

static Outcome get_sheet(Request *request)
{
    Date day = 0;
    Id driver = {{0}};
    RideSheet sheet = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(path_day(request, &day));
    TRY(path_id(request, &driver));
    TRY(ride_sheet_read(access_of(request), day, driver, &sheet));
    JsonWriter writer = json_writer(response_json(request));
    ride_sheet_write_json(request->arena, &sheet, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/rides",                       MAY_REQUEST_RIDE, get_rides,      FRESH},
    {POST, "/api/v1/rides",                       MAY_REQUEST_RIDE, post_ride,      FRESH},
    {POST, "/api/v1/rides/answer",                MAY_REQUEST_RIDE, post_question,  FRESH},
    {POST, "/api/v1/rides/{id}",                  MAY_REQUEST_RIDE, post_act,       FRESH},
    {GET,  "/api/v1/rides/{id}/events",           MAY_REQUEST_RIDE, get_events,     FRESH},
    {GET,  "/api/v1/ridePlans/{day}",             MAY_REQUEST_RIDE, get_plan,       FRESH},
    {ACT,  "/api/v1/ridePlans/{day}",             MAY_PLAN_RIDES,   post_plan,      FRESH},
    {ACT,  "/api/v1/ridePlans/{day}/breakdowns",  MAY_PLAN_RIDES,   post_breakdown, FRESH},
    {GET,  "/api/v1/ridePlans/{day}/sheets/{id}", MAY_PLAN_RIDES,   get_sheet,      FRESH},
};

const RouteTable RIDE_API_ROUTES = {routes, LENGTH_OF(routes)};
