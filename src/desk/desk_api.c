/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk for programs: what its pages do, with codes and times. */
#include "access/gate_web.h"
#include "desk/desk_json.h"
#include "desk/desk_web.h"
#include "http/body.h"

static Outcome read_body(Request *request, const char *const *names, size_t count,
                         json_t **body)
{
    const char *name = NULL;
    json_t *member = NULL;
    TRY(body_read(request, names, count, body));
    json_object_foreach(*body, name, member)
    {
        if (!json_is_string(member) && !json_is_integer(member)) {
            return REQUEST_INVALID(request, "body", name, "a text or a number is expected");
        }
    }
    return OK;
}

static Outcome answer_arrival(Request *request, const Arrival *arrival)
{
    JsonWriter writer = json_writer(response_json(request));
    arrival_write_json(request->arena, arrival, &writer);
    return OK;
}

static Outcome get_queue(Request *request)
{
    DeskQueue queue = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(desk_queue(access_of(request), &queue));
    JsonWriter writer = json_writer(response_json(request));
    desk_queue_write_json(request->arena, &queue, &writer);
    return OK;
}

static void write_day(Request *request, const DeskDay *day)
{
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "day", date_format(request->arena, day->day));
    json_member_bool(&writer, "open", desk_day_is_open(day));
    json_member_integer(&writer, "lastTicket", day->last_ticket);
    json_object_close(&writer);
}

static Outcome get_day(Request *request)
{
    DeskDay day = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(desk_today(access_of(request), &day));
    write_day(request, &day);
    return OK;
}

static Outcome post_open(Request *request)
{
    DeskDay day = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(request, NULL, 0, &body));
    TRY(desk_open(access_of(request), &day));
    write_day(request, &day);
    return OK;
}

static Outcome post_close(Request *request)
{
    static const char *const names[] = {"note"};
    DeskDay day = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(request, names, LENGTH_OF(names), &body));
    TRY(desk_close(access_of(request), json_member_text(body, "note")));
    TRY(desk_today(access_of(request), &day));
    write_day(request, &day);
    return OK;
}

static Outcome read_arrival(Request *request, const json_t *body, NewArrival *made)
{
    const Text priority = json_member_text(body, "priority");
    const Text person = json_member_text(body, "person");
    const Text appointment = json_member_text(body, "appointment");
    made->label = text_copy(request->arena, json_member_text(body, "label"));
    made->language = text_copy(request->arena, json_member_text(body, "language"));
    if (!desk_wish_parse(json_member_text(body, "wish"), &made->wish)) {
        return REQUEST_INVALID(request, "body", "wish", "a code of a wish is expected");
    }
    if (priority.length > 0 && !arrival_priority_parse(priority, &made->priority)) {
        return REQUEST_INVALID(request, "body", "priority",
                               "none, child, pregnant, frail, ill or danger is expected");
    }
    if (person.length > 0 && !id_parse(person, &made->person)) {
        return REQUEST_INVALID(request, "body", "person", "an identifier (UUID) is expected");
    }
    if (appointment.length > 0 && !moment_parse(appointment, &made->appointment)) {
        return REQUEST_INVALID(request, "body", "appointment", "a time is expected");
    }
    return OK;
}

static Outcome post_arrival(Request *request)
{
    static const char *const names[] = {"label",    "wish",   "priority",
                                        "language", "person", "appointment"};
    NewArrival made = {0};
    Arrival arrival = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(request, names, LENGTH_OF(names), &body));
    TRY(read_arrival(request, body, &made));
    TRY(desk_arrive(access_of(request), &made, &arrival));
    return answer_arrival(request, &arrival);
}

static Outcome read_desk(Request *request, const json_t *body, int64_t *desk)
{
    const json_t *member = json_object_get(body, "desk");
    if (!json_is_integer(member)) {
        return REQUEST_INVALID(request, "body", "desk", "the number of the desk is expected");
    }
    *desk = json_integer_value(member);
    return OK;
}

static Outcome post_next(Request *request)
{
    static const char *const names[] = {"desk"};
    int64_t desk = 0;
    Arrival arrival = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(request, names, LENGTH_OF(names), &body));
    TRY(read_desk(request, body, &desk));
    TRY(desk_call_next(access_of(request), desk, &arrival));
    return answer_arrival(request, &arrival);
}

static Outcome post_act(Request *request)
{
    static const char *const names[] = {"act", "desk"};
    DeskMove move = {0};
    Arrival arrival = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(request, names, LENGTH_OF(names), &body));
    TRY(read_desk(request, body, &move.desk));
    if (!desk_act_parse(json_member_text(body, "act"), &move.act)) {
        return REQUEST_INVALID(request, "body", "act",
                               "call, recall, pause, serve, leave, return or see is expected");
    }
    if (!id_parse(request_path_value(request, "id"), &move.arrival)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "arrival",
                           "no such arrival at this desk");
    }
    TRY(desk_move(access_of(request), &move, &arrival));
    return answer_arrival(request, &arrival);
}

static Outcome get_history(Request *request)
{
    Id id = {{0}};
    ArrivalEventList events = {0};
    TRY(request_query_only(request, NULL, 0));
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "arrival",
                           "no such arrival at this desk");
    }
    TRY(desk_history(access_of(request), id, &events));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < events.count; i++) {
        json_object_open(&writer);
        json_member(&writer, "act", events.items[i].act);
        json_member_integer(&writer, "desk", events.items[i].desk);
        json_member(&writer, "at", moment_format(request->arena, events.items[i].at));
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)events.count);
    json_object_close(&writer);
    return OK;
}

static Outcome post_count(Request *request)
{
    static const char *const names[] = {"answer"};
    DeskDay day = {0};
    DeskReport report = {0};
    ImmediateAnswer answer = ANSWER_SHOWER;
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(request, names, LENGTH_OF(names), &body));
    if (!immediate_answer_parse(json_member_text(body, "answer"), &answer)) {
        return REQUEST_INVALID(request, "body", "answer",
                               "shower, meal, call or coffee is expected");
    }
    TRY(desk_count(access_of(request), answer));
    TRY(desk_today(access_of(request), &day));
    TRY(desk_report(access_of(request), day.day, day.day, &report));
    JsonWriter writer = json_writer(response_json(request));
    desk_counts_write_json(&report.total, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/desk/day",           MAY_USE_DESK, get_day,      FRESH},
    {POST, "/api/v1/desk/open",          MAY_USE_DESK, post_open,    FRESH},
    {POST, "/api/v1/desk/close",         MAY_USE_DESK, post_close,   FRESH},
    {GET,  "/api/v1/desk/arrivals",      MAY_USE_DESK, get_queue,    FRESH},
    {POST, "/api/v1/desk/arrivals",      MAY_USE_DESK, post_arrival, FRESH},
    {POST, "/api/v1/desk/next",          MAY_USE_DESK, post_next,    FRESH},
    {GET,  "/api/v1/desk/arrivals/{id}", MAY_USE_DESK, get_history,  FRESH},
    {POST, "/api/v1/desk/arrivals/{id}", MAY_USE_DESK, post_act,     FRESH},
    {POST, "/api/v1/desk/answers",       MAY_USE_DESK, post_count,   FRESH},
};

const RouteTable DESK_API_ROUTES = {routes, LENGTH_OF(routes)};
