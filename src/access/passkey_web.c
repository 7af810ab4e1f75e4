/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passkeys on pages: one's own at /compte/cles, and signing in with one at /entrer/cle. What
 * the browser is asked stands in a page, and its answer comes back in a form of it: the script
 * moves one into the other and calls nobody.
 */
#include "access/enter_web.h"
#include "access/frame_web.h"
#include "access/login_web.h"
#include "access/own_views_web.h"
#include "access/passkey_enter.h"
#include "access/passkey_own.h"
#include "access/sentences.h"
#include "access/wait_web.h"
#include "http/asset.h"

/* The secret of an attempt to sign in; it goes with the answer. */
#define PASSKEY_COOKIE "seuil_cle"

void passkey_offer(const Request *request, Text to, Text ticket, PasskeyChoice *choice)
{
    PasskeySite site = {0};
    if (!passkey_site_of(request->arena, request->site, &site)) {
        return;
    }
    *choice = (PasskeyChoice){
        .script = asset_path("passkey.js"),
        .action = request_link(request, TEXT("/entrer/cle")),
        .to = to,
        .ticket = ticket,
    };
}

static Outcome no_passkeys(Request *request)
{
    return problem_set(&request->problem, NOT_FOUND, TEXT(""), "site",
                       "passkeys need the address of this server with https (serve --site)");
}

/* ------------------------------------------------------------------------------- one's own */

static Text used_in_words(const Request *request, const Passkey *passkey)
{
    return passkey->used == 0
               ? say(request->language, SAY_PASSKEY_NEVER)
               : say_with(request->arena, request->language, SAY_PASSKEY_USED, "when",
                          say_moment(request->arena, request->language, passkey->used));
}

static void fill_rows(const Request *request, const PasskeyList *list, OwnPasskeysView *view)
{
    PasskeyRow *rows = ARENA_ARRAY(request->arena, PasskeyRow, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        const Passkey *passkey = &list->items[i];
        const Text id = id_format(request->arena, passkey->id);
        rows[i] = (PasskeyRow){
            .name = passkey->name,
            .added = say_with(request->arena, request->language, SAY_PASSKEY_ADDED, "when",
                              say_moment(request->arena, request->language, passkey->added)),
            .used = used_in_words(request, passkey),
            .action =
                request_link(request, text_format(request->arena, "/compte/cles/%.*s/retirer",
                                                  TEXT_ARG(id))),
        };
    }
    view->rows = rows;
    view->row_count = list->count;
    view->is_full = list->count >= PASSKEY_MOST;
}

static Outcome write_own(Request *request, OwnPasskeysView *view)
{
    Html html = {0};
    Account account = {0};
    PasskeyList list = {0};
    PasskeyChoice choice = {0};
    const Id id = access_of(request)->caller.account;
    TRY(account_get(request->session, request->arena, id, &account, &request->problem));
    TRY(passkey_list(request->session, request->arena, id, &list, &request->problem));
    passkey_offer(request, TEXT(""), TEXT(""), &choice);
    fill_rows(request, &list, view);
    view->script = choice.script;
    view->login = account.login;
    view->has_password = account.password.length > 0;
    view->has_code = account.totp.length > 0;
    TRY(frame_open(request, say(request->language, SAY_PASSKEY_TITLE), &view->frame, &html));
    own_passkeys_page(&html, view);
    return OK;
}

static Outcome show_own(Request *request)
{
    OwnPasskeysView view = {0};
    const Text done = request_query(request, "fait");
    if (text_equal(done, TEXT("ajout"))) {
        view.done = say(request->language, SAY_PASSKEY_DONE);
    } else if (text_equal(done, TEXT("mot-de-passe"))) {
        view.done = say(request->language, SAY_PASSKEY_KEEP);
        view.keep_href = request_link(request, TEXT("/compte"));
    } else if (done.length > 0) {
        view.done = say(request->language, SAY_PASSKEY_REMOVED);
    }
    return write_own(request, &view);
}

static Outcome say_problem(Request *request, Sentence sentence, int status)
{
    OwnPasskeysView view = {.problem = say(request->language, sentence)};
    request->response.status = status;
    return write_own(request, &view);
}

static bool adding_of(Request *request, PasskeyAdding *adding)
{
    *adding = (PasskeyAdding){
        .store = request->store,
        .arena = request->arena,
        .keyring = request->keyring,
        .now = request->now,
        .token = gate_session_token(request),
        .password = request_form(request, "password"),
        .code = text_trim(request_form(request, "code")),
        .name = request_form(request, "name"),
        .problem = &request->problem,
    };
    return passkey_site_of(request->arena, request->site, &adding->site);
}

static Outcome write_question(Request *request, const PasskeyAsking *asking)
{
    Html html = {0};
    PasskeyAskView view = {
        .script = asset_path("passkey.js"),
        .title = say(request->language, SAY_PASSKEY_ADD),
        .lead = say(request->language, SAY_PASSKEY_MAKE_LEAD),
        .is_new = true,
        .options = asking->options,
        .action = request_link(request, TEXT("/compte/cles")),
        .back_href = request_link(request, TEXT("/compte/cles")),
    };
    TRY(frame_open(request, view.title, &view.frame, &html));
    passkey_ask_page(&html, &view);
    return OK;
}

static Outcome say_wrong(Request *request, const PasskeyAdding *adding,
                         const PasskeyAsking *asking)
{
    OwnPasskeysView view = {.name = text_slice(adding->name, 0, PASSKEY_MOST_NAME)};
    if (asking->state == PASSKEY_STALE) {
        return say_problem(request, SAY_PASSKEY_STALE, 422);
    }
    view.problem = failure_in_words(request, SAY_PASSKEY_WRONG, asking->state == PASSKEY_WAIT,
                                    asking->retry_at);
    return write_own(request, &view);
}

static Outcome ask_new(Request *request)
{
    PasskeyAdding adding = {0};
    PasskeyAsking asking = {0};
    if (!adding_of(request, &adding)) {
        return no_passkeys(request);
    }
    const Outcome outcome = own_ask_passkey(&adding, &asking);
    if (outcome == INVALID) {
        return say_problem(request, SAY_PASSKEY_NAME_WRONG, 422);
    }
    if (outcome == CONFLICT) {
        return say_problem(request, SAY_PASSKEY_FULL, 409);
    }
    TRY(outcome);
    return asking.state == PASSKEY_ASKED ? write_question(request, &asking)
                                         : say_wrong(request, &adding, &asking);
}

static Outcome add_new(Request *request)
{
    Id id = {0};
    PasskeyAdding adding = {0};
    if (!adding_of(request, &adding)) {
        return no_passkeys(request);
    }
    const Outcome outcome = own_add_passkey(&adding, request_form(request, "answer"), &id);
    switch (outcome) {
    case OK:
        return response_redirect(request, TEXT("/compte/cles?fait=ajout"));
    case NOT_FOUND:
        return say_problem(request, SAY_PASSKEY_LATE, 422);
    case INVALID:
    case REFUSED:
        return say_problem(request, SAY_PASSKEY_UNFIT, 422);
    case CONFLICT:
        return say_problem(request, SAY_PASSKEY_KNOWN, 409);
    case FAILED:
    case USAGE:
    case UNAVAILABLE:
        break;
    }
    return outcome;
}

static Outcome remove_own(Request *request)
{
    Id id = {0};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "passkey",
                           "no such passkey");
    }
    const Outcome outcome = own_remove_passkey(access_of(request), id);
    if (outcome == CONFLICT) {
        return say_problem(request, SAY_PASSKEY_LAST, 409);
    }
    TRY(outcome);
    return response_redirect(request, TEXT("/compte/cles?fait=retrait"));
}

/* -------------------------------------------------------------------------------- entering */

static void set_secret(Request *request, Text secret, int seconds)
{
    const bool is_https = text_starts_with(request->site, TEXT("https://"));
    response_header(request, "Set-Cookie",
                    text_format(request->arena,
                                PASSKEY_COOKIE
                                "=%.*s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s",
                                TEXT_ARG(secret), seconds, is_https ? "; Secure" : ""));
}

static bool entry_of(Request *request, PasskeyEntry *entry)
{
    *entry = (PasskeyEntry){
        .store = request->store,
        .arena = request->arena,
        .keyring = request->keyring,
        .now = request->now,
        .ticket = request_form(request, "ticket"),
        .secret = request_cookie(request, PASSKEY_COOKIE),
        .problem = &request->problem,
    };
    return passkey_site_of(request->arena, request->site, &entry->site);
}

static Outcome say_late(Request *request)
{
    SignInView view = {
        .to = way_of(request_form(request, "to")),
        .problem = say(request->language, SAY_PASSKEY_LATE),
    };
    request->response.status = 422;
    return write_sign_in(request, &view);
}

static Outcome ask(Request *request)
{
    Html html = {0};
    PasskeyEntry entry = {0};
    PasskeyAskView view = {
        .script = asset_path("passkey.js"),
        .title = say(request->language, SAY_PASSKEY_USE),
        .lead = say(request->language, SAY_PASSKEY_USE_LEAD),
        .action = request_link(request, TEXT("/entrer/cle/reponse")),
        .to = way_of(request_form(request, "to")),
        .back_href = request_link(request, TEXT("/entrer")),
    };
    if (!entry_of(request, &entry)) {
        return no_passkeys(request);
    }
    const Outcome outcome = passkey_enter_ask(&entry, &view.options);
    if (outcome == NOT_FOUND) {
        return say_late(request);
    }
    TRY(outcome);
    view.ticket = entry.ticket;
    set_secret(request, entry.secret, PASSKEY_SECONDS);
    TRY(frame_open(request, view.title, &view.frame, &html));
    passkey_ask_page(&html, &view);
    return OK;
}

static Outcome answer(Request *request)
{
    PasskeyEntry entry = {0};
    LoginResult result = {0};
    if (!entry_of(request, &entry)) {
        return no_passkeys(request);
    }
    TRY(passkey_enter(&entry, request_form(request, "answer"), &result));
    set_secret(request, TEXT(""), 0);
    if (result.state == LOGIN_DONE) {
        return enter_signed_in(request, &result);
    }
    if (result.state == LOGIN_LATE) {
        return say_late(request);
    }
    const Text problem = failure_in_words(request, SAY_PASSKEY_REFUSED,
                                          result.state == LOGIN_WAIT, result.retry_at);
    if (entry.ticket.length > 0) {
        return ask_code(request, entry.ticket, request_form(request, "to"), problem);
    }
    SignInView view = {.to = way_of(request_form(request, "to")), .problem = problem};
    return write_sign_in(request, &view);
}

static const Route routes[] = {
    {GET,  "/compte/cles",              MAY_BE_ONESELF, show_own,   FRESH},
    {ACT,  "/compte/cles/demander",     MAY_BE_ONESELF, ask_new,    FRESH},
    {ACT,  "/compte/cles",              MAY_BE_ONESELF, add_new,    FRESH},
    {POST, "/compte/cles/{id}/retirer", MAY_BE_ONESELF, remove_own, FRESH},
    {ACT,  "/entrer/cle",               EVERYONE,       ask,        FRESH},
    {ACT,  "/entrer/cle/reponse",       EVERYONE,       answer,     FRESH},
};

const RouteTable PASSKEY_ROUTES = {routes, LENGTH_OF(routes)};
