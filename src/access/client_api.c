/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of clients does, for programs: machines made, their keys turned, held back. */
#include "access/admin_web.h"
#include "access/client_json.h"
#include "access/gate_web.h"
#include "access/manage.h"
#include "base/list.h"
#include "http/body.h"

static Outcome client_of_path(Request *request, Client *client)
{
    Id id = {0};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "client", "no such client");
    }
    return client_get(request->session, request->arena, id, client, &request->problem);
}

static Outcome write_client(Request *request, Id id)
{
    ClientLines lines = {0};
    TRY(client_list(request->session, request->arena, &lines, &request->problem));
    for (size_t i = 0; i < lines.count; i++) {
        if (id_equal(lines.items[i].account, id)) {
            JsonWriter json = json_writer(response_json(request));
            client_write_line_json(&json, request->arena, &lines.items[i]);
            return OK;
        }
    }
    return problem_set(&request->problem, NOT_FOUND, TEXT(""), "client", "no such client");
}

static Outcome get_clients(Request *request)
{
    ClientLines lines = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(client_list(request->session, request->arena, &lines, &request->problem));
    JsonWriter json = json_writer(response_json(request));
    client_write_list_json(&json, request->arena, &lines);
    return OK;
}

static Outcome get_client(Request *request)
{
    Client client = {0};
    TRY(client_of_path(request, &client));
    return write_client(request, client.account);
}

/* ---------------------------------------------------------------------------------- change */

/* A set of keys is an object of JSON in the object that is sent. */
static Outcome read_keys(Request *request, const json_t *body, Text *keys)
{
    const json_t *set = json_object_get(body, "keys");
    if (set != NULL && !json_is_object(set)) {
        return REQUEST_INVALID(request, "body", "keys", "a JWK set is expected");
    }
    *keys = set == NULL ? *keys : json_canonical(request->arena, set);
    return OK;
}

static Outcome read_text(Request *request, const json_t *body, const char *name, Text *text)
{
    return json_object_get(body, name) == NULL ? OK : body_text(request, body, name, text);
}

/* What is given takes the place of what `client` holds. */
static Outcome read_client(Request *request, const json_t *body, Client *client)
{
    Text dialect = TEXT("");
    TRY(read_keys(request, body, &client->keys));
    TRY(read_text(request, body, "scopes", &client->scopes));
    TRY(read_text(request, body, "hooks", &client->hooks));
    TRY(read_text(request, body, "dialect", &dialect));
    if (dialect.length > 0 && !dialect_parse(dialect, &client->dialect)) {
        return REQUEST_INVALID(request, "body", "dialect", "sdoh or be is expected");
    }
    return body_flag(request, body, "hooksArePrivate", &client->hooks_are_private);
}

static Outcome post_client(Request *request)
{
    static const char *const names[] = {"login",  "name",    "team",  "keys",
                                        "scopes", "dialect", "hooks", "hooksArePrivate"};
    NewClient made = {
        .client = {.scopes = TEXT(CLIENT_USUAL_SCOPES), .hooks = TEXT("")}
    };
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "login", &made.login));
    TRY(body_text(request, body, "name", &made.name));
    TRY(body_need_id(request, body, "team", &made.team));
    TRY(read_client(request, body, &made.client));
    TRY(client_add(access_of(request), &made));
    request->response.status = 201;
    response_header(request, "Location",
                    text_format(request->arena, "/api/v1/clients/%.*s",
                                TEXT_ARG(id_format(request->arena, made.client.account))));
    return write_client(request, made.client.account);
}

static Outcome change(Request *request, const char *const *names, size_t count)
{
    Client client = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(client_of_path(request, &client));
    TRY(body_read(request, names, count, &body));
    TRY(read_client(request, body, &client));
    TRY(client_change(access_of(request), &client));
    return write_client(request, client.account);
}

static Outcome post_change(Request *request)
{
    static const char *const names[] = {"scopes", "dialect", "hooks", "hooksArePrivate"};
    return change(request, names, LENGTH_OF(names));
}

static Outcome post_keys(Request *request)
{
    static const char *const names[] = {"keys"};
    return change(request, names, LENGTH_OF(names));
}

static Outcome act(Request *request, ManageFunction function)
{
    Client client = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(client_of_path(request, &client));
    TRY(body_read(request, NULL, 0, &body));
    TRY(function(access_of(request), &client.account));
    return write_client(request, client.account);
}

static Outcome post_disable(Request *request)
{
    return act(request, manage_lock);
}

static Outcome post_enable(Request *request)
{
    return act(request, manage_unlock);
}

static const Route routes[] = {
    {GET,  "/api/v1/clients",              MAY_MANAGE_ACCOUNTS, get_clients,  FRESH},
    {POST, "/api/v1/clients",              MAY_MANAGE_ACCOUNTS, post_client,  FRESH},
    {GET,  "/api/v1/clients/{id}",         MAY_MANAGE_ACCOUNTS, get_client,   FRESH},
    {POST, "/api/v1/clients/{id}/change",  MAY_MANAGE_ACCOUNTS, post_change,  FRESH},
    {POST, "/api/v1/clients/{id}/keys",    MAY_MANAGE_ACCOUNTS, post_keys,    FRESH},
    {POST, "/api/v1/clients/{id}/disable", MAY_MANAGE_ACCOUNTS, post_disable, FRESH},
    {POST, "/api/v1/clients/{id}/enable",  MAY_MANAGE_ACCOUNTS, post_enable,  FRESH},
};

const RouteTable CLIENT_API_ROUTES = {routes, LENGTH_OF(routes)};
