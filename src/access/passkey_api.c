/* SPDX-License-Identifier: EUPL-1.2 */
/* Passkeys for programs that ask a device themselves: one's own, another's for who manages
 * accounts, and signing in. Questions and answers are those of level 3, as JSON. */
#include "access/gate_web.h"
#include "access/login_web.h"
#include "access/passkey_enter.h"
#include "access/passkey_json.h"
#include "access/passkey_own.h"
#include "http/body.h"

static Outcome no_passkeys(Request *request)
{
    return problem_set(&request->problem, NOT_FOUND, TEXT(""), "site",
                       "passkeys need the address of this server with https (serve --site)");
}

static Outcome no_passkey(Request *request)
{
    return problem_set(&request->problem, NOT_FOUND, TEXT(""), "passkey", "no such passkey");
}

static Outcome must_wait(Request *request)
{
    request->refusal = 429;
    return problem_set(&request->problem, REFUSED, TEXT("body"), "password",
                       "too many failures: wait");
}

/* -------------------------------------------------------------------------------- one's own */

static Outcome write_list(Request *request, Session *session, Id account)
{
    PasskeyList list = {0};
    TRY(passkey_list(session, request->arena, account, &list, &request->problem));
    JsonWriter json = json_writer(response_json(request));
    passkey_list_write(&json, request->arena, &list);
    return OK;
}

static Outcome get_own(Request *request)
{
    TRY(request_query_only(request, NULL, 0));
    return write_list(request, request->session, access_of(request)->caller.account);
}

static bool adding_of(Request *request, PasskeyAdding *adding)
{
    *adding = (PasskeyAdding){
        .store = request->store,
        .arena = request->arena,
        .keyring = request->keyring,
        .now = request->now,
        .token = gate_session_token(request),
        .problem = &request->problem,
    };
    return passkey_site_of(request->arena, request->site, &adding->site);
}

static Outcome read_adding(Request *request, PasskeyAdding *adding)
{
    static const char *const names[] = {"name", "password", "code"};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "name", &adding->name));
    TRY(body_text(request, body, "password", &adding->password));
    return body_text(request, body, "code", &adding->code);
}

static Outcome say_unproved(Request *request, const PasskeyAsking *asking)
{
    if (asking->state == PASSKEY_WAIT) {
        return must_wait(request);
    }
    return asking->state == PASSKEY_STALE
               ? problem_set(
                     &request->problem, REFUSED, TEXT(""), "session",
                     "sign in anew, with a passkey or the provider: five minutes are over")
               : problem_set(&request->problem, REFUSED, TEXT("body"), "password",
                             "the password or the code is not right");
}

static Outcome post_question(Request *request)
{
    PasskeyAdding adding = {0};
    PasskeyAsking asking = {0};
    const bool has_site = adding_of(request, &adding);
    TRY(read_adding(request, &adding));
    if (!has_site) {
        return no_passkeys(request);
    }
    TRY(own_ask_passkey(&adding, &asking));
    if (asking.state != PASSKEY_ASKED) {
        return say_unproved(request, &asking);
    }
    JsonWriter json = json_writer(response_json(request));
    json_object_open(&json);
    json_member_raw(&json, TEXT("publicKey"), asking.options);
    json_object_close(&json);
    return OK;
}

/* After a transaction of its own, which the snapshot of the request does not show. */
static Outcome post_own(Request *request)
{
    Id id = {0};
    PasskeyAdding adding = {0};
    SCOPED(session_end) Session *session = NULL;
    TRY(body_require_json(request));
    if (!adding_of(request, &adding)) {
        return no_passkeys(request);
    }
    TRY(own_add_passkey(&adding, request->body, &id));
    TRY(store_read(request->store, &session, &request->problem));
    request->response.status = 201;
    return write_list(request, session, access_of(request)->caller.account);
}

static Outcome post_own_end(Request *request)
{
    Id id = {0};
    json_t *body SCOPED(json_close) = NULL;
    Access *access = access_of(request);
    TRY(body_read(request, NULL, 0, &body));
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return no_passkey(request);
    }
    TRY(own_remove_passkey(access, id));
    return write_list(request, request->session, access->caller.account);
}

/* -------------------------------------------------------------------------------- another's */

static Outcome account_of_path(Request *request, Id *id)
{
    Account account = {0};
    if (!id_parse(request_path_value(request, "id"), id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "account",
                           "no such account");
    }
    return account_get(request->session, request->arena, *id, &account, &request->problem);
}

static Outcome get_passkeys(Request *request)
{
    Id account = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(account_of_path(request, &account));
    return write_list(request, request->session, account);
}

static Outcome post_end(Request *request)
{
    PasskeyRemoval removal = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    TRY(account_of_path(request, &removal.account));
    if (!id_parse(request_path_value(request, "passkey"), &removal.passkey)) {
        return no_passkey(request);
    }
    TRY(manage_passkey_remove(access_of(request), &removal));
    return write_list(request, request->session, removal.account);
}

/* -------------------------------------------------------------------------------- signing in
 */

static bool entry_of(Request *request, PasskeyEntry *entry)
{
    *entry = (PasskeyEntry){
        .store = request->store,
        .arena = request->arena,
        .keyring = request->keyring,
        .now = request->now,
        .problem = &request->problem,
    };
    return passkey_site_of(request->arena, request->site, &entry->site);
}

static Outcome post_sign_in_question(Request *request)
{
    Text options = {0};
    PasskeyEntry entry = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    if (!entry_of(request, &entry)) {
        return no_passkeys(request);
    }
    TRY(passkey_enter_ask(&entry, &options));
    JsonWriter json = json_writer(response_json(request));
    json_object_open(&json);
    json_member(&json, "secret", entry.secret);
    json_member_raw(&json, TEXT("publicKey"), options);
    json_object_close(&json);
    return OK;
}

static Outcome say_failure(Request *request, LoginState state)
{
    if (state == LOGIN_WAIT) {
        return must_wait(request);
    }
    return state == LOGIN_LATE
               ? problem_set(&request->problem, CONFLICT, TEXT("body"), "secret",
                             "nothing was asked, or too long ago, or it was answered")
               : problem_set(&request->problem, REFUSED, TEXT("body"), "answer",
                             "this passkey does not open here");
}

static Outcome post_sign_in(Request *request)
{
    static const char *const names[] = {"secret", "answer"};
    PasskeyEntry entry = {0};
    LoginResult result = {0};
    json_t *body SCOPED(json_close) = NULL;
    const bool has_site = entry_of(request, &entry);
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!has_site) {
        return no_passkeys(request);
    }
    TRY(body_text(request, body, "secret", &entry.secret));
    const json_t *sent = json_object_get(body, "answer");
    const Text answer = sent == NULL ? TEXT("") : json_canonical(request->arena, sent);
    TRY(passkey_enter(&entry, answer, &result));
    if (result.state != LOGIN_DONE) {
        return say_failure(request, result.state);
    }
    JsonWriter json = json_writer(response_json(request));
    json_object_open(&json);
    json_member(&json, "token", result.token);
    json_member(&json, "name", result.account.name);
    json_object_close(&json);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/passkeys",                             MAY_BE_ONESELF,      get_own,               FRESH},
    {ACT,  "/api/v1/passkeys/question",                    MAY_BE_ONESELF,      post_question,         FRESH},
    {ACT,  "/api/v1/passkeys",                             MAY_BE_ONESELF,      post_own,              FRESH},
    {POST, "/api/v1/passkeys/{id}/end",                    MAY_BE_ONESELF,      post_own_end,          FRESH},
    {GET,  "/api/v1/accounts/{id}/passkeys",               MAY_MANAGE_ACCOUNTS, get_passkeys,          FRESH},
    {POST, "/api/v1/accounts/{id}/passkeys/{passkey}/end", MAY_MANAGE_ACCOUNTS, post_end,
     FRESH                                                                                                  },
    {ACT,  "/api/v1/signIn/passkey/question",              EVERYONE,            post_sign_in_question, FRESH},
    {ACT,  "/api/v1/signIn/passkey",                       EVERYONE,            post_sign_in,          FRESH},
};

const RouteTable PASSKEY_API_ROUTES = {routes, LENGTH_OF(routes)};
