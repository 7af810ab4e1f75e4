/* SPDX-License-Identifier: EUPL-1.2 */
/* Conventions and terminals for the programs of who manages them. */
#include "access/gate_web.h"
#include "entitlements/entitlement_json.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/terminal_json.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

static Outcome get_conventions(Request *request)
{
    ConventionList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(convention_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    convention_list_write_json(request->arena, &list, &writer);
    return OK;
}

/* The file as people write it, in one member. */
static Outcome post_conventions(Request *request)
{
    static const char *const names[] = {"content"};
    Text content = {0};
    ConventionList list = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "content", &content));
    TRY(convention_read(request->arena, TEXT("content"), content, &list, &request->problem));
    TRY(convention_load(access_of(request), &list));
    request->response.status = 201;
    JsonWriter writer = json_writer(response_json(request));
    convention_list_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome post_close(Request *request)
{
    static const char *const names[] = {"until"};
    Date last = 0;
    Convention convention = {0};
    json_t *body SCOPED(json_close) = NULL;
    const Text key = request_path_value(request, "key");
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!date_parse(json_member_text(body, "until"), &last)) {
        return REQUEST_INVALID(request, "body", "until", "a day is expected: 2026-12-31");
    }
    TRY(convention_close(access_of(request), key, last));
    TRY(convention_find(access_of(request), key, &convention));
    JsonWriter writer = json_writer(response_json(request));
    convention_write_json(request->arena, &convention, &writer);
    return OK;
}

static Outcome write_terminals(Request *request)
{
    TerminalList list = {0};
    TRY(terminal_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    terminal_list_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome post_terminal(Request *request)
{
    static const char *const names[] = {"organization", "name", "daily"};
    NewTerminal made = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "organization", &made.house));
    TRY(body_text(request, body, "name", &made.name));
    TRY(body_integer(request, body, "daily", &made.daily));
    TRY(terminal_add(access_of(request), &made));
    request->response.status = 201;
    return write_terminals(request);
}

static Outcome post_revoke(Request *request)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, NULL, 0, &body));
    TRY(terminal_revoke(access_of(request), id));
    return write_terminals(request);
}

static const Route routes[] = {
    {GET,  "/api/v1/conventions",             MAY_BE_ONESELF,         get_conventions,  FRESH},
    {POST, "/api/v1/conventions",             MAY_MANAGE_CONVENTIONS, post_conventions, FRESH},
    {POST, "/api/v1/conventions/{key}/close", MAY_MANAGE_CONVENTIONS, post_close,       FRESH},
    {POST, "/api/v1/terminals",               MAY_MANAGE_CONVENTIONS, post_terminal,    FRESH},
    {POST, "/api/v1/terminals/{id}/revoke",   MAY_MANAGE_CONVENTIONS, post_revoke,      FRESH},
};

const RouteTable CONVENTION_API_ROUTES = {routes, LENGTH_OF(routes)};
