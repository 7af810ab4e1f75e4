/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_web.h"
#include "dwellings/dwellings_api.h"
#include "dwellings/dwellings_json.h"
#include "http/body.h"

static const char *const dwelling_members[] = {
    "name",  "reach",   "service",    "rule",      "bedrooms", "area",       "people",
    "entry", "address", "postalCode", "protected", "manager",  "convention", "revision"};

Outcome dwelling_api_id(Request *request, const char *what, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), what, "no such %s", what);
}

/* An absent member leaves what was there. */
static Outcome body_given(Request *request, const json_t *body, const char *name, Text *text)
{
    return json_object_get(body, name) == NULL ? OK : body_text(request, body, name, text);
}

Outcome dwelling_api_day(Request *request, const json_t *body, const char *name, Date *day)
{
    const json_t *member = json_object_get(body, name);
    *day = DATE_NONE;
    return member == NULL || json_is_null(member) || date_parse(json_text(member), day)
               ? OK
               : REQUEST_INVALID(request, "body", name, "a day is expected: 2026-11-30");
}

static Outcome read_texts(Request *request, const json_t *body, Dwelling *dwelling)
{
    TRY(body_given(request, body, "name", &dwelling->unit.name));
    TRY(body_given(request, body, "rule", &dwelling->unit.rule));
    TRY(body_given(request, body, "address", &dwelling->address));
    TRY(body_given(request, body, "postalCode", &dwelling->postal_code));
    TRY(body_given(request, body, "manager", &dwelling->manager));
    return body_given(request, body, "convention", &dwelling->convention);
}

static Outcome read_dwelling(Request *request, const json_t *body, Dwelling *dwelling)
{
    const Text entry = json_member_text(body, "entry");
    const Text reach = json_member_text(body, "reach");
    TRY(read_texts(request, body, dwelling));
    TRY(body_integer(request, body, "bedrooms", &dwelling->bedrooms));
    TRY(body_integer(request, body, "area", &dwelling->area));
    TRY(body_integer(request, body, "people", &dwelling->people));
    TRY(body_integer(request, body, "revision", &dwelling->unit.revision));
    TRY(body_flag(request, body, "protected", &dwelling->is_protected));
    if (json_object_get(body, "service") != NULL) {
        TRY(body_id(request, body, "service", &dwelling->unit.service));
    }
    if (entry.length > 0 && !dwelling_entry_parse(entry, &dwelling->entry)) {
        return REQUEST_INVALID(request, "body", "entry",
                               "unknown, stairs, lift, level or adapted is expected");
    }
    if (reach.length > 0 && !unit_reach_parse(reach, &dwelling->unit.reach)) {
        return REQUEST_INVALID(request, "body", "reach", "house or network is expected");
    }
    return OK;
}

static Outcome answer_dwelling(Request *request, const Dwelling *dwelling)
{
    JsonWriter writer = json_writer(response_json(request));
    dwelling_write_json(request->arena, dwelling, &writer);
    return OK;
}

static Outcome get_dwellings(Request *request)
{
    DwellingList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    dwellings_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome post_dwelling(Request *request)
{
    Dwelling dwelling = {.unit = {.reach = UNIT_FOR_NETWORK}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, dwelling_members, LENGTH_OF(dwelling_members) - 1, &body));
    TRY(read_dwelling(request, body, &dwelling));
    TRY(dwelling_add(access_of(request), &dwelling, &dwelling));
    return answer_dwelling(request, &dwelling);
}

static Outcome get_dwelling(Request *request)
{
    Id id = {{0}};
    Dwelling dwelling = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_api_id(request, "dwelling", &id));
    TRY(dwelling_get(access_of(request), id, &dwelling));
    return answer_dwelling(request, &dwelling);
}

static Outcome post_dwelling_change(Request *request)
{
    Id id = {{0}};
    Dwelling dwelling = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, dwelling_members, LENGTH_OF(dwelling_members), &body));
    TRY(dwelling_api_id(request, "dwelling", &id));
    TRY(dwelling_get(access_of(request), id, &dwelling));
    if (json_object_get(body, "revision") == NULL) {
        return REQUEST_INVALID(request, "body", "revision", "that of the dwelling you saw");
    }
    TRY(read_dwelling(request, body, &dwelling));
    TRY(dwelling_change(access_of(request), &dwelling, &dwelling));
    return answer_dwelling(request, &dwelling);
}

static Outcome post_works(Request *request)
{
    static const char *const names[] = {"until", "over"};
    Id id = {{0}};
    bool is_over = false;
    Date until = DATE_NONE;
    Dwelling dwelling = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(dwelling_api_id(request, "dwelling", &id));
    TRY(dwelling_api_day(request, body, "until", &until));
    TRY(body_flag(request, body, "over", &is_over));
    TRY(is_over ? dwelling_end_works(access_of(request), id)
                : dwelling_start_works(access_of(request), id, until));
    TRY(dwelling_get(access_of(request), id, &dwelling));
    return answer_dwelling(request, &dwelling);
}

/* ------------------------------------------------------------------------- who lives there */

static Outcome answer_tenancy(Request *request, const Tenancy *tenancy)
{
    JsonWriter writer = json_writer(response_json(request));
    tenancy_write_json(request->arena, tenancy, &writer);
    return OK;
}

static Outcome get_tenancies(Request *request)
{
    Id id = {{0}};
    Dwelling dwelling = {0};
    TenancyList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_api_id(request, "dwelling", &id));
    TRY(dwelling_get(access_of(request), id, &dwelling));
    TRY(tenancy_list(access_of(request), &dwelling, &list));
    JsonWriter writer = json_writer(response_json(request));
    tenancies_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome post_tenancy(Request *request)
{
    static const char *const names[] = {"offer", "person", "label",   "starts",
                                        "ends",  "facts",  "override"};
    Tenancy tenancy = {0};
    TenancyOrder order = {.answers = {.language = request->language}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(dwelling_api_id(request, "dwelling", &order.dwelling));
    TRY(body_id(request, body, "offer", &order.booking));
    TRY(body_id(request, body, "person", &order.person));
    TRY(body_text(request, body, "label", &order.label));
    TRY(body_text(request, body, "override", &order.answers.override));
    TRY(dwelling_api_day(request, body, "starts", &order.starts));
    TRY(dwelling_api_day(request, body, "ends", &order.ends));
    order.answers.facts = json_object_get(body, "facts");
    TRY(tenancy_move_in(access_of(request), &order, &tenancy));
    return answer_tenancy(request, &tenancy);
}

static Outcome get_tenancy(Request *request)
{
    Id id = {{0}};
    Tenancy tenancy = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_api_id(request, "tenancy", &id));
    TRY(tenancy_get(access_of(request), id, &tenancy));
    return answer_tenancy(request, &tenancy);
}

static Outcome post_tenancy_act(Request *request)
{
    static const char *const names[] = {"act", "day"};
    Id id = {{0}};
    Date day = DATE_NONE;
    Tenancy tenancy = {0};
    TenancyAct act = TENANCY_EXTEND;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(dwelling_api_id(request, "tenancy", &id));
    TRY(dwelling_api_day(request, body, "day", &day));
    if (!tenancy_act_parse(json_member_text(body, "act"), &act)) {
        return REQUEST_INVALID(request, "body", "act",
                               "extend, leave, follow or alone is expected");
    }
    TRY(tenancy_move(access_of(request), id, act, day));
    TRY(tenancy_get(access_of(request), id, &tenancy));
    return answer_tenancy(request, &tenancy);
}

static const Route routes[] = {
    {GET,  "/api/v1/dwellings",                MAY_BOOK_UNIT,   get_dwellings,        FRESH},
    {POST, "/api/v1/dwellings",                MAY_MANAGE_UNIT, post_dwelling,        FRESH},
    {GET,  "/api/v1/dwellings/{id}",           MAY_BOOK_UNIT,   get_dwelling,         FRESH},
    {POST, "/api/v1/dwellings/{id}",           MAY_MANAGE_UNIT, post_dwelling_change, FRESH},
    {POST, "/api/v1/dwellings/{id}/works",     MAY_MANAGE_UNIT, post_works,           FRESH},
    {GET,  "/api/v1/dwellings/{id}/tenancies", MAY_BOOK_UNIT,   get_tenancies,        FRESH},
    {POST, "/api/v1/dwellings/{id}/tenancies", MAY_BOOK_UNIT,   post_tenancy,         FRESH},
    {GET,  "/api/v1/tenancies/{id}",           MAY_BOOK_UNIT,   get_tenancy,          FRESH},
    {POST, "/api/v1/tenancies/{id}",           MAY_BOOK_UNIT,   post_tenancy_act,     FRESH},
};

const RouteTable DWELLING_API_ROUTES = {routes, LENGTH_OF(routes)};
