/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of who manages accounts do, for programs. Each change answers the account as
 * it is then; a password is told once, in the answer that drew it. */
#include "access/account_json.h"
#include "access/admin_web.h"
#include "access/gate_web.h"
#include "access/house.h"
#include "access/manage.h"
#include "base/list.h"
#include "http/body.h"

/* --------------------------------------------------------------------------------- answers */

static Outcome account_of_path(Request *request, Account *account)
{
    Id id = {0};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "account",
                           "no such account");
    }
    return account_get(request->session, request->arena, id, account, &request->problem);
}

/* `password` is empty for none to be told. */
static Outcome write_account(Request *request, Session *session, Id id, Text password)
{
    Account account = {0};
    AccountFile file = {0};
    Access *access = access_of(request);
    Session *before = access->session;
    TRY(account_get(session, request->arena, id, &account, &request->problem));
    access->session = session;
    const Outcome outcome = account_file_read(access, &account, &file);
    access->session = before;
    TRY(outcome);
    JsonWriter json = json_writer(response_json(request));
    account_file_open(&json, request->arena, &file);
    json_member_unless_empty(&json, "password", password);
    json_object_close(&json);
    return OK;
}

/* After a transaction of its own, which the snapshot of the request does not show. */
static Outcome write_after(Request *request, Id id, Text password)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(request->store, &session, &request->problem));
    return write_account(request, session, id, password);
}

static Outcome get_accounts(Request *request)
{
    AccountList list = {0};
    Access *access = access_of(request);
    TRY(request_query_only(request, NULL, 0));
    TRY(account_list(request->session, request->arena, &list, &request->problem));
    JsonWriter json = json_writer(response_json(request));
    json_object_open(&json);
    json_member(&json, "self", request->path);
    json_key(&json, TEXT("items"));
    json_array_open(&json);
    for (size_t i = 0; i < list.count; i++) {
        AccountFile file = {0};
        TRY(account_file_read(access, &list.items[i], &file));
        account_file_open(&json, request->arena, &file);
        json_object_close(&json);
    }
    json_array_close(&json);
    json_member_integer(&json, "total", (int64_t)list.count);
    json_object_close(&json);
    return OK;
}

static Outcome get_account(Request *request)
{
    Account account = {0};
    TRY(account_of_path(request, &account));
    return write_account(request, request->session, account.id, TEXT(""));
}

/* -------------------------------------------------------------------------------- accounts */

static Outcome read_house(Request *request, const json_t *body, Id *id)
{
    House house = {0};
    Text wanted = {0};
    TRY(body_text(request, body, "house", &wanted));
    TRY(house_find(request->session, request->arena, wanted, &house, &request->problem));
    *id = house.id;
    return OK;
}

static Outcome read_addition(Request *request, Addition *addition)
{
    static const char *const names[] = {"login",      "name",     "house",
                                        "profession", "language", "role"};
    Text language = {0};
    json_t *body SCOPED(json_close) = NULL;
    NewAccount *account = &addition->account;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "login", &account->login));
    TRY(body_text(request, body, "name", &account->name));
    TRY(body_text(request, body, "profession", &account->profession));
    TRY(body_text(request, body, "language", &language));
    TRY(body_text(request, body, "role", &addition->role));
    if (language.length > 0 && !language_parse(language, &account->language)) {
        return REQUEST_INVALID(request, "body", "language", "fr, nl, de or en is expected");
    }
    return read_house(request, body, &account->house);
}

static Outcome post_account(Request *request)
{
    OneTime drawn = {0};
    Addition addition = {0};
    TRY(read_addition(request, &addition));
    TRY(one_time_draw(request->arena, &drawn, &request->problem));
    addition.account.password_hash = drawn.hash;
    TRY(manage_run(request->store, access_of(request), manage_add, &addition));
    request->response.status = 201;
    response_header(request, "Location",
                    text_format(request->arena, "/api/v1/accounts/%.*s",
                                TEXT_ARG(id_format(request->arena, addition.id))));
    return write_after(request, addition.id, drawn.password);
}

static Outcome post_password(Request *request)
{
    OneTime drawn = {0};
    Account account = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(account_of_path(request, &account));
    TRY(body_read(request, NULL, 0, &body));
    TRY(one_time_draw(request->arena, &drawn, &request->problem));
    PasswordOrder order = {account.id, drawn.hash};
    TRY(manage_run(request->store, access_of(request), manage_password, &order));
    return write_after(request, account.id, drawn.password);
}

/* An act that needs to be told nothing but the account. */
static Outcome act(Request *request, ManageFunction function)
{
    Account account = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(account_of_path(request, &account));
    TRY(body_read(request, NULL, 0, &body));
    TRY(function(access_of(request), &account.id));
    return write_account(request, request->session, account.id, TEXT(""));
}

static Outcome post_lock(Request *request)
{
    return act(request, manage_lock);
}

static Outcome post_unlock(Request *request)
{
    return act(request, manage_unlock);
}

static Outcome post_close(Request *request)
{
    return act(request, manage_close);
}

static Outcome post_second_end(Request *request)
{
    return act(request, manage_second);
}

/* -------------------------------------------------------------------- roles, teams, links */

static Outcome change_role(Request *request, ManageFunction function)
{
    static const char *const names[] = {"role", "until"};
    Account account = {0};
    RoleOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(account_of_path(request, &account));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "role", &order.role));
    TRY(body_moment(request, body, "until", &order.until));
    order.account = account.id;
    TRY(function(access_of(request), &order));
    return write_account(request, request->session, account.id, TEXT(""));
}

static Outcome post_role(Request *request)
{
    return change_role(request, manage_role_give);
}

static Outcome post_role_end(Request *request)
{
    return change_role(request, manage_role_take);
}

static Outcome post_membership(Request *request)
{
    static const char *const names[] = {"team", "until"};
    Account account = {0};
    TeamOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(account_of_path(request, &account));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_need_id(request, body, "team", &order.team));
    TRY(body_moment(request, body, "until", &order.until));
    order.account = account.id;
    TRY(manage_team_join(access_of(request), &order));
    return write_account(request, request->session, account.id, TEXT(""));
}

static Outcome change_link(Request *request, ManageFunction function)
{
    static const char *const names[] = {"issuer", "subject"};
    Account account = {0};
    LinkOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(account_of_path(request, &account));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "issuer", &order.issuer));
    TRY(body_text(request, body, "subject", &order.subject));
    order.account = account.id;
    TRY(function(access_of(request), &order));
    return write_account(request, request->session, account.id, TEXT(""));
}

static Outcome post_link(Request *request)
{
    return change_link(request, manage_link);
}

static Outcome post_link_end(Request *request)
{
    return change_link(request, manage_unlink);
}

static void write_team(JsonWriter *json, Arena *arena, const Team *team)
{
    json_object_open(json);
    json_member(json, "id", id_format(arena, team->id));
    json_member(json, "house", id_format(arena, team->house));
    json_member(json, "name", team->name);
    json_object_close(json);
}

static Outcome get_teams(Request *request)
{
    const Team *teams = NULL;
    size_t count = 0;
    TRY(request_query_only(request, NULL, 0));
    TRY(team_list(request->session, request->arena, &teams, &count, &request->problem));
    JsonWriter json = json_writer(response_json(request));
    json_object_open(&json);
    json_member(&json, "self", request->path);
    json_key(&json, TEXT("items"));
    json_array_open(&json);
    for (size_t i = 0; i < count; i++) {
        write_team(&json, request->arena, &teams[i]);
    }
    json_array_close(&json);
    json_member_integer(&json, "total", (int64_t)count);
    json_object_close(&json);
    return OK;
}

static Outcome post_team(Request *request)
{
    static const char *const names[] = {"house", "name"};
    TeamOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "name", &order.name));
    TRY(read_house(request, body, &order.house));
    TRY(manage_team_add(access_of(request), &order));
    request->response.status = 201;
    const Team team = {order.team, order.house, order.name};
    JsonWriter json = json_writer(response_json(request));
    write_team(&json, request->arena, &team);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/accounts",                       MAY_MANAGE_ACCOUNTS, get_accounts,    FRESH},
    {ACT,  "/api/v1/accounts",                       MAY_MANAGE_ACCOUNTS, post_account,    FRESH},
    {GET,  "/api/v1/accounts/{id}",                  MAY_MANAGE_ACCOUNTS, get_account,     FRESH},
    {ACT,  "/api/v1/accounts/{id}/password",         MAY_MANAGE_ACCOUNTS, post_password,   FRESH},
    {POST, "/api/v1/accounts/{id}/lock",             MAY_MANAGE_ACCOUNTS, post_lock,       FRESH},
    {POST, "/api/v1/accounts/{id}/unlock",           MAY_MANAGE_ACCOUNTS, post_unlock,     FRESH},
    {POST, "/api/v1/accounts/{id}/close",            MAY_MANAGE_ACCOUNTS, post_close,      FRESH},
    {POST, "/api/v1/accounts/{id}/secondFactor/end", MAY_MANAGE_ACCOUNTS, post_second_end,
     FRESH                                                                                      },
    {POST, "/api/v1/accounts/{id}/roles",            MAY_MANAGE_ACCOUNTS, post_role,       FRESH},
    {POST, "/api/v1/accounts/{id}/roles/end",        MAY_MANAGE_ACCOUNTS, post_role_end,   FRESH},
    {POST, "/api/v1/accounts/{id}/teams",            MAY_MANAGE_ACCOUNTS, post_membership, FRESH},
    {POST, "/api/v1/accounts/{id}/links",            MAY_MANAGE_ACCOUNTS, post_link,       FRESH},
    {POST, "/api/v1/accounts/{id}/links/end",        MAY_MANAGE_ACCOUNTS, post_link_end,   FRESH},
    {GET,  "/api/v1/teams",                          MAY_MANAGE_ACCOUNTS, get_teams,       FRESH},
    {POST, "/api/v1/teams",                          MAY_MANAGE_ACCOUNTS, post_team,       FRESH},
};

const RouteTable ACCOUNT_API_ROUTES = {routes, LENGTH_OF(routes)};
