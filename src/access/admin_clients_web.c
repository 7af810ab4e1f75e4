/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the machines that exchange with this network: /admin/clients. */
#include "access/admin_views_web.h"
#include "access/admin_web.h"
#include "access/client.h"
#include "access/frame_web.h"
#include "access/manage.h"
#include "access/sentences.h"
#include "base/list.h"

static Outcome fill_rows(Request *request, AdminClientsView *view)
{
    ClientLines lines = {0};
    TRY(client_list(request->session, request->arena, &lines, &request->problem));
    AdminClientRow *rows = ARENA_ARRAY(request->arena, AdminClientRow, lines.count + 1);
    for (size_t i = 0; i < lines.count; i++) {
        const ClientLine *line = &lines.items[i];
        const Text id = id_format(request->arena, line->account);
        rows[i] = (AdminClientRow){
            .id = id,
            .login = line->login,
            .name = line->name,
            .state = admin_state(request, line->is_open, line->is_locked),
            .scopes = line->scopes,
            .hooks = line->hooks,
            .action = request_link(
                request, text_format(request->arena, "/admin/clients/%.*s", TEXT_ARG(id))),
            .is_locked = line->is_locked,
            .is_closed = !line->is_open && !line->is_locked,
        };
    }
    view->rows = rows;
    view->row_count = lines.count;
    return OK;
}

static Outcome fill_teams(Request *request, AdminClientsView *view)
{
    const Team *teams = NULL;
    size_t count = 0;
    TRY(team_list(request->session, request->arena, &teams, &count, &request->problem));
    AdminChoice *choices = ARENA_ARRAY(request->arena, AdminChoice, count + 1);
    for (size_t i = 0; i < count; i++) {
        choices[i] = (AdminChoice){id_format(request->arena, teams[i].id), teams[i].name};
    }
    view->teams = choices;
    view->team_count = count;
    return OK;
}

static Outcome write_page(Request *request, AdminClientsView *view)
{
    Html html = {0};
    TRY(fill_rows(request, view));
    TRY(fill_teams(request, view));
    TRY(frame_open(request, say(request->language, SAY_ADMIN_CLIENTS_TITLE), &view->frame,
                   &html));
    admin_clients_page(&html, view);
    return OK;
}

static Outcome show_page(Request *request)
{
    AdminClientsView view = {.scopes = TEXT(CLIENT_USUAL_SCOPES)};
    return write_page(request, &view);
}

/* What was typed wrong is said on the page, and stays in the form; the rest is the server's. */
static Outcome say_wrong(Request *request, Outcome outcome)
{
    const bool is_of_keys = text_equal(request->problem.field, TEXT("keys")) ||
                            text_starts_with(request->problem.where, TEXT("line"));
    if (outcome != INVALID && outcome != CONFLICT) {
        return outcome;
    }
    AdminClientsView view = {
        .name = request_form(request, "name"),
        .login = request_form(request, "login"),
        .scopes = request_form(request, "scopes"),
        .hooks = request_form(request, "hooks"),
        .keys = request_form(request, "keys"),
        .problem = say(request->language, outcome == CONFLICT ? SAY_ADMIN_LOGIN_TAKEN
                                          : is_of_keys        ? SAY_ADMIN_CLIENT_KEYS_WRONG
                                                              : SAY_ADMIN_CLIENT_WRONG),
    };
    request->response.status = 422;
    return write_page(request, &view);
}

static Outcome finish(Request *request, ManageFunction act, void *order)
{
    const Outcome outcome = manage_run(request->store, access_of(request), act, order);
    return outcome == OK ? response_redirect(request, TEXT("/admin/clients"))
                         : say_wrong(request, outcome);
}

static Outcome add_client(Request *request)
{
    NewClient made = {
        .login = text_trim(request_form(request, "login")),
        .name = text_trim(request_form(request, "name")),
        .client = {.keys = request_form(request, "keys"),
                   .scopes = text_trim(request_form(request, "scopes")),
                   .hooks = text_trim(request_form(request, "hooks"))},
    };
    (void)id_parse(request_form(request, "team"), &made.team); /* nil is no team */
    return finish(request, client_add, &made);
}

static Outcome client_of_path(Request *request, Client *client)
{
    Id id = {0};
    return id_parse(request_path_value(request, "id"), &id)
               ? client_get(request->session, request->arena, id, client, &request->problem)
               : NOT_FOUND;
}

static Outcome turn_keys(Request *request)
{
    Client client = {0};
    TRY(client_of_path(request, &client));
    client.keys = request_form(request, "keys");
    return finish(request, client_change, &client);
}

static Outcome act_on(Request *request, ManageFunction act)
{
    Client client = {0};
    TRY(client_of_path(request, &client));
    TRY(manage_run(request->store, access_of(request), act, &client.account));
    return response_redirect(request, TEXT("/admin/clients"));
}

static Outcome disable(Request *request)
{
    return act_on(request, manage_lock);
}

static Outcome enable(Request *request)
{
    return act_on(request, manage_unlock);
}

static const Route routes[] = {
    {GET, "/admin/clients",                MAY_MANAGE_ACCOUNTS, show_page,  FRESH},
    {ACT, "/admin/clients",                MAY_MANAGE_ACCOUNTS, add_client, FRESH},
    {ACT, "/admin/clients/{id}/cles",      MAY_MANAGE_ACCOUNTS, turn_keys,  FRESH},
    {ACT, "/admin/clients/{id}/bloquer",   MAY_MANAGE_ACCOUNTS, disable,    FRESH},
    {ACT, "/admin/clients/{id}/debloquer", MAY_MANAGE_ACCOUNTS, enable,     FRESH},
};

const RouteTable ADMIN_CLIENT_ROUTES = {routes, LENGTH_OF(routes)};
