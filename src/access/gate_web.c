/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_web.h"

#include "access/draft.h"
#include "base/log.h"
#include "http/fields.h"
#include "http/problem.h"

enum { TOUCH_SECONDS = 60, DAY = 24 * 60 * 60 };

/* What the request carries of a session. */
typedef struct Ticket {
    Text token;
    bool is_bearer; /* a client of the API: no browser sends it by itself */
} Ticket;

typedef struct Gate {
    Access access; /* first: request->access points to it */
    Ticket ticket;
    Client client; /* of a machine; of nobody else */
    bool must_touch;
} Gate;

static Ticket ticket_of(const Request *request)
{
    const Text scheme = TEXT("Bearer ");
    if (text_starts_with(request->authorization, scheme)) {
        const Text token =
            text_slice(request->authorization, scheme.length, request->authorization.length);
        return (Ticket){text_trim(token), true};
    }
    return (Ticket){request_cookie(request, GATE_COOKIE), false};
}

Access *access_of(const Request *request)
{
    return request->access;
}

/* ------------------------------------------------------------------- before they sign in */

typedef struct Keeping {
    Request *request;
    const Draft *draft;
    Text token;
} Keeping;

static Outcome keep_form(Session *session, void *context, Problem *problem)
{
    const Keeping *keeping = context;
    return draft_keep(session, keeping->request->arena, keeping->token, keeping->draft,
                      keeping->request->now, problem);
}

/* What was typed is kept where it can be given back; what cannot be is lost as any form that
 * nobody sent would be. */
static void keep_what_was_typed(const Gate *gate, Request *request)
{
    const Text token = gate->ticket.token;
    Draft draft = {.path = request->path};
    Keeping keeping = {request, &draft, token};
    Problem ignored = {.arena = request->arena};
    const Method method = request->route->method;
    if (method == GET || method == ACT ||
        !login_form_token_is(token, request_form(request, "token"))) {
        return;
    }
    for (size_t i = 0; i < request->form.count; i++) {
        const Field *field = &request->form.items[i];
        if (!text_equal(field->name, TEXT("token"))) {
            LIST_APPEND(request->arena, &draft, (DraftField){field->name, field->value});
        }
    }
    const Outcome outcome = method_is_transaction(method)
                                ? keep_form(request->session, &keeping, &ignored)
                                : store_write(request->store, keep_form, &keeping, &ignored);
    if (outcome != OK && outcome != NOT_FOUND) {
        log_event(LOG_WARNING, "draft", "a form could not be kept");
    }
}

/* Back to where they were going, which only a page can be. */
static Text way_back(const Request *request)
{
    return request->route->method != GET
               ? TEXT("")
               : text_format(request->arena, "?vers=%.*s",
                             TEXT_ARG(percent_encode(request->arena, request->path)));
}

static Outcome ask_to_sign_in(const Gate *gate, Request *request, const char *page,
                              bool *answered)
{
    if (problem_wants_json(request)) {
        request->refusal = 401;
        return problem_set(&request->problem, REFUSED, TEXT(""), "", "sign in first");
    }
    keep_what_was_typed(gate, request);
    *answered = true;
    return response_redirect(
        request, text_format(request->arena, "%s%.*s", page, TEXT_ARG(way_back(request))));
}

/* What stays open meanwhile: one's own account, locking and leaving. */
static bool is_of_oneself(const Route *route)
{
    const Text path = text_from(route->path);
    return text_equal(path, TEXT("/compte")) || text_starts_with(path, TEXT("/compte/")) ||
           text_equal(path, TEXT("/verrouiller")) || text_equal(path, TEXT("/sortir"));
}

/* Where what must come before anything else is done; empty when nothing must. Without keys
 * nothing can be sealed, and no second factor is asked for. */
static Text first_of_all(const Gate *gate, const Request *request)
{
    const Caller *caller = &gate->access.caller;
    if (is_of_oneself(request->route)) {
        return TEXT("");
    }
    if (caller->must_change_password) {
        return TEXT("/compte/mot-de-passe");
    }
    return caller->must_add_second && request->keyring != NULL ? TEXT("/compte/deux-etapes")
                                                               : TEXT("");
}

static Outcome lead_to(Request *request, Text page, bool *answered)
{
    if (problem_wants_json(request)) {
        return problem_set(&request->problem, REFUSED, TEXT(""), "",
                           "this account opens nothing before %.*s was filled in on a page",
                           TEXT_ARG(page));
    }
    *answered = true;
    return response_redirect(request, page);
}

/* ------------------------------------------------------------------------------- judging */

/* A page of another site cannot know the token of a session's forms. The token also names the
 * form, so that one sent twice acts once. */
static Outcome check_form(const Gate *gate, Request *request)
{
    if (gate->ticket.is_bearer || request->route->method == GET) {
        return OK;
    }
    if (login_form_token_is(gate->ticket.token, request_form(request, "token"))) {
        return OK;
    }
    return problem_set(&request->problem, REFUSED, TEXT("body"), "token",
                       "this form is not of your session: load the page again");
}

static void admit_asker(Gate *gate, Request *request)
{
    request->access = &gate->access;
    request->asker = id_format(request->arena, gate->access.caller.account);
}

/* A machine has a token of its own kind, which opens what is for machines and nothing else. */
static Outcome permit_client(Gate *gate, Request *request)
{
    Access *access = &gate->access;
    Token token = {0};
    const Outcome outcome = token_find(request->session, request->arena, gate->ticket.token,
                                       request->now, &token, &request->problem);
    if (outcome == NOT_FOUND || !gate->ticket.is_bearer) {
        request->refusal = 401;
        return problem_set(&request->problem, REFUSED, TEXT("header"), "Authorization",
                           "a token of /oauth/token is expected, as Bearer");
    }
    TRY(outcome);
    TRY(caller_read(request->session, request->arena, token.account, request->now,
                    &access->caller, &request->problem));
    TRY(client_get(request->session, request->arena, token.account, &gate->client,
                   &request->problem));
    gate->client.scopes = token.scopes;
    admit_asker(gate, request);
    return access_permit(access, request->route->permission);
}

const Client *gate_client(const Request *request)
{
    const Gate *gate = request->access;
    return &gate->client;
}

static Gate *gate_of(const Request *request, Problem *problem)
{
    Gate *gate = ARENA_NEW(request->arena, Gate);
    gate->ticket = ticket_of(request);
    gate->access = (Access){.arena = request->arena,
                            .session = request->session,
                            .now = request->now,
                            .keyring = request->keyring,
                            .problem = problem};
    return gate;
}

/* Whom a provider proved has used no password that somebody else knows, and has made the second
 * step where it says so. */
static Outcome read_caller(Gate *gate, Request *request, const LoginSession *found)
{
    Caller *caller = &gate->access.caller;
    TRY(caller_read(request->session, request->arena, found->account, request->now, caller,
                    &request->problem));
    caller->must_change_password = caller->must_change_password && !found->is_from_elsewhere;
    caller->must_add_second = caller->must_add_second && !found->has_second;
    return OK;
}

Outcome gate_permit(void *context, Request *request, bool *answered)
{
    Gate *gate = gate_of(request, &request->problem);
    LoginSession found = {0};
    (void)context;
    request->access = NULL;
    if (request->route->permission == MAY_EXCHANGE) {
        return permit_client(gate, request);
    }
    const Outcome outcome = login_find(request->session, gate->ticket.token, request->now,
                                       &found, &request->problem);
    if (outcome == NOT_FOUND || (outcome == OK && found.is_locked)) {
        return ask_to_sign_in(gate, request, outcome == OK ? "/verrouille" : "/entrer",
                              answered);
    }
    TRY(outcome);
    TRY(read_caller(gate, request, &found));
    admit_asker(gate, request);
    gate->must_touch = request->now - found.seen >= TOUCH_SECONDS;
    TRY(check_form(gate, request));
    const Text page = first_of_all(gate, request);
    if (page.length > 0) {
        return lead_to(request, page, answered);
    }
    return access_permit(&gate->access, request->route->permission);
}

Outcome gate_recognize(Request *request)
{
    Gate *gate = gate_of(request, &request->problem);
    LoginSession found = {0};
    TRY(login_find(request->session, gate->ticket.token, request->now, &found,
                   &request->problem));
    if (found.is_locked) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "session", "it is locked");
    }
    TRY(read_caller(gate, request, &found));
    request->access = &gate->access;
    return OK;
}

static Outcome know(Request *request, const Ticket *ticket)
{
    Token token = {0};
    LoginSession found = {0};
    const Outcome outcome =
        login_find(request->session, ticket->token, request->now, &found, &request->problem);
    return outcome == NOT_FOUND && ticket->is_bearer
               ? token_find(request->session, request->arena, ticket->token, request->now,
                            &token, &request->problem)
               : outcome;
}

Outcome gate_know(void *context, Request *request)
{
    const Ticket ticket = ticket_of(request);
    SCOPED(session_end) Session *session = NULL;
    (void)context;
    if (request->store == NULL || ticket.token.length != LOGIN_TOKEN_LENGTH) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("header"), "", "nobody");
    }
    TRY(store_read(request->store, &session, &request->problem));
    request->session = session;
    const Outcome outcome = know(request, &ticket);
    request->session = NULL;
    return outcome;
}

Outcome gate_settle(void *context, Request *request)
{
    Gate *gate = request->access;
    (void)context;
    if (method_is_transaction(request->route->method)) {
        return access_write_journal(&gate->access, request->session);
    }
    TRY(access_settle_reading(&gate->access, request->store));
    return gate->must_touch ? login_touch(request->store, gate->ticket.token, request->now,
                                          &request->problem)
                            : OK;
}

void gate_failed(void *context, Request *request)
{
    Gate *gate = request->access;
    Problem ignored = {.arena = request->arena};
    (void)context;
    if (gate == NULL || request->store == NULL) {
        return;
    }
    gate->access.problem = &ignored;
    if (access_settle_reading(&gate->access, request->store) != OK) {
        log_event(LOG_ERROR, "journal", "a refusal could not be kept: %.*s",
                  TEXT_ARG(ignored.detail));
    }
}

Text gate_session_token(const Request *request)
{
    const Gate *gate = request->access;
    return gate == NULL ? ticket_of(request).token : gate->ticket.token;
}

void gate_is_automatic(Request *request)
{
    Gate *gate = request->access;
    gate->must_touch = false;
}

Text gate_form_token(const Request *request)
{
    const Gate *gate = request->access;
    return login_form_token(request->arena, gate->ticket.token);
}

/* "Secure" where the site is HTTPS; a machine of its own at a desk may have none. */
static void set_cookie(Request *request, Text token, long long seconds)
{
    const bool is_https = text_starts_with(request->site, TEXT("https://"));
    response_header(request, "Set-Cookie",
                    text_format(request->arena,
                                GATE_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Strict; "
                                            "Max-Age=%lld%s",
                                TEXT_ARG(token), seconds, is_https ? "; Secure" : ""));
}

void gate_give_cookie(Request *request, Text token)
{
    /* It outlives the session: what its holder was writing is found by it. */
    set_cookie(request, token, LOGIN_LONGEST + DAY);
}

void gate_clear_cookie(Request *request)
{
    set_cookie(request, TEXT(""), 0);
}
