/* SPDX-License-Identifier: EUPL-1.2 */
/* Home, the plan, the plan kept by a code, the plan on paper. */
#include "matching/application_web.h"
#include "matching/gap.h"
#include "matching/keep.h"
#include "matching/match.h"
#include "matching/page_web.h"
#include "matching/plan_form_web.h"
#include "matching/plan_view_web.h"

/* Facts asked on the first page: few, gentle, and those that open most doors. */
static const char *const first_facts[] = {"homeless", "has_residence_permit", "has_dog"};

/* ---------------------------------------------------------------------------------- home */

static bool is_top_choice(const Vocabulary *needs, const Term *term)
{
    return term->parent == NONE && needs->term_count > 0;
}

static bool was_chosen(const FieldList *fields, Text code)
{
    size_t at = 0;
    Text value = {0};
    while (field_next(fields, "need", &at, &value)) {
        if (text_equal(value, code)) {
            return true;
        }
    }
    return false;
}

/* The roots of the tree, and before them the vital needs people come with most. */
static void fill_needs(Request *request, HomeView *view)
{
    const Vocabulary *needs = network_of(request)->catalogue->needs;
    NeedChoice *choices = ARENA_ARRAY(request->arena, NeedChoice, needs->term_count);
    for (int vital = 1; vital >= 0; vital--) {
        for (size_t i = 0; i < needs->term_count; i++) {
            const Term *term = &needs->terms[i];
            if (!is_top_choice(needs, term) || term->is_vital != (vital == 1)) {
                continue;
            }
            choices[view->need_count++] = (NeedChoice){
                .code = term->code,
                .name = phrase_in(&term->name, request->language, NULL),
                .icon = page_icon(term),
                .family = page_family(term),
                .is_chosen = was_chosen(&request->query, term->code),
            };
        }
    }
    view->needs = choices;
}

static void fill_moving(Request *request, HomeView *view)
{
    static const Sentence names[] = {SAY_MOVING_WALK, SAY_MOVING_WHEELCHAIR, SAY_MOVING_TRANSIT,
                                     SAY_MOVING_CAR};
    static const Text icons[] = {TEXT_INIT("walk"), TEXT_INIT("wheelchair"), TEXT_INIT("bus"),
                                 TEXT_INIT("car")};
    Moving chosen = MOVING_WALK;
    (void)moving_parse(request_query(request, "moving"), &chosen);
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        view->moving[i] = (MovingChoice){
            .code = moving_name((Moving)i),
            .name = say(request->language, names[i]),
            .icon = icons[i],
            .is_chosen = (Moving)i == chosen,
        };
    }
}

static void fill_questions(Request *request, HomeView *view)
{
    const FactVocabulary *facts = network_of(request)->facts;
    QuestionView *questions = ARENA_ARRAY(request->arena, QuestionView, LENGTH_OF(first_facts));
    for (size_t i = 0; i < LENGTH_OF(first_facts); i++) {
        const int fact = fact_find(facts, text_from(first_facts[i]));
        if (fact < 0) {
            continue;
        }
        const Text given = request_query(request, first_facts[i]);
        questions[view->question_count++] = (QuestionView){
            .fact = facts->facts[fact].key,
            .text = phrase_in(&facts->facts[fact].question, request->language, NULL),
            .yes = text_equal(given, TEXT("yes")),
            .no = text_equal(given, TEXT("no")),
        };
    }
    view->questions = questions;
}

static Outcome write_home(Request *request, Text problem)
{
    HomeView view = {
        .words = request_query(request, "words"),
        .place = request_query(request, "place"),
        .problem = problem,
    };
    Html html = page_open(request, say(request->language, SAY_HOME_TITLE), &view.layout);
    fill_needs(request, &view);
    fill_moving(request, &view);
    fill_questions(request, &view);
    home_page(&html, &view);
    return OK;
}

static Outcome show_home(Request *request)
{
    return write_home(request, TEXT(""));
}

/* ---------------------------------------------------------------------------------- plan */

static Outcome answer_query(Request *request, PlanPage *page, Text *sentence)
{
    TRY(plan_form_read(request, &request->query, &page->situation, sentence));
    return match(request->arena, network_of(request), &page->situation, request->language,
                 &page->answer, &request->problem);
}

static Outcome show_plan(Request *request)
{
    PlanPage *page = ARENA_NEW(request->arena, PlanPage);
    Text sentence = {"", 0};
    const Outcome outcome = answer_query(request, page, &sentence);
    if (sentence.length > 0) {
        request->problem = (Problem){.arena = request->arena};
        TRY(write_home(request, sentence));
        request->response.status = 422;
        return OK;
    }
    TRY(outcome);
    gap_note_plan(request->store, network_of(request), &page->situation, &page->answer);
    const bool paper = text_equal(request_query(request, "papier"), TEXT("1"));
    plan_view_write(request, page, paper);
    return OK;
}

/* Keeping: the situation is stored under the digest of a random code, and nothing else. */
static Outcome keep_plan(Request *request)
{
    Situation *situation = ARENA_NEW(request->arena, Situation);
    Text sentence = {"", 0};
    Text code = {0};
    TRY(plan_form_read(request, &request->form, situation, &sentence));
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
        page->situation.at = request->now;
    }
    page->code = kept.code;
    return match(request->arena, network_of(request), &page->situation, request->language,
                 &page->answer, &request->problem);
}

static Outcome write_expired(Request *request)
{
    TextPageView view = {.title = say(request->language, SAY_PLAN_EXPIRED),
                         .back_href = page_href(request, "")};
    Html html = page_open(request, view.title, &view.layout);
    text_page(&html, &view);
    request->response.status = 404;
    return OK;
}

static Outcome show_kept_as(Request *request, bool paper)
{
    PlanPage *page = ARENA_NEW(request->arena, PlanPage);
    const Outcome outcome = read_kept(request, page);
    if (outcome == NOT_FOUND) {
        return write_expired(request);
    }
    TRY(outcome);
    plan_view_write(request, page, paper);
    return OK;
}

static Outcome show_kept(Request *request)
{
    return show_kept_as(request, false);
}

static Outcome show_paper(Request *request)
{
    return show_kept_as(request, true);
}

static const Route routes[] = {
    {GET,  "/",                   EVERYONE, show_home,  FRESH},
    {GET,  "/plan",               EVERYONE, show_plan,  FRESH},
    {POST, "/plan/garder",        EVERYONE, keep_plan,  FRESH},
    {GET,  "/plan/{code}",        EVERYONE, show_kept,  FRESH},
    {GET,  "/plan/{code}/papier", EVERYONE, show_paper, FRESH},
};

const RouteTable PLAN_ROUTES = {routes, LENGTH_OF(routes)};
