/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/store_place.h"

#include <string.h>
#include <unistd.h>

#include "access/gate_web.h"
#include "access/login.h"
#include "unit/access/staff_site.h"

static Moment site_now;

static Moment site_clock(void)
{
    return site_now;
}

void staff_site_open(StaffSite *site, const RouteTable *tables, size_t count)
{
    *site = (StaffSite){.arena = arena_new(0),
                        .folder = "/tmp/seuil-staff-XXXXXX",
                        .tables = tables,
                        .table_count = count,
                        .now = 1796000000};
    assert_non_null(mkdtemp(site->folder));
    Problem problem = {.arena = site->arena};
    const Text path = store_place(site->arena, text_from(site->folder), "a.db");
    assert_int_equal(store_open(path, STORE_READ_WRITE, &site->store, &problem), OK);
}

void staff_site_close(StaffSite *site)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};
    store_close(&site->store);
    for (size_t i = 0; i < LENGTH_OF(endings); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/a.db%s", site->folder, endings[i]);
        (void)unlink(path);
    }
    (void)rmdir(site->folder);
    arena_free(site->arena);
}

/* ------------------------------------------------------------------------------- accounts */

typedef struct Making {
    StaffSite *site;
    NewAccount account;
    const char *role;
    Id id;
} Making;

static Outcome make_account(Session *session, void *context, Problem *problem)
{
    Making *making = context;
    StaffSite *site = making->site;
    TRY(account_add(session, site->arena, &making->account, site->now, &making->id, problem));
    return making->role == NULL ? OK
                                : role_give(session, making->id, text_from(making->role), 0,
                                            (Id){0}, site->now, problem);
}

Id staff_site_account(StaffSite *site, const char *login, const char *role, const char *house)
{
    static Text hash;
    static Arena *kept;
    Problem problem = {.arena = site->arena};
    if (kept == NULL) {
        kept = arena_new(0);
        assert_int_equal(password_hash(kept, TEXT("x"), TEXT(STAFF_PASSWORD), &hash, &problem),
                         OK);
    }
    Making making = {
        .site = site,
        .account = {.login = text_from(login),
                    .name = text_format(site->arena, "%s Exemple", login),
                    .house = id_from_name(TEXT("organization"), text_from(house)),
                    .profession = TEXT("social_worker"),
                    .password_hash = hash},
        .role = role,
    };
    assert_int_equal(store_write(site->store, make_account, &making, &problem), OK);
    return making.id;
}

Text staff_site_sign_in(StaffSite *site, const char *login)
{
    Problem problem = {.arena = site->arena};
    LoginResult result = {0};
    const LoginAttempt attempt = {.login = text_from(login), .password = TEXT(STAFF_PASSWORD)};
    assert_int_equal(
        login_try(site->store, site->arena, &attempt, site->now, &result, &problem), OK);
    assert_int_equal(result.state, LOGIN_DONE);
    return result.token;
}

static Outcome give_second(Session *session, void *context, Problem *problem)
{
    Account account = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    TRY(account_find(session, arena, text_from(context), &account, problem));
    return account_set_totp(session, account.id, TEXT("sealed"), 0, problem);
}

void staff_site_give_second(StaffSite *site, const char *login)
{
    char name[64];
    Problem problem = {.arena = site->arena};
    (void)snprintf(name, sizeof name, "%s", login);
    assert_int_equal(store_write(site->store, give_second, name, &problem), OK);
}

/* ------------------------------------------------------------------------------- requests */

static Text header_of(const Outgoing *outgoing, const char *name)
{
    size_t at = 0;
    Text value = {0};
    (void)field_next(&outgoing->headers, name, &at, &value);
    return value;
}

static void lend(void *context, Request *request)
{
    const StaffSite *site = context;
    request->keyring = site->keyring;
    request->domain = site->domain;
    request->providers = site->providers;
}

static Answered ask(StaffSite *site, const Incoming *incoming)
{
    const ServerSettings settings = {
        .routes = site->tables,
        .route_table_count = site->table_count,
        .store = site->store,
        .clock = site_clock,
        .hooks = {.context = site,
                  .begin = lend,
                  .permit = gate_permit,
                  .settle = gate_settle,
                  .failed = gate_failed},
    };
    Outgoing outgoing = {.file = -1};
    site_now = site->now;
    answer(&settings, site->arena, incoming, &outgoing);
    const Text set = header_of(&outgoing, "Set-Cookie");
    const Text mark = TEXT(GATE_COOKIE "=");
    const size_t start = text_find(set, mark, 0) + mark.length;
    const Text value = text_slice(set, start, text_find_byte(set, ';', start));
    return (Answered){
        .status = outgoing.status,
        .body = outgoing.body,
        .location = header_of(&outgoing, "Location"),
        .cookie = value,
        .has_cleared_cookie = set.length > 0 && value.length == 0,
        .cache = header_of(&outgoing, "Cache-Control"),
        .refresh = header_of(&outgoing, "Refresh"),
        .headers = outgoing.headers,
    };
}

static Text cookie_header(StaffSite *site, Text cookie)
{
    return cookie.length == 0
               ? cookie
               : text_format(site->arena, "other=1; " GATE_COOKIE "=%.*s", TEXT_ARG(cookie));
}

Answered staff_site_get(StaffSite *site, Text cookie, const char *path)
{
    return ask(site, &(Incoming){.verb = TEXT("GET"),
                                 .target = text_from(path),
                                 .accept = TEXT("text/html"),
                                 .host = TEXT("seuil.example"),
                                 .cookies = cookie_header(site, cookie)});
}

Answered staff_site_post_from(StaffSite *site, Text cookie, const char *path,
                              const char *origin, Text form)
{
    return ask(site, &(Incoming){.verb = TEXT("POST"),
                                 .target = text_from(path),
                                 .content_type = TEXT("application/x-www-form-urlencoded"),
                                 .accept = TEXT("text/html"),
                                 .host = TEXT("seuil.example"),
                                 .origin = text_from(origin),
                                 .cookies = cookie_header(site, cookie),
                                 .body = form});
}

Answered staff_site_post(StaffSite *site, Text cookie, const char *path, Text form)
{
    return staff_site_post_from(site, cookie, path, "http://seuil.example", form);
}

Answered staff_site_upload(StaffSite *site, Text cookie, const char *path, Text form)
{
    return ask(
        site, &(Incoming){.verb = TEXT("POST"),
                          .target = text_from(path),
                          .content_type = TEXT("multipart/form-data; boundary=" STAFF_BOUNDARY),
                          .accept = TEXT("text/html"),
                          .host = TEXT("seuil.example"),
                          .origin = TEXT("http://seuil.example"),
                          .cookies = cookie_header(site, cookie),
                          .body = form});
}

Answered staff_site_api_upload(StaffSite *site, Text token, const char *path, Text form)
{
    return ask(
        site,
        &(Incoming){.verb = TEXT("POST"),
                    .target = text_from(path),
                    .content_type = TEXT("multipart/form-data; boundary=" STAFF_BOUNDARY),
                    .host = TEXT("seuil.example"),
                    .authorization = text_format(site->arena, "Bearer %.*s", TEXT_ARG(token)),
                    .body = form});
}

Answered staff_site_send(StaffSite *site, const char *verb, Text token, const char *path)
{
    return ask(site, &(Incoming){.verb = text_from(verb),
                                 .target = text_from(path),
                                 .content_type = TEXT("application/json"),
                                 .host = TEXT("seuil.example"),
                                 .authorization =
                                     text_format(site->arena, "Bearer %.*s", TEXT_ARG(token)),
                                 .body = TEXT("{}")});
}

Answered staff_site_api(StaffSite *site, Text token, const char *path, const char *json)
{
    return ask(site, &(Incoming){.verb = json == NULL ? TEXT("GET") : TEXT("POST"),
                                 .target = text_from(path),
                                 .content_type = TEXT("application/json"),
                                 .host = TEXT("seuil.example"),
                                 .authorization = token.length == 0
                                                      ? token
                                                      : text_format(site->arena, "Bearer %.*s",
                                                                    TEXT_ARG(token)),
                                 .body = text_from(json == NULL ? "" : json)});
}

Text staff_site_form(StaffSite *site, Text cookie, const char *fields)
{
    return text_format(site->arena, "token=%.*s&%s",
                       TEXT_ARG(login_form_token(site->arena, cookie)), fields);
}
