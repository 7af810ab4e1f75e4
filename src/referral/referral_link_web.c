/* SPDX-License-Identifier: EUPL-1.2 */
/* A partner without an account: the signed link is all they hold, and opens one referral. A
 * machine that looks at links in mail sees a button and marks nothing as read. */
#include "access/frame_web.h"
#include "http/once.h"
#include "referral/referral_link.h"
#include "referral/referral_private.h"
#include "referral/referral_view_web.h"
#include "referral/referral_web.h"
#include "referral/sentences.h"

static Access visitor_of(Request *request)
{
    return (Access){.arena = request->arena,
                    .session = request->session,
                    .keyring = request->keyring,
                    .now = request->now,
                    .problem = &request->problem};
}

/* Without keys no link can be told from another: it is the same NOT_FOUND. */
static Outcome open_link(Request *request, Access *access, Referral *referral)
{
    const Outcome outcome =
        referral_link_open(access, request_path_value(request, "link"), referral);
    return outcome != REFUSED ? outcome
                              : problem_set(&request->problem, NOT_FOUND, TEXT("path"), "link",
                                            "this link answers no more");
}

static Text link_path(Request *request)
{
    return text_format(request->arena, "/r/%.*s",
                       TEXT_ARG(request_path_value(request, "link")));
}

static Outcome write_link(Request *request, Access *access, const Referral *referral,
                          Text problem)
{
    Html html = {0};
    ReferralLinkView view = {.must_read = referral->state == REFERRAL_SENT};
    const ReferralLook look = {request, access, WAY_LINK,
                               request_link(request, link_path(request)),
                               once_token(request->arena)};
    referral_fill_one(&look, referral, &view.one);
    view.one.problem = problem;
    if (view.must_read) {
        for (size_t i = 0; i < view.one.forms.count; i++) {
            const bool is_reading = text_equal(view.one.forms.items[i].act, TEXT("see"));
            if (is_reading) {
                view.one.forms = (ReferralForms){&view.one.forms.items[i], 1};
            }
        }
    }
    TRY(frame_open(request, say(request->language, SAY_REFERRAL_LINK_TITLE), &view.one.frame,
                   &html));
    referral_link_page(&html, &view);
    return OK;
}

static Outcome show_link(Request *request)
{
    Access access = visitor_of(request);
    Referral referral = {0};
    TRY(open_link(request, &access, &referral));
    if (referral.state == REFERRAL_SENT) {
        access.notes.count = 0; /* nothing is shown yet */
    }
    TRY(access_settle_reading(&access, request->store));
    return write_link(request, &access, &referral, TEXT(""));
}

static Outcome answer_link(Request *request)
{
    Access access = visitor_of(request);
    ReferralOrder order = {0};
    ReferralDone done = {0};
    Referral referral = {0};
    TRY(open_link(request, &access, &referral));
    TRY(referral_order_of(request, &order));
    order.referral = referral.id;
    order.way = WAY_LINK;
    const Outcome outcome = referral_act(&access, &order, &done);
    if (outcome != OK && outcome != CONFLICT && outcome != INVALID && outcome != REFUSED) {
        return outcome;
    }
    TRY(access_write_journal(&access, request->session));
    if (outcome != OK) {
        return write_link(request, &access, &referral,
                          referral_problem_words(request, outcome));
    }
    return referral_is_final(done.referral.state)
               ? write_link(request, &access, &done.referral, TEXT(""))
               : response_redirect(request, link_path(request));
}

static const Route routes[] = {
    {GET,  "/r/{link}", EVERYONE, show_link,   FRESH},
    {POST, "/r/{link}", EVERYONE, answer_link, FRESH},
};

const RouteTable REFERRAL_LINK_ROUTES = {routes, LENGTH_OF(routes)};
