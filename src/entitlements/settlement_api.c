/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of settlements do, for programs (/api/v1/settlements). */
#include "access/gate_web.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/settlement_json.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

static Outcome get_all(Request *request)
{
    SettlementList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(settlement_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    settlement_list_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome write_file(Request *request, Id id)
{
    SettlementFile file = {0};
    TRY(settlement_read(access_of(request), id, &file));
    JsonWriter writer = json_writer(response_json(request));
    settlement_file_write_json(request->arena, &file, &writer);
    return OK;
}

static Outcome get_one(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    return write_file(request, id);
}

static Outcome post_one(Request *request)
{
    static const char *const names[] = {"convention", "organization", "month", "supplier"};
    Id made = {{0}};
    SettlementOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "convention", &order.convention));
    TRY(body_text(request, body, "organization", &order.house));
    TRY(body_text(request, body, "month", &order.month));
    TRY(body_text(request, body, "supplier", &order.supplier));
    TRY(settlement_draw(access_of(request), &order, &made));
    request->response.status = 201;
    return write_file(request, made);
}

static Outcome post_act(Request *request)
{
    static const char *const names[] = {"act",        "reason",  "invoice",
                                        "enterprise", "account", "due"};
    Id id = {{0}};
    SettlementDeed deed = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!settlement_act_parse(json_member_text(body, "act"), &deed.act)) {
        return REQUEST_INVALID(request, "body", "act",
                               "agree, dispute, withdraw, invoice or pay is expected");
    }
    TRY(body_text(request, body, "reason", &deed.reason));
    TRY(body_text(request, body, "invoice", &deed.invoice));
    TRY(body_text(request, body, "enterprise", &deed.enterprise));
    TRY(body_text(request, body, "account", &deed.account));
    TRY(body_text(request, body, "due", &deed.due));
    TRY(settlement_act(access_of(request), id, &deed));
    return write_file(request, id);
}

static const Route routes[] = {
    {GET,  "/api/v1/settlements",          MAY_SETTLE, get_all,  FRESH},
    {POST, "/api/v1/settlements",          MAY_SETTLE, post_one, FRESH},
    {GET,  "/api/v1/settlements/{id}",     MAY_SETTLE, get_one,  FRESH},
    {POST, "/api/v1/settlements/{id}/act", MAY_SETTLE, post_act, FRESH},
};

const RouteTable SETTLEMENT_API_ROUTES = {routes, LENGTH_OF(routes)};
