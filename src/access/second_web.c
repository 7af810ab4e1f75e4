/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One's own second factor: /compte/deux-etapes. The secret of a telephone to be enrolled stands
 * in the form until a code of it was right; it is in no address and in no store before.
 */
#include "access/frame_web.h"
#include "access/login_web.h"
#include "access/own.h"
#include "access/own_views_web.h"
#include "access/sentences.h"
#include "access/wait_web.h"
#include "crypto/totp.h"

static Outcome fill(Request *request, SecondView *view)
{
    Account account = {0};
    size_t left = 0;
    const Caller *caller = &access_of(request)->caller;
    TRY(account_get(request->session, request->arena, caller->account, &account,
                    &request->problem));
    TRY(second_codes_left(request->session, account.id, &left, &request->problem));
    view->login = account.login;
    view->has_keys = request->keyring != NULL;
    view->has_second = account.totp.length > 0;
    view->is_required = caller->must_add_second;
    view->codes_left =
        left == 0 ? say(request->language, SAY_SECOND_LEFT_NONE)
                  : say_count(request->arena, request->language, SAY_SECOND_LEFT, left);
    return OK;
}

/* The secret that was shown before stays after a code typed wrong: the telephone has it. */
static void offer_secret(Request *request, SecondView *view)
{
    Text secret = {0};
    if (!totp_secret_parse(request->arena, request_form(request, "secret"), &secret)) {
        secret = totp_secret_new(request->arena);
    }
    view->secret = totp_secret_format(request->arena, secret);
    view->address = totp_address(request->arena, view->login, secret);
}

static Outcome write_second(Request *request, SecondView *view)
{
    Html html = {0};
    TRY(fill(request, view));
    offer_secret(request, view);
    TRY(frame_open(request, say(request->language, SAY_SECOND_TITLE), &view->frame, &html));
    second_page(&html, view);
    return OK;
}

static Outcome show_second(Request *request)
{
    SecondView view = {0};
    if (request_query(request, "fait").length > 0) {
        view.done = say(request->language, SAY_SECOND_REMOVED);
    }
    return write_second(request, &view);
}

static SecondRequest asked(const Request *request)
{
    return (SecondRequest){
        .token = gate_session_token(request),
        .password = request_form(request, "password"),
        .code = text_trim(request_form(request, "code")),
        .secret = request_form(request, "secret"),
        .keyring = request->keyring,
    };
}

static Outcome say_wrong(Request *request, const SecondRequest *wanted)
{
    SecondView view = {
        .problem = failure_in_words(request, SAY_SECOND_WRONG, wanted->state == OWN_WAIT,
                                    wanted->retry_at),
    };
    return write_second(request, &view);
}

/* The codes are shown on the answer itself, which no address leads back to. */
static Outcome show_codes(Request *request, const SecondRequest *made)
{
    Html html = {0};
    const Caller *caller = &access_of(request)->caller;
    RecoveryCodesView view = {
        .codes = made->codes.items,
        .code_count = SECOND_CODES,
        .next_href = request_link(request, caller->must_add_second ? frame_first_page(caller)
                                                                   : TEXT("/compte")),
    };
    TRY(frame_open(request, say(request->language, SAY_SECOND_CODES_TITLE), &view.frame,
                   &html));
    recovery_codes_page(&html, &view);
    return OK;
}

static Outcome add_second(Request *request)
{
    SecondRequest wanted = asked(request);
    TRY(own_add_second(request->store, request->arena, &wanted, request->now,
                       &request->problem));
    return wanted.state == OWN_DONE ? show_codes(request, &wanted)
                                    : say_wrong(request, &wanted);
}

static Outcome renew_codes(Request *request)
{
    SecondRequest wanted = asked(request);
    TRY(own_renew_codes(request->store, request->arena, &wanted, request->now,
                        &request->problem));
    return wanted.state == OWN_DONE ? show_codes(request, &wanted)
                                    : say_wrong(request, &wanted);
}

static Outcome remove_second(Request *request)
{
    SecondRequest wanted = asked(request);
    TRY(own_remove_second(request->store, request->arena, &wanted, request->now,
                          &request->problem));
    return wanted.state == OWN_DONE
               ? response_redirect(request, TEXT("/compte/deux-etapes?fait=1"))
               : say_wrong(request, &wanted);
}

static const Route routes[] = {
    {GET, "/compte/deux-etapes",         MAY_BE_ONESELF, show_second,   FRESH},
    {ACT, "/compte/deux-etapes",         MAY_BE_ONESELF, add_second,    FRESH},
    {ACT, "/compte/deux-etapes/codes",   MAY_BE_ONESELF, renew_codes,   FRESH},
    {ACT, "/compte/deux-etapes/retirer", MAY_BE_ONESELF, remove_second, FRESH},
};

const RouteTable SECOND_ROUTES = {routes, LENGTH_OF(routes)};
