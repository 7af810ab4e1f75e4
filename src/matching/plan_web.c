/* SPDX-License-Identifier: EUPL-1.2 */
/* Home, the plan asked, the plan kept by a code, the plan on paper. */
#include "matching/application_web.h"
#include "matching/gap.h"
#include "matching/home_web.h"
#include "matching/keep.h"
#include "matching/match.h"
#include "matching/page_web.h"
#include "matching/plan_address_web.h"
#include "matching/plan_form_web.h"
#include "matching/plan_place_web.h"
#include "matching/plan_view_web.h"
#include "matching/sentences.h"

static Outcome write_expired(Request *request)
{
    TextPageView view = {.title = say(request->language, SAY_PLAN_EXPIRED),
                         .back_href = page_href(request, "")};
    const Text told = plan_place_told(request);
    if (told.length > 0) {
        LIST_APPEND(request->arena, &view.paragraphs, told);
    }
    request->problem = (Problem){.arena = request->arena};
    Html html = page_open(request, view.title, &view.layout);
    text_page(&html, &view);
    request->response.status = 404;
    return OK;
}

/* What a form says is sealed into the address of its answer, which can be loaded again. */
static Outcome redirect_to_sealed(Request *request, const char *path, const FieldList *given)
{
    FieldList fields = {0};
    Text query = {0};
    if (plan_address_open(request, given, &fields) == NOT_FOUND) {
        return write_expired(request);
    }
    TRY(plan_address_seal(request, &fields, &query));
    const bool paper = text_equal(field_first(given, "papier"), TEXT("1"));
    return response_redirect(request, text_format(request->arena, "%s?%.*s%s", path,
                                                  TEXT_ARG(query), paper ? "&papier=1" : ""));
}

static Outcome show_home(Request *request)
{
    FieldList fields = {0};
    if (plan_address_is_private(&request->query)) {
        return redirect_to_sealed(request, "/", &request->query);
    }
    if (plan_address_open(request, &request->query, &fields) == NOT_FOUND) {
        return write_expired(request);
    }
    home_write(request, &fields, TEXT(""));
    return OK;
}

static Outcome ask_plan(Request *request)
{
    return redirect_to_sealed(request, "/plan", &request->form);
}

static Outcome answer_plan(Request *request, const FieldList *fields, PlanPage *page,
                           Text *sentence)
{
    TRY(plan_form_read(request, fields, &page->situation, sentence));
    return match(request->arena, network_of(request), &page->situation, request->language,
                 &page->answer, &request->problem);
}

static Outcome show_plan(Request *request)
{
    PlanPage *page = ARENA_NEW(request->arena, PlanPage);
    FieldList fields = {0};
    Text sentence = {"", 0};
    if (plan_address_is_private(&request->query)) {
        return redirect_to_sealed(request, "/plan", &request->query);
    }
    if (plan_address_open(request, &request->query, &fields) == NOT_FOUND) {
        return write_expired(request);
    }
    const Outcome outcome = answer_plan(request, &fields, page, &sentence);
    if (sentence.length > 0) {
        request->problem = (Problem){.arena = request->arena};
        home_write(request, &fields, sentence);
        request->response.status = 422;
        return OK;
    }
    TRY(outcome);
    gap_note_plan(request->store, network_of(request), &page->situation, &page->answer);
    const bool paper = text_equal(request_query(request, "papier"), TEXT("1"));
    return plan_view_write(request, page, paper);
}

/* Keeping: the situation is stored under the digest of a random code, and nothing else. */
static Outcome keep_plan(Request *request)
{
    Situation *situation = ARENA_NEW(request->arena, Situation);
    FieldList fields = {0};
    Text sentence = {"", 0};
    Text code = {0};
    if (plan_address_open(request, &request->form, &fields) == NOT_FOUND) {
        return write_expired(request);
    }
    TRY(plan_form_read(request, &fields, situation, &sentence));
    const Text body = situation_write(request->arena, network_of(request), situation);
    TRY(keep_save(request->session, request->arena, body, request->now, &code,
                  &request->problem));
    return response_redirect(request,
                             text_format(request->arena, "/plan/%.*s", TEXT_ARG(code)));
}

static Outcome read_kept(Request *request, PlanPage *page)
{
    KeptPlan kept = {0};
    TRY(keep_find(request->session, request->arena, request_path_value(request, "code"),
                  request->now, &kept, &request->problem));
    TRY(situation_read(request->arena, network_of(request), kept.body, request->now,
                       &page->situation, &request->problem));
    /* A kept plan is answered anew: what closed since is no longer in it. */
    if (page->situation.at < request->now) {
        situation_set_start(network_of(request), &page->situation, request->now);
    }
    page->code = kept.code;
    return match(request->arena, network_of(request), &page->situation, request->language,
                 &page->answer, &request->problem);
}

static Outcome show_kept_as(Request *request, bool paper)
{
    PlanPage *page = ARENA_NEW(request->arena, PlanPage);
    const Outcome outcome = read_kept(request, page);
    if (outcome == NOT_FOUND) {
        const Outcome kept = plan_place_write_faded(request);
        return kept == NOT_FOUND ? write_expired(request) : kept;
    }
    TRY(outcome);
    return plan_view_write(request, page, paper);
}

static Outcome show_kept(Request *request)
{
    return show_kept_as(request, false);
}

static Outcome show_paper(Request *request)
{
    return show_kept_as(request, true);
}

/* The code as somebody types it, who has the paper and neither camera nor address. */
static Outcome find_kept(Request *request)
{
    PlanBearer bearer = {0};
    const Outcome outcome =
        plan_bearer_open(request->session, request->arena, field_first(&request->form, "code"),
                         request->now, &bearer, &request->problem);
    if (outcome == NOT_FOUND) {
        return write_expired(request);
    }
    TRY(outcome);
    return response_redirect(
        request, text_format(request->arena, "/plan/%.*s", TEXT_ARG(bearer.plan.code)));
}

static const Route routes[] = {
    {GET,   "/",                   EVERYONE, show_home,  FRESH},
    {GET,   "/plan",               EVERYONE, show_plan,  FRESH},
    {QUERY, "/plan",               EVERYONE, ask_plan,   FRESH},
    {POST,  "/plan/garder",        EVERYONE, keep_plan,  FRESH},
    {QUERY, "/plan/retrouver",     EVERYONE, find_kept,  FRESH},
    {GET,   "/plan/{code}",        EVERYONE, show_kept,  FRESH},
    {GET,   "/plan/{code}/papier", EVERYONE, show_paper, FRESH},
};

const RouteTable PLAN_ROUTES = {routes, LENGTH_OF(routes)};
