/* SPDX-License-Identifier: EUPL-1.2 */
/* Within how many days each partner answers: /orientations/delais. */
#include "access/frame_web.h"
#include "access/house.h"
#include "referral/referral_terms.h"
#include "referral/referral_web.h"
#include "referral/sentences.h"
#include "referral/silence.h"
#include "referral/silence_views_web.h"

#define SILENCE_PATH "/orientations/delais"

static Text days_words(const Request *request, int64_t days, SilenceDays counted)
{
    if (days == 0) {
        return say(request->language, SAY_SILENCE_SAME_DAY);
    }
    return say_count(request->arena, request->language,
                     counted == SILENCE_WORKING ? SAY_SILENCE_WORKING_DAYS : SAY_SILENCE_DAYS,
                     (size_t)days);
}

static Outcome fill_lines(Request *request, SilencePageView *view)
{
    SilenceList list = {0};
    TRY(silence_list(access_of(request), &list));
    SilenceLine *lines = ARENA_ARRAY(request->arena, SilenceLine, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const Silence *silence = &list.items[i];
        lines[i].partner = id_format(request->arena, silence->partner);
        lines[i].days = days_words(request, silence->days, silence->counted);
        TRY(house_name(request->session, request->arena, silence->partner, &lines[i].name,
                       &request->problem));
    }
    view->lines = lines;
    view->line_count = list.count;
    return OK;
}

static Outcome write_page(Request *request, SilencePageView *view)
{
    Html html = {0};
    view->path = request_link(request, TEXT(SILENCE_PATH));
    view->back_href = request_link(request, TEXT("/orientations"));
    view->charter = days_words(request, referral_charter()->silence_days, SILENCE_CALENDAR);
    TRY(fill_lines(request, view));
    TRY(frame_open(request, say(request->language, SAY_SILENCE_TITLE), &view->frame, &html));
    silence_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    SilencePageView view = {0};
    return write_page(request, &view);
}

static Outcome agree(Request *request)
{
    House house = {0};
    Silence silence = {0};
    (void)silence_days_parse(request_form(request, "counted"), &silence.counted);
    if (!text_to_integer(text_trim(request_form(request, "days")), &silence.days)) {
        return REQUEST_INVALID(request, "body", "days", "a whole number is expected");
    }
    TRY(house_find(request->session, request->arena,
                   text_trim(request_form(request, "partner")), &house, &request->problem));
    silence.partner = house.id;
    return silence_agree(access_of(request), &silence);
}

/* What is wrong is said on the page itself, with what was typed. */
static Outcome post_agree(Request *request)
{
    const Outcome outcome = agree(request);
    if (outcome == OK) {
        return response_redirect(request, TEXT(SILENCE_PATH));
    }
    if (outcome != INVALID) {
        return outcome;
    }
    const bool is_days = text_equal(request->problem.field, TEXT("days"));
    SilencePageView view = {
        .problem =
            say(request->language, is_days ? SAY_SILENCE_WRONG_DAYS : SAY_SILENCE_WRONG_HOUSE),
        .partner = request_form(request, "partner"),
        .days = request_form(request, "days"),
        .is_working = text_equal(request_form(request, "counted"), TEXT("working")),
    };
    request->response.status = 422;
    return write_page(request, &view);
}

static Outcome post_end(Request *request)
{
    Id partner = {{0}};
    if (!id_parse(request_form(request, "partner"), &partner)) {
        return REQUEST_INVALID(request, "body", "partner", "an identifier is expected");
    }
    TRY(silence_end(access_of(request), partner));
    return response_redirect(request, TEXT(SILENCE_PATH));
}

static const Route routes[] = {
    {GET,  SILENCE_PATH,        MAY_MANAGE_CONVENTIONS, show,       FRESH},
    {POST, SILENCE_PATH,        MAY_MANAGE_CONVENTIONS, post_agree, FRESH},
    {POST, SILENCE_PATH "/fin", MAY_MANAGE_CONVENTIONS, post_end,   FRESH},
};

const RouteTable SILENCE_ROUTES = {routes, LENGTH_OF(routes)};
