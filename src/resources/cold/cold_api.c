/* SPDX-License-Identifier: EUPL-1.2 */
/* Cold plans for programs: /api/v1/coldPlans. */
#include "access/gate_web.h"
#include "http/body.h"
#include "resources/cold/cold_json.h"
#include "resources/resources_api.h"

static Outcome read_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "plan",
                             "no such cold plan");
}

static Outcome answer_plan(Request *request, Id id)
{
    ColdPlan plan = {0};
    TRY(cold_plan_get(access_of(request), id, &plan));
    JsonWriter writer = json_writer(response_json(request));
    return cold_plan_write_whole(access_of(request), &plan, &writer);
}

static Outcome get_plans(Request *request)
{
    ColdPlanList plans = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(cold_plan_list(access_of(request), &plans));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_array_open(&writer, "items");
    for (size_t i = 0; i < plans.count; i++) {
        cold_plan_write_json(request->arena, &plans.items[i], &writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)plans.count);
    json_object_close(&writer);
    return OK;
}

static Outcome get_plan(Request *request)
{
    Id id = {{0}};
    TRY(request_query_only(request, NULL, 0));
    TRY(read_id(request, &id));
    return answer_plan(request, id);
}

static Outcome post_plan(Request *request)
{
    static const char *const names[] = {"name", "reach"};
    ColdPlan made = {.reach = UNIT_FOR_NETWORK};
    ColdPlan plan = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "name", &made.name));
    if (json_object_get(body, "reach") != NULL &&
        !unit_reach_parse(json_member_text(body, "reach"), &made.reach)) {
        return REQUEST_INVALID(request, "body", "reach", "house or network is expected");
    }
    TRY(cold_plan_add(access_of(request), &made, &plan));
    return answer_plan(request, plan.id);
}

static Outcome post_close(Request *request)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    TRY(read_id(request, &id));
    TRY(cold_plan_close(access_of(request), id));
    return answer_plan(request, id);
}

static Outcome post_level(Request *request)
{
    static const char *const names[] = {"rank", "name", "cause", "threshold"};
    ColdLevel level = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_id(request, &level.plan));
    TRY(body_integer(request, body, "rank", &level.rank));
    TRY(body_text(request, body, "name", &level.name));
    TRY(body_text(request, body, "cause", &level.cause));
    TRY(body_integer(request, body, "threshold", &level.threshold));
    level.has_threshold = json_object_get(body, "threshold") != NULL;
    TRY(cold_level_set(access_of(request), &level));
    return answer_plan(request, level.plan);
}

static Outcome post_measure(Request *request)
{
    static const char *const names[] = {"rank",   "unit",  "service",
                                        "places", "hours", "unconditional"};
    ColdMeasure measure = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_id(request, &measure.plan));
    TRY(body_integer(request, body, "rank", &measure.rank));
    TRY(body_id(request, body, "unit", &measure.unit));
    TRY(body_id(request, body, "service", &measure.service));
    TRY(body_integer(request, body, "places", &measure.places));
    TRY(body_text(request, body, "hours", &measure.hours));
    TRY(body_flag(request, body, "unconditional", &measure.is_unconditional));
    TRY(cold_measure_set(access_of(request), &measure));
    return answer_plan(request, measure.plan);
}

static Outcome body_day(Request *request, const json_t *body, const char *name, Date *day)
{
    return json_object_get(body, name) == NULL || date_parse(json_member_text(body, name), day)
               ? OK
               : REQUEST_INVALID(request, "body", name, "a day is expected: 2026-11-30");
}

static Outcome post_on(Request *request)
{
    static const char *const names[] = {"rank", "first", "last", "why"};
    const Date today = moment_to_local(request->now).date;
    ColdOrder order = {.first = today, .last = DATE_NONE};
    ColdSwitch turn = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_id(request, &order.plan));
    TRY(body_integer(request, body, "rank", &order.rank));
    TRY(body_day(request, body, "first", &order.first));
    TRY(body_day(request, body, "last", &order.last));
    TRY(body_text(request, body, "why", &order.why));
    TRY(cold_switch_on(access_of(request), &order, &turn));
    return answer_plan(request, order.plan);
}

static Outcome post_off(Request *request)
{
    static const char *const names[] = {"rank", "why"};
    Id plan = {{0}};
    int64_t rank = 0;
    Text why = {0};
    ColdSwitch turn = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_id(request, &plan));
    TRY(body_integer(request, body, "rank", &rank));
    TRY(body_text(request, body, "why", &why));
    TRY(cold_switch_off(access_of(request), plan, rank, why, &turn));
    return answer_plan(request, plan);
}

static const Route routes[] = {
    {GET,  "/api/v1/coldPlans",               MAY_BOOK_UNIT,   get_plans,    FRESH},
    {POST, "/api/v1/coldPlans",               MAY_MANAGE_UNIT, post_plan,    FRESH},
    {GET,  "/api/v1/coldPlans/{id}",          MAY_BOOK_UNIT,   get_plan,     FRESH},
    {POST, "/api/v1/coldPlans/{id}/close",    MAY_MANAGE_UNIT, post_close,   FRESH},
    {POST, "/api/v1/coldPlans/{id}/levels",   MAY_MANAGE_UNIT, post_level,   FRESH},
    {POST, "/api/v1/coldPlans/{id}/measures", MAY_MANAGE_UNIT, post_measure, FRESH},
    {POST, "/api/v1/coldPlans/{id}/on",       MAY_MANAGE_UNIT, post_on,      FRESH},
    {POST, "/api/v1/coldPlans/{id}/off",      MAY_MANAGE_UNIT, post_off,     FRESH},
};

const RouteTable COLD_API_ROUTES = {routes, LENGTH_OF(routes)};
