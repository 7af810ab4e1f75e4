/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/admin_web.h"

#include "access/admin_views_web.h"
#include "access/frame_web.h"
#include "access/house.h"
#include "access/link.h"
#include "access/manage.h"
#include "access/passkey.h"
#include "access/provider.h"
#include "access/sentences.h"

/* --------------------------------------------------------------------------------- lists */

static Text roles_in_words(Request *request, const RoleGrantList *grants)
{
    Text *names = ARENA_ARRAY(request->arena, Text, grants->count + 1);
    for (size_t i = 0; i < grants->count; i++) {
        const Role *role = role_find(grants->items[i].role);
        names[i] = role == NULL ? grants->items[i].role : role->name[request->language];
    }
    return text_join(request->arena, names, grants->count, TEXT(", "));
}

static Text account_href(const Request *request, Id account)
{
    return request_link(request, text_format(request->arena, "/admin/comptes/%.*s",
                                             TEXT_ARG(id_format(request->arena, account))));
}

Text admin_state(const Request *request, bool is_open, bool is_locked)
{
    const Sentence sentence = is_open     ? SAY_ADMIN_OPEN
                              : is_locked ? SAY_ADMIN_LOCKED
                                          : SAY_ADMIN_CLOSED;
    return say(request->language, sentence);
}

static Outcome fill_list(Request *request, AdminListView *view)
{
    AccountList list = {0};
    TRY(account_list(request->session, request->arena, &list, &request->problem));
    AdminRow *rows = ARENA_ARRAY(request->arena, AdminRow, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        const Account *account = &list.items[i];
        RoleGrantList grants = {0};
        TRY(role_grants(request->session, request->arena, account->id, request->now, &grants,
                        &request->problem));
        rows[i] = (AdminRow){
            .name = account->name,
            .login = account->login,
            .roles = roles_in_words(request, &grants),
            .href = account_href(request, account->id),
            .state = admin_state(request, account->is_open, account->is_locked),
        };
    }
    view->rows = rows;
    view->row_count = list.count;
    return OK;
}

static const AdminChoice *role_choices(const Request *request, size_t *count)
{
    const RoleList list = roles();
    AdminChoice *choices = ARENA_ARRAY(request->arena, AdminChoice, list.count);
    for (size_t i = 0; i < list.count; i++) {
        choices[i] = (AdminChoice){list.items[i].key, list.items[i].name[request->language]};
    }
    *count = list.count;
    return choices;
}

static Outcome write_list(Request *request, AdminListView *view)
{
    Html html = {0};
    TRY(fill_list(request, view));
    view->choices = role_choices(request, &view->choice_count);
    TRY(frame_open(request, say(request->language, SAY_ADMIN_TITLE), &view->frame, &html));
    admin_list_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    AdminListView view = {0};
    return write_list(request, &view);
}

/* ---------------------------------------------------------------------------------- acts */

static Outcome run(Request *request, ManageFunction act, void *order)
{
    return manage_run(request->store, access_of(request), act, order);
}

/* A password is shown on the answer itself, which no address leads back to. */
static Outcome show_one_time(Request *request, Text login, const OneTime *drawn)
{
    Html html = {0};
    AdminPasswordView view = {.login = login, .password = drawn->password};
    TRY(frame_open(request, say(request->language, SAY_ADMIN_PASSWORD_TITLE), &view.frame,
                   &html));
    admin_password_page(&html, &view);
    return OK;
}

/* What was typed wrong is said at the form; the rest is the server's to tell. */
static Outcome say_on_list(Request *request, Outcome outcome, const Addition *addition)
{
    if (outcome != INVALID && outcome != CONFLICT) {
        return outcome;
    }
    AdminListView view = {
        .login = addition->account.login,
        .name = addition->account.name,
        .house = request_form(request, "house"),
        .problem = say(request->language,
                       outcome == CONFLICT ? SAY_ADMIN_LOGIN_TAKEN : SAY_ADMIN_WRONG),
    };
    request->response.status = 422;
    return write_list(request, &view);
}

static Outcome try_add(Request *request, Addition *addition, OneTime *drawn)
{
    House house = {0};
    TRY(house_find(request->session, request->arena, text_trim(request_form(request, "house")),
                   &house, &request->problem));
    TRY(one_time_draw(request->arena, drawn, &request->problem));
    addition->account.house = house.id;
    addition->account.password_hash = drawn->hash;
    return run(request, manage_add, addition);
}

static Outcome add_account(Request *request)
{
    OneTime drawn = {0};
    Addition addition = {
        .account = {.login = text_trim(request_form(request, "login")),
                    .name = text_trim(request_form(request, "name")),
                    .profession = text_trim(request_form(request, "profession"))},
        .role = request_form(request, "role"),
    };
    const Outcome outcome = try_add(request, &addition, &drawn);
    return outcome == OK ? show_one_time(request, addition.account.login, &drawn)
                         : say_on_list(request, outcome, &addition);
}

static Outcome read_account(Request *request, Account *account)
{
    Id id = {0};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return NOT_FOUND;
    }
    return account_get(request->session, request->arena, id, account, &request->problem);
}

static Outcome new_password(Request *request)
{
    Account account = {0};
    OneTime drawn = {0};
    TRY(read_account(request, &account));
    TRY(one_time_draw(request->arena, &drawn, &request->problem));
    PasswordOrder order = {account.id, drawn.hash};
    TRY(run(request, manage_password, &order));
    return show_one_time(request, account.login, &drawn);
}

static Outcome back_to(Request *request, Id account)
{
    return response_redirect(request,
                             text_format(request->arena, "/admin/comptes/%.*s",
                                         TEXT_ARG(id_format(request->arena, account))));
}

static Outcome act_on_account(Request *request, ManageFunction act)
{
    Account account = {0};
    TRY(read_account(request, &account));
    TRY(run(request, act, &account.id));
    return back_to(request, account.id);
}

static Outcome lock_account(Request *request)
{
    return act_on_account(request, manage_lock);
}

static Outcome unlock_account(Request *request)
{
    return act_on_account(request, manage_unlock);
}

static Outcome take_second(Request *request)
{
    return act_on_account(request, manage_second);
}

static Outcome close_account(Request *request)
{
    Account account = {0};
    TRY(read_account(request, &account));
    TRY(run(request, manage_close, &account.id));
    return response_redirect(request, TEXT("/admin/comptes"));
}

static Outcome give_role(Request *request)
{
    Account account = {0};
    const Text until = text_trim(request_form(request, "until"));
    RoleOrder order = {.role = request_form(request, "role")};
    if (until.length > 0 && !moment_parse(until, &order.until)) {
        return REQUEST_INVALID(request, "body", "until", "a date is expected: 2026-12-31");
    }
    TRY(read_account(request, &account));
    order.account = account.id;
    TRY(run(request, manage_role_give, &order));
    return back_to(request, account.id);
}

static Outcome take_role(Request *request)
{
    Account account = {0};
    RoleOrder order = {.role = request_form(request, "role")};
    TRY(read_account(request, &account));
    order.account = account.id;
    TRY(run(request, manage_role_take, &order));
    return back_to(request, account.id);
}

static Outcome join_team(Request *request)
{
    Account account = {0};
    TeamOrder order = {0};
    if (!id_parse(request_form(request, "team"), &order.team)) {
        return REQUEST_INVALID(request, "body", "team", "the identifier of a team is expected");
    }
    TRY(read_account(request, &account));
    order.account = account.id;
    TRY(run(request, manage_team_join, &order));
    return back_to(request, account.id);
}

static Outcome change_link(Request *request, ManageFunction act)
{
    Account account = {0};
    LinkOrder order = {.issuer = text_trim(request_form(request, "issuer")),
                       .subject = text_trim(request_form(request, "subject"))};
    TRY(read_account(request, &account));
    order.account = account.id;
    TRY(run(request, act, &order));
    return back_to(request, account.id);
}

static Outcome add_link(Request *request)
{
    return change_link(request, manage_link);
}

static Outcome take_link(Request *request)
{
    return change_link(request, manage_unlink);
}

static Outcome add_team(Request *request)
{
    House house = {0};
    TeamOrder order = {.name = request_form(request, "name")};
    TRY(house_find(request->session, request->arena, text_trim(request_form(request, "house")),
                   &house, &request->problem));
    order.house = house.id;
    TRY(run(request, manage_team_add, &order));
    return response_redirect(request, TEXT("/admin/comptes"));
}

/* --------------------------------------------------------------------------------- one */

static Outcome fill_teams(Request *request, const Account *account, AdminAccountView *view)
{
    const Team *teams = NULL;
    size_t count = 0;
    Caller caller = {.account = account->id};
    TRY(team_list(request->session, request->arena, &teams, &count, &request->problem));
    TRY(caller_read_teams(request->session, request->now, &caller, &request->problem));
    AdminChoice *choices = ARENA_ARRAY(request->arena, AdminChoice, count + 1);
    AdminChoice *held = ARENA_ARRAY(request->arena, AdminChoice, count + 1);
    for (size_t i = 0; i < count; i++) {
        const AdminChoice team = {id_format(request->arena, teams[i].id), teams[i].name};
        if (caller_is_of_team(&caller, teams[i].id)) {
            held[view->held_team_count++] = team;
        } else if (id_equal(teams[i].house, account->house)) {
            choices[view->team_count++] = team;
        }
    }
    view->teams = choices;
    view->held_teams = held;
    return OK;
}

static Outcome fill_roles(Request *request, const Account *account, AdminAccountView *view)
{
    RoleGrantList grants = {0};
    TRY(role_grants(request->session, request->arena, account->id, request->now, &grants,
                    &request->problem));
    AdminGrant *held = ARENA_ARRAY(request->arena, AdminGrant, grants.count + 1);
    for (size_t i = 0; i < grants.count; i++) {
        const RoleGrant *grant = &grants.items[i];
        const Role *role = role_find(grant->role);
        held[i] = (AdminGrant){
            .key = grant->role,
            .name = role == NULL ? grant->role : role->name[request->language],
            .until = grant->until == 0
                         ? TEXT("")
                         : say_moment(request->arena, request->language, grant->until),
        };
    }
    view->grants = held;
    view->grant_count = grants.count;
    view->roles = role_choices(request, &view->role_count);
    return OK;
}

static Outcome fill_links(Request *request, const Account *account, AdminAccountView *view)
{
    LinkList list = {0};
    const Providers *providers = request->providers;
    const size_t count = providers == NULL ? 0 : providers->count;
    TRY(link_list(request->session, request->arena, account->id, &list, &request->problem));
    AdminLink *links = ARENA_ARRAY(request->arena, AdminLink, list.count + 1);
    AdminChoice *issuers = ARENA_ARRAY(request->arena, AdminChoice, count + 1);
    for (size_t i = 0; i < list.count; i++) {
        const Link *link = &list.items[i];
        const Provider *provider = provider_of_issuer(providers, link->issuer);
        links[i] = (AdminLink){link->issuer, provider == NULL ? link->issuer : provider->name,
                               link->subject};
    }
    for (size_t i = 0; i < count; i++) {
        issuers[i] = (AdminChoice){providers->items[i].issuer, providers->items[i].name};
    }
    view->links = links;
    view->link_count = list.count;
    view->issuers = issuers;
    view->issuer_count = count;
    return OK;
}

static Outcome show_account(Request *request)
{
    Html html = {0};
    Account account = {0};
    PasskeyList passkeys = {0};
    AdminAccountView view = {0};
    TRY(read_account(request, &account));
    TRY(house_name(request->session, request->arena, account.house, &view.house,
                   &request->problem));
    TRY(fill_roles(request, &account, &view));
    TRY(fill_teams(request, &account, &view));
    TRY(fill_links(request, &account, &view));
    view.name = account.name;
    view.login = account.login;
    view.action = account_href(request, account.id);
    view.state = admin_state(request, account.is_open, account.is_locked);
    view.is_open = account.is_open || account.is_locked;
    view.is_locked = account.is_locked;
    TRY(passkey_list(request->session, request->arena, account.id, &passkeys,
                     &request->problem));
    view.has_second = account.totp.length > 0 || passkeys.count > 0;
    view.is_oneself = id_equal(account.id, access_of(request)->caller.account);
    TRY(frame_open(request, say(request->language, SAY_ADMIN_ACCOUNT_TITLE), &view.frame,
                   &html));
    admin_account_page(&html, &view);
    return OK;
}

static const Route routes[] = {
    {GET, "/admin/comptes",                   MAY_MANAGE_ACCOUNTS, show_list,      FRESH},
    {ACT, "/admin/comptes",                   MAY_MANAGE_ACCOUNTS, add_account,    FRESH},
    {ACT, "/admin/equipes",                   MAY_MANAGE_ACCOUNTS, add_team,       FRESH},
    {GET, "/admin/comptes/{id}",              MAY_MANAGE_ACCOUNTS, show_account,   FRESH},
    {ACT, "/admin/comptes/{id}/mot-de-passe", MAY_MANAGE_ACCOUNTS, new_password,   FRESH},
    {ACT, "/admin/comptes/{id}/deux-etapes",  MAY_MANAGE_ACCOUNTS, take_second,    FRESH},
    {ACT, "/admin/comptes/{id}/bloquer",      MAY_MANAGE_ACCOUNTS, lock_account,   FRESH},
    {ACT, "/admin/comptes/{id}/debloquer",    MAY_MANAGE_ACCOUNTS, unlock_account, FRESH},
    {ACT, "/admin/comptes/{id}/fermer",       MAY_MANAGE_ACCOUNTS, close_account,  FRESH},
    {ACT, "/admin/comptes/{id}/role",         MAY_MANAGE_ACCOUNTS, give_role,      FRESH},
    {ACT, "/admin/comptes/{id}/role-retirer", MAY_MANAGE_ACCOUNTS, take_role,      FRESH},
    {ACT, "/admin/comptes/{id}/equipe",       MAY_MANAGE_ACCOUNTS, join_team,      FRESH},
    {ACT, "/admin/comptes/{id}/lier",         MAY_MANAGE_ACCOUNTS, add_link,       FRESH},
    {ACT, "/admin/comptes/{id}/delier",       MAY_MANAGE_ACCOUNTS, take_link,      FRESH},
};

const RouteTable ADMIN_ROUTES = {routes, LENGTH_OF(routes)};
