/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of tickets do, for programs. A ticket stands in bodies, never in an address.
 */
#include "access/gate_web.h"
#include "entitlements/entitlement_json.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/ticket_sheet_web.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

/* ---------------------------------------------------------------------------------- grants */

static Outcome write_file(Request *request, Id id)
{
    EntitlementFile file = {0};
    TicketList tickets = {0};
    TRY(entitlement_read(access_of(request), id, &file));
    TRY(ticket_list(access_of(request), id, &tickets));
    JsonWriter writer = json_writer(response_json(request));
    entitlement_file_write_json(request->arena, &file, &tickets, &writer);
    return OK;
}

static Outcome get_grants(Request *request)
{
    Id person = {{0}};
    EntitlementList list = {0};
    TRY(person_of_path(request, &person));
    TRY(entitlement_list(access_of(request), person, &list));
    JsonWriter writer = json_writer(response_json(request));
    entitlement_list_write_json(request->arena, &list, &writer);
    return OK;
}

/* `body` keeps the facts of the order: release it with json_close. */
static Outcome read_order(Request *request, GrantOrder *order, json_t **body)
{
    static const char *const names[] = {"id", "convention", "quantity", "worth", "facts"};
    *order = (GrantOrder){.quantity = 1, .language = request->language};
    TRY(person_of_path(request, &order->person));
    TRY(body_read(request, names, LENGTH_OF(names), body));
    TRY(body_id(request, *body, "id", &order->id));
    TRY(body_text(request, *body, "convention", &order->convention));
    TRY(body_integer(request, *body, "quantity", &order->quantity));
    TRY(body_integer(request, *body, "worth", &order->worth));
    order->facts = json_object_get(*body, "facts");
    return OK;
}

/* What would be granted now; nothing is. */
static Outcome check_grant(Request *request)
{
    GrantOrder order = {0};
    Entitlement would = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_order(request, &order, &body));
    TRY(entitlement_check(access_of(request), &order, &would));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "state", grant_state_code(would.state));
    json_member(&writer, "rule", would.rule);
    json_member_integer(&writer, "worth", would.worth);
    json_member(&writer, "validUntil", date_format(request->arena, would.valid_until));
    json_object_close(&writer);
    return OK;
}

static Outcome post_grant(Request *request)
{
    Entitlement made = {0};
    GrantOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_order(request, &order, &body));
    TRY(entitlement_ask(access_of(request), &order, &made));
    request->response.status = 201;
    return write_file(request, made.id);
}

static Outcome get_grant(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    return write_file(request, id);
}

static Outcome post_act(Request *request)
{
    static const char *const names[] = {"act"};
    Id id = {{0}};
    GrantAct act = GRANT_ACCEPT;
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!grant_act_parse(json_member_text(body, "act"), &act)) {
        return REQUEST_INVALID(request, "body", "act",
                               "accept, refuse, suspend, resume or revoke is expected");
    }
    TRY(entitlement_act(access_of(request), id, act));
    return write_file(request, id);
}

/* --------------------------------------------------------------------------------- tickets */

static Outcome get_paper(Request *request)
{
    Id id = {{0}};
    TicketPaper paper = {0};
    TRY(path_id(request, "id", &id));
    TRY(ticket_paper(access_of(request), id, &paper));
    JsonWriter writer = json_writer(response_json(request));
    ticket_paper_write_json(request->arena, &paper, &writer);
    return OK;
}

static Outcome get_sheet(Request *request)
{
    Id id = {{0}};
    Text pdf = {0};
    TicketPaper paper = {0};
    TRY(path_id(request, "id", &id));
    TRY(ticket_paper(access_of(request), id, &paper));
    TRY(ticket_sheet_pdf(access_of(request), &paper, request->language, &pdf));
    buffer_append(response_open(request, "application/pdf"), pdf);
    return OK;
}

static Outcome post_block(Request *request)
{
    static const char *const names[] = {"why", "replace"};
    Id id = {{0}};
    Id made = {{0}};
    TicketBlock why = BLOCK_NONE;
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!ticket_block_parse(json_member_text(body, "why"), &why)) {
        return REQUEST_INVALID(request, "body", "why",
                               "lost, stolen, damaged or misused is expected");
    }
    if (json_is_true(json_object_get(body, "replace"))) {
        TRY(ticket_replace(access_of(request), id, why, &made));
    } else {
        TRY(ticket_block(access_of(request), id, why));
    }
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "id", id_format(request->arena, id));
    json_member_unless_empty(&writer, "replacedBy",
                             id_is_nil(made) ? TEXT("") : id_format(request->arena, made));
    json_object_close(&writer);
    return OK;
}

static Outcome look(Request *request)
{
    static const char *const names[] = {"ticket"};
    TicketLook seen = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(ticket_look(access_of(request), json_member_text(body, "ticket"), &seen));
    JsonWriter writer = json_writer(response_json(request));
    ticket_look_write_json(request->arena, &seen, &writer);
    return OK;
}

static Outcome post_redeem(Request *request)
{
    static const char *const names[] = {"ticket", "id", "amount", "supplier"};
    RedeemOrder order = {0};
    Redeemed redeemed = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_need_id(request, body, "id", &order.id));
    TRY(body_integer(request, body, "amount", &order.amount));
    TRY(body_text(request, body, "supplier", &order.supplier));
    order.typed = json_member_text(body, "ticket");
    TRY(ticket_redeem(access_of(request), &order, &redeemed));
    JsonWriter writer = json_writer(response_json(request));
    redeemed_write_json(request->arena, &redeemed, &writer);
    return OK;
}

static Outcome get_keys(Request *request)
{
    TRY(request_query_only(request, NULL, 0));
    JsonWriter writer = json_writer(response_json(request));
    ticket_keys_write_json(request->arena, request->keyring, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,   "/api/v1/persons/{id}/entitlements",       MAY_GRANT,  get_grants,  FRESH},
    {POST,  "/api/v1/persons/{id}/entitlements",       MAY_GRANT,  post_grant,  FRESH},
    {QUERY, "/api/v1/persons/{id}/entitlements/check", MAY_GRANT,  check_grant, FRESH},
    {GET,   "/api/v1/entitlements/{id}",               MAY_GRANT,  get_grant,   FRESH},
    {POST,  "/api/v1/entitlements/{id}/act",           MAY_GRANT,  post_act,    FRESH},
    {GET,   "/api/v1/tickets/{id}/paper",              MAY_GRANT,  get_paper,   FRESH},
    {GET,   "/api/v1/tickets/{id}/paper.pdf",          MAY_GRANT,  get_sheet,   FRESH},
    {POST,  "/api/v1/tickets/{id}/block",              MAY_GRANT,  post_block,  FRESH},
    {QUERY, "/api/v1/tickets/look",                    MAY_REDEEM, look,        FRESH},
    {POST,  "/api/v1/tickets/redeem",                  MAY_REDEEM, post_redeem, FRESH},
    {GET,   "/api/v1/tickets/keys",                    MAY_REDEEM, get_keys,    FRESH},
};

const RouteTable ENTITLEMENT_API_ROUTES = {routes, LENGTH_OF(routes)};
