/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/login_web.h"

#include "access/draft.h"
#include "access/enter_web.h"
#include "access/frame_web.h"
#include "access/passkey.h"
#include "access/sentences.h"
#include "access/wait_web.h"

enum { MOST_WAY = 512, MINUTE = 60 };

/* --------------------------------------------------------------------------------- words */

Text wait_in_words(const Request *request, Moment retry_at)
{
    const Moment seconds = retry_at - request->now < 1 ? 1 : retry_at - request->now;
    if (seconds < 2 * MINUTE) {
        return say_count(request->arena, request->language, SAY_LOGIN_WAIT, (size_t)seconds);
    }
    return say_count(request->arena, request->language, SAY_LOGIN_WAIT_MINUTES,
                     (size_t)((seconds + MINUTE - 1) / MINUTE));
}

Text failure_in_words(Request *request, Sentence wrong, bool must_wait, Moment retry_at)
{
    const Text words = say(request->language, wrong);
    request->response.status = must_wait ? 429 : 422;
    if (must_wait) {
        return wait_in_words(request, retry_at);
    }
    return retry_at <= request->now ? words
                                    : text_format(request->arena, "%.*s %.*s", TEXT_ARG(words),
                                                  TEXT_ARG(wait_in_words(request, retry_at)));
}

/* What came of a try that did not open. */
static Text wrong_in_words(Request *request, const LoginResult *result, Sentence wrong)
{
    return failure_in_words(request, wrong, result->state == LOGIN_WAIT, result->retry_at);
}

/* A path of ours, or nothing: whoever made the link must not choose another site. The language
 * is put before it, so that it cannot start with two slashes either. */
Text way_of(Text to)
{
    static const Text plain = TEXT_INIT("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-._~/");
    for (size_t i = 0; i < to.length; i++) {
        if (text_find_byte(plain, to.bytes[i], 0) == plain.length) {
            return TEXT("");
        }
    }
    const bool is_path = text_starts_with(to, TEXT("/")) && !text_starts_with(to, TEXT("//"));
    return is_path && to.length <= MOST_WAY ? to : TEXT("");
}

/* ------------------------------------------------------------------------------- sign in */

Outcome write_sign_in(Request *request, SignInView *view)
{
    Html html = {0};
    elsewhere_offer(request, view->to, &view->elsewhere);
    passkey_offer(request, view->to, TEXT(""), &view->passkey);
    TRY(frame_open(request, say(request->language, SAY_LOGIN_TITLE), &view->frame, &html));
    sign_in_page(&html, view);
    return OK;
}

static Outcome show_sign_in(Request *request)
{
    SignInView view = {.to = way_of(request_query(request, "vers"))};
    return write_sign_in(request, &view);
}

/* The session before this one, in the same browser, ends; what it was writing goes on when it
 * is of the same person. */
typedef struct Handover {
    Request *request;
    DraftMove move;
    bool has_draft;
} Handover;

static Outcome hand_over(Session *session, void *context, Problem *problem)
{
    Handover *handover = context;
    Request *request = handover->request;
    Draft draft = {0};
    TRY(draft_move(session, request->arena, &handover->move, request->now, problem));
    TRY(login_end(session, handover->move.before, problem));
    const Outcome found = draft_find(session, request->arena, handover->move.after,
                                     request->now, &draft, problem);
    handover->has_draft = found == OK;
    return found == NOT_FOUND ? OK : found;
}

Outcome enter_as(Request *request, const Entering *entering, Text *path)
{
    Handover handover = {
        request, {entering->before, entering->token, entering->account->id},
         false
    };
    Caller caller = {0};
    if (entering->before.length == LOGIN_TOKEN_LENGTH) {
        TRY(store_write(request->store, hand_over, &handover, &request->problem));
    }
    TRY(caller_read(request->session, request->arena, entering->account->id, request->now,
                    &caller, &request->problem));
    gate_give_cookie(request, entering->token);
    request->language = entering->account->language;
    const Text way = way_of(entering->way);
    *path = handover.has_draft ? TEXT("/reprendre")
            : way.length > 0   ? way
                               : frame_first_page(&caller);
    return OK;
}

Outcome enter_signed_in(Request *request, const LoginResult *result)
{
    Text path = {0};
    const Entering entering = {
        .before = request_cookie(request, GATE_COOKIE),
        .token = result->token,
        .account = &result->account,
        .way = request_form(request, "to"),
    };
    TRY(enter_as(request, &entering, &path));
    return response_redirect(request, path);
}

/* What the second step may be; a ticket that has ended offers a code, and says so afterwards.
 */
static Outcome offer_second(Request *request, SignInCodeView *view)
{
    PasskeyList list = {0};
    LoginTicketHolder holder = {0};
    const LoginTicketUse use = {request->arena, request->keyring, view->ticket, request->now};
    const Outcome outcome =
        login_ticket_open(request->session, &use, &holder, &request->problem);
    view->has_code = outcome != OK || holder.account.totp.length > 0;
    if (outcome != OK) {
        return outcome == NOT_FOUND ? OK : outcome;
    }
    TRY(passkey_list(request->session, request->arena, holder.account.id, &list,
                     &request->problem));
    if (list.count > 0) {
        passkey_offer(request, view->to, view->ticket, &view->passkey);
    }
    return OK;
}

/* The second step: the ticket of the first stands in the form, and serves five minutes. */
Outcome ask_code(Request *request, Text ticket, Text way, Text problem)
{
    Html html = {0};
    SignInCodeView view = {.ticket = ticket, .to = way_of(way), .problem = problem};
    TRY(offer_second(request, &view));
    const Sentence title = view.has_code ? SAY_LOGIN_CODE_TITLE : SAY_PASSKEY_SECOND_TITLE;
    TRY(frame_open(request, say(request->language, title), &view.frame, &html));
    sign_in_code_page(&html, &view);
    return OK;
}

static Outcome ask_again(Request *request, const LoginAttempt *attempt,
                         const LoginResult *result)
{
    const bool is_late = result->state == LOGIN_LATE;
    const Text way = request_form(request, "to");
    if (result->state == LOGIN_CODE) {
        return ask_code(request, result->ticket, way, TEXT(""));
    }
    if (attempt->ticket.length > 0 && !is_late) {
        return ask_code(request, attempt->ticket, way,
                        wrong_in_words(request, result, SAY_LOGIN_CODE_WRONG));
    }
    SignInView view = {
        .login = text_slice(attempt->login, 0, LOGIN_MOST),
        .to = way_of(way),
        .problem = wrong_in_words(request, result, is_late ? SAY_LOGIN_LATE : SAY_LOGIN_WRONG),
    };
    return write_sign_in(request, &view);
}

static Outcome sign_in(Request *request)
{
    LoginResult result = {0};
    const LoginAttempt attempt = {
        .login = text_trim(request_form(request, "login")),
        .password = request_form(request, "password"),
        .code = text_trim(request_form(request, "code")),
        .ticket = request_form(request, "ticket"),
        .keyring = request->keyring,
    };
    TRY(login_try(request->store, request->arena, &attempt, request->now, &result,
                  &request->problem));
    return result.state == LOGIN_DONE ? enter_signed_in(request, &result)
                                      : ask_again(request, &attempt, &result);
}

/* ---------------------------------------------------------------------------- the screen */

/* An ACT, as signing out is: a form sent twice must lock twice. */
static Outcome lock_session(Session *session, void *context, Problem *problem)
{
    const Request *request = context;
    return login_lock(session, gate_session_token(request), request->now, problem);
}

static Outcome lock(Request *request)
{
    TRY(store_write(request->store, lock_session, request, &request->problem));
    return response_redirect(request, TEXT("/verrouille"));
}

static Outcome write_lock(Request *request, const LoginSession *found, LockView *view)
{
    Html html = {0};
    Account account = {0};
    const Text token = request_cookie(request, GATE_COOKIE);
    TRY(account_get(request->session, request->arena, found->account, &account,
                    &request->problem));
    TRY(frame_open(request, say(request->language, SAY_LOCK_TITLE), &view->frame, &html));
    view->who = account.name;
    elsewhere_offer(request, view->to, &view->elsewhere);
    passkey_offer(request, view->to, TEXT(""), &view->passkey);
    view->frame.token = login_form_token(request->arena, token);
    if (!found->is_locked) {
        view->open_href =
            request_link(request, view->to.length > 0 ? view->to : TEXT("/compte"));
    }
    lock_page(&html, view);
    return OK;
}

/* A screen nobody touched comes here by itself. When its session is in use on another page,
 * nothing of a person shows, and going on asks no password: only going on is a sign of use. */
static Outcome show_lock(Request *request)
{
    LoginSession found = {0};
    LockView view = {.to = way_of(request_query(request, "vers"))};
    const Outcome outcome = login_find(request->session, request_cookie(request, GATE_COOKIE),
                                       request->now, &found, &request->problem);
    if (outcome == NOT_FOUND) {
        return response_redirect(request, TEXT("/entrer"));
    }
    TRY(outcome);
    return write_lock(request, &found, &view);
}

/* What was kept while the screen was locked is newer than the last use before it. */
static Outcome go_on(Request *request, const LoginSession *found, Text token)
{
    Draft draft = {0};
    Caller caller = {0};
    const Outcome outcome = draft_find(request->session, request->arena, token, request->now,
                                       &draft, &request->problem);
    if (outcome == OK && draft.kept >= found->seen) {
        return response_redirect(request, TEXT("/reprendre"));
    }
    if (outcome != OK && outcome != NOT_FOUND) {
        return outcome;
    }
    TRY(caller_read(request->session, request->arena, found->account, request->now, &caller,
                    &request->problem));
    const Text to = way_of(request_form(request, "to"));
    return response_redirect(request, to.length > 0 ? to : frame_first_page(&caller));
}

static Outcome unlock(Request *request)
{
    LoginSession found = {0};
    LoginResult result = {0};
    const Text token = request_cookie(request, GATE_COOKIE);
    const Outcome outcome =
        login_find(request->session, token, request->now, &found, &request->problem);
    if (outcome == NOT_FOUND || !login_form_token_is(token, request_form(request, "token"))) {
        return response_redirect(request, TEXT("/entrer"));
    }
    TRY(outcome);
    const LoginAttempt attempt = {.password = request_form(request, "password"),
                                  .locked = token};
    TRY(login_try(request->store, request->arena, &attempt, request->now, &result,
                  &request->problem));
    if (result.state == LOGIN_DONE) {
        return go_on(request, &found, token);
    }
    LockView view = {
        .to = way_of(request_form(request, "to")),
        .problem = wrong_in_words(request, &result, SAY_LOGIN_WRONG_PASSWORD),
    };
    return write_lock(request, &found, &view);
}

/* -------------------------------------------------------------------- what was being written
 */

static Outcome show_draft(Request *request)
{
    Html html = {0};
    Draft draft = {0};
    DraftView view = {0};
    const Access *access = access_of(request);
    const Outcome found =
        draft_find(request->session, request->arena, gate_session_token(request), request->now,
                   &draft, &request->problem);
    if (found == NOT_FOUND) {
        return response_redirect(request, frame_first_page(&access->caller));
    }
    TRY(found);
    HiddenField *fields = ARENA_ARRAY(request->arena, HiddenField, draft.count);
    for (size_t i = 0; i < draft.count; i++) {
        fields[i] = (HiddenField){draft.items[i].name, draft.items[i].value};
    }
    view.action = request_link(request, draft.path);
    view.fields = fields;
    view.field_count = draft.count;
    TRY(frame_open(request, say(request->language, SAY_DRAFT_TITLE), &view.frame, &html));
    draft_page(&html, &view);
    return OK;
}

static Outcome drop_draft(Request *request)
{
    const Access *access = access_of(request);
    TRY(draft_forget(request->session, gate_session_token(request), &request->problem));
    return response_redirect(request, frame_first_page(&access->caller));
}

static Outcome end_session(Session *session, void *context, Problem *problem)
{
    const Request *request = context;
    return login_end(session, gate_session_token(request), problem);
}

static Outcome sign_out(Request *request)
{
    Text provider = {0};
    TRY(login_provider(request->session, request->arena, gate_session_token(request), &provider,
                       &request->problem));
    TRY(store_write(request->store, end_session, request, &request->problem));
    gate_clear_cookie(request);
    return elsewhere_say_left(request, provider);
}

static const Route routes[] = {
    {GET,  "/entrer",      EVERYONE,       show_sign_in, FRESH},
    {ACT,  "/entrer",      EVERYONE,       sign_in,      FRESH},
    {ACT,  "/verrouiller", MAY_BE_ONESELF, lock,         FRESH},
    {GET,  "/verrouille",  EVERYONE,       show_lock,    FRESH},
    {ACT,  "/verrouille",  EVERYONE,       unlock,       FRESH},
    {GET,  "/reprendre",   MAY_BE_ONESELF, show_draft,   FRESH},
    {POST, "/reprendre",   MAY_BE_ONESELF, drop_draft,   FRESH},
    {ACT,  "/sortir",      MAY_BE_ONESELF, sign_out,     FRESH},
};

const RouteTable LOGIN_ROUTES = {routes, LENGTH_OF(routes)};
