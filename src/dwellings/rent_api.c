/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_web.h"
#include "dwellings/dwellings_api.h"
#include "dwellings/dwellings_json.h"
#include "http/body.h"

static Outcome answer_rules(Request *request, Id dwelling)
{
    RentRuleList list = {0};
    TRY(rent_rule_list(access_of(request), dwelling, &list));
    JsonWriter writer = json_writer(response_json(request));
    rent_rules_write_json(request->arena, request->language, &list, &writer);
    return OK;
}

static Outcome get_rules(Request *request)
{
    Id id = {{0}};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_api_id(request, "dwelling", &id));
    return answer_rules(request, id);
}

static Outcome post_rule(Request *request)
{
    static const char *const names[] = {"kind", "cents", "thousandths", "starts", "ends"};
    Id id = {{0}};
    RentRule rule = {.amount = -1};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(dwelling_api_id(request, "dwelling", &id));
    if (!rent_kind_parse(json_member_text(body, "kind"), &rule.kind)) {
        return REQUEST_INVALID(request, "body", "kind", "fixed or share is expected");
    }
    TRY(body_integer(request, body, rule.kind == RENT_SHARE ? "thousandths" : "cents",
                     &rule.amount));
    TRY(dwelling_api_day(request, body, "starts", &rule.starts));
    TRY(dwelling_api_day(request, body, "ends", &rule.ends));
    TRY(rent_rule_add(access_of(request), id, &rule));
    return answer_rules(request, id);
}

static Outcome answer_table(Request *request, Id tenancy)
{
    RentTable table = {0};
    TRY(rent_table(access_of(request), tenancy, &table));
    JsonWriter writer = json_writer(response_json(request));
    rent_table_write_json(request->arena, request->language, &table, &writer);
    return OK;
}

static Outcome get_table(Request *request)
{
    Id id = {{0}};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_api_id(request, "tenancy", &id));
    return answer_table(request, id);
}

static Outcome post_income(Request *request)
{
    static const char *const names[] = {"starts", "cents"};
    Id id = {{0}};
    RentIncome income = {.cents = -1};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(dwelling_api_id(request, "tenancy", &id));
    TRY(dwelling_api_day(request, body, "starts", &income.starts));
    TRY(body_integer(request, body, "cents", &income.cents));
    TRY(rent_income_add(access_of(request), id, &income));
    return answer_table(request, id);
}

static const Route routes[] = {
    {GET,  "/api/v1/dwellings/{id}/rents",   MAY_BOOK_UNIT,   get_rules,   FRESH},
    {POST, "/api/v1/dwellings/{id}/rents",   MAY_MANAGE_UNIT, post_rule,   FRESH},
    {GET,  "/api/v1/tenancies/{id}/rent",    MAY_BOOK_UNIT,   get_table,   FRESH},
    {POST, "/api/v1/tenancies/{id}/incomes", MAY_BOOK_UNIT,   post_income, FRESH},
};

const RouteTable RENT_API_ROUTES = {routes, LENGTH_OF(routes)};
