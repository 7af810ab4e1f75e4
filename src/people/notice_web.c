/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/notice_web.h"

/* Emergency access (/p/ID/urgence), and what the data protection officer is told (/avis). */
#include "access/sentences.h"
#include "people/secrecy_edge_web.h"
#include "people/sentences.h"
#include "people/share.h"

static Outcome write_glass(Request *request, Id person, GlassView *view)
{
    Html html = {0};
    Choice *reasons = ARENA_ARRAY(request->arena, Choice, DANGER_COUNT);
    for (size_t i = 0; i < DANGER_COUNT; i++) {
        const DangerReason reason = (DangerReason)i;
        reasons[i] = (Choice){danger_reason_code(reason),
                              phrase_in(danger_reason_name(reason), request->language, NULL)};
    }
    view->person = id_format(request->arena, person);
    view->reasons = reasons;
    view->reason_count = DANGER_COUNT;
    TRY(frame_open(request, say(request->language, SAY_GLASS_TITLE), &view->frame, &html));
    glass_page(&html, view);
    return OK;
}

static Outcome show_glass(Request *request)
{
    Id person = {{0}};
    GlassView view = {0};
    TRY(person_of_path(request, &person));
    return write_glass(request, person, &view);
}

static Outcome break_it(Request *request)
{
    Id person = {{0}};
    Moment until = 0;
    Danger danger = {.words = request_form(request, "words")};
    TRY(person_of_path(request, &person));
    const Outcome outcome = danger_reason_parse(request_form(request, "reason"), &danger.reason)
                                ? glass_break(access_of(request), person, &danger, &until)
                                : INVALID;
    if (outcome == INVALID) {
        GlassView view = {.problem = say(request->language, SAY_CASE_REFUSED),
                          .draft = danger.words};
        request->response.status = 422;
        return write_glass(request, person, &view);
    }
    TRY(outcome);
    return response_redirect(request, person_page_path(request, person, "/fil"));
}

static Outcome fill_link_row(Request *request, const Notice *notice, NoticeRow *row)
{
    Text holder = {0};
    Arena *arena = request->arena;
    TRY(account_shown(request, notice->linked, &holder));
    *row = (NoticeRow){
        .id = id_format(arena, notice->id),
        .when = say_moment(arena, request->language, notice->at),
        .kind = say(request->language, SAY_NOTICE_LINK),
        .linked = text_format(arena, "%.*s → %.*s (%.*s)", TEXT_ARG(holder),
                              TEXT_ARG(notice->issuer), TEXT_ARG(notice->digest)),
        .is_new = notice->seen == 0,
    };
    return account_shown(request, notice->account, &row->who);
}

static Outcome fill_row(Request *request, const Notice *notice, NoticeRow *row)
{
    if (notice_is_link(notice)) {
        return fill_link_row(request, notice, row);
    }
    const bool is_glass = text_equal(notice->kind, TEXT("glass"));
    *row = (NoticeRow){
        .id = id_format(request->arena, notice->id),
        .when = say_moment(request->arena, request->language, notice->at),
        .kind = say(request->language, is_glass ? SAY_NOTICE_GLASS : SAY_NOTICE_OVERRIDE),
        .reason = phrase_in(danger_reason_name(notice->reason), request->language, NULL),
        .words = notice->words,
        .until = say_moment(request->arena, request->language, notice->until),
        .person_href = request_link(
            request, text_format(request->arena, "/journal?personne=%.*s",
                                 TEXT_ARG(id_format(request->arena, notice->person)))),
        .is_new = notice->seen == 0,
    };
    return account_shown(request, notice->account, &row->who);
}

static Outcome show_notices(Request *request)
{
    Html html = {0};
    NoticeList list = {0};
    NoticesView view = {0};
    TRY(notice_list(access_of(request), &list));
    NoticeRow *rows = ARENA_ARRAY(request->arena, NoticeRow, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        TRY(fill_row(request, &list.items[i], &rows[i]));
    }
    view.rows = rows;
    view.row_count = list.count;
    TRY(frame_open(request, say(request->language, SAY_NOTICE_TITLE), &view.frame, &html));
    notices_page(&html, &view);
    return OK;
}

static Outcome see_notice(Request *request)
{
    Id notice = {{0}};
    TRY(path_id(request, "id", &notice));
    TRY(notice_see(access_of(request), notice));
    return response_redirect(request, TEXT("/avis"));
}

static const Route routes[] = {
    {GET,  "/p/{id}/urgence", MAY_BREAK_GLASS,  show_glass,   FRESH},
    {POST, "/p/{id}/urgence", MAY_BREAK_GLASS,  break_it,     FRESH},
    {GET,  "/avis",           MAY_READ_JOURNAL, show_notices, FRESH},
    {POST, "/avis/{id}",      MAY_READ_JOURNAL, see_notice,   FRESH},
};

const RouteTable NOTICE_ROUTES = {routes, LENGTH_OF(routes)};
