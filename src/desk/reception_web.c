/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/reception_web.h"

#include "access/frame_web.h"
#include "casework/task.h"
#include "desk/desk_person.h"
#include "desk/desk_web.h"
#include "desk/reception_visit_web.h"
#include "desk/sentences.h"
#include "http/asset.h"
#include "matching/gap.h"
#include "matching/keep.h"
#include "matching/page_web.h"
#include "matching/plan_address_web.h"
#include "matching/plan_form_web.h"
#include "matching/sentences.h"

/* -------------------------------------------------------------------------------- filling */

static Text facts_of(const Request *request, const Visit *visit)
{
    Text pieces[DESK_PERSON_LANGUAGES + 4];
    size_t count = 0;
    const DeskPerson *person = &visit->person;
    if (visit->is_known && person->age >= 0) {
        pieces[count++] = say_with(request->arena, request->language, SAY_DESK_AGE, "n",
                                   text_format(request->arena, "%d", person->age));
    }
    if (visit->arrival.language.length > 0) {
        pieces[count++] = desk_language_words(request->language, visit->arrival.language);
    }
    for (size_t i = 0; i < person->language_count; i++) {
        if (!text_equal(person->languages[i], visit->arrival.language)) {
            pieces[count++] = desk_language_words(request->language, person->languages[i]);
        }
    }
    if (visit->is_known) {
        const Text day = say_day(request->arena, request->language,
                                 moment_to_local(person->last_visit).date);
        pieces[count++] = person->last_visit == 0 ? say(request->language, SAY_DESK_FIRST_VISIT)
                                                  : say_with(request->arena, request->language,
                                                             SAY_DESK_LAST_VISIT, "day", day);
    }
    if (visit->arrival.priority != PRIORITY_NONE) {
        pieces[count++] = desk_priority_words(request->language, visit->arrival.priority);
    }
    return text_join(request->arena, pieces, count, TEXT(" · "));
}

/* A sentence for the worker instead of a plan, when something said is not understood. */
static Outcome fill_plan(Request *request, const Visit *visit, DeskPersonView *view)
{
    Situation *situation = ARENA_NEW(request->arena, Situation);
    MatchAnswer *answer = ARENA_NEW(request->arena, MatchAnswer);
    Text sentence = {"", 0};
    const Outcome read = plan_form_read(request, &visit->whole, situation, &sentence);
    if (sentence.length > 0) {
        request->problem = (Problem){.arena = request->arena};
        view->problem = sentence;
        return OK;
    }
    TRY(read);
    TRY(match(request->arena, network_of(request), situation, request->language, answer,
              &request->problem));
    if (request_query(request, "neuf").length > 0) {
        gap_note_plan(request->store, network_of(request), situation, answer);
    }
    desk_plan_fill(request, situation, answer, view);
    const DeskGiver giver = visit_giver(visit);
    TRY(desk_keep_fill(request, &answer->best, visit->arrival.person, view));
    return desk_give_fill(request, situation, &answer->best, &giver, view);
}

/* The pages of a person are opened by who may. */
static void fill_person_links(const Request *request, int64_t number, const Visit *visit,
                              DeskPersonView *view)
{
    const Access *access = request->access;
    const PermissionSet may = access->caller.permissions;
    const Text person = id_format(request->arena, visit->person.id);
    if (!visit->is_known && permission_holds(may, MAY_FIND_PERSON)) {
        view->find_href = request_link(
            request, text_format(request->arena, "/accueil/qui?guichet=%lld&billet=%.*s",
                                 (long long)number, TEXT_ARG(view->arrival)));
    }
    if (visit->is_known) {
        view->file_href =
            request_link(request, text_format(request->arena, "/p/%.*s", TEXT_ARG(person)));
    }
    if (visit->is_known && permission_holds(may, MAY_RECORD_CONSENT)) {
        view->consents_href = request_link(
            request, text_format(request->arena, "/p/%.*s/accords", TEXT_ARG(person)));
    }
    if (visit->is_known && permission_holds(may, MAY_SEND_REFERRAL)) {
        view->refer_path =
            text_format(request->arena, "/orientations/ouvrir/%.*s", TEXT_ARG(person));
        view->set = id_format(request->arena, id_new(request->now * 1000));
    }
}

static Outcome fill_person(Request *request, int64_t number, Id arrival, DeskPageView *view)
{
    Visit *visit = ARENA_NEW(request->arena, Visit);
    DeskPersonView *person = &view->person;
    TRY(visit_read(request, arrival, visit));
    if (!arrival_is_at_desk(&visit->arrival) || visit->arrival.desk != number) {
        return OK;
    }
    if (visit_open_said(request, visit) == NOT_FOUND) {
        request->problem = (Problem){.arena = request->arena};
        person->problem = say(request->language, SAY_PLAN_EXPIRED);
    }
    visit_complete(request, visit);
    person->arrival = id_format(request->arena, arrival);
    person->ticket = arrival_ticket(request->arena, &visit->arrival);
    person->is_known = visit->is_known;
    person->name = visit->is_known ? visit->person.name : visit->arrival.label;
    person->must_hide = visit->person.must_hide;
    person->facts = facts_of(request, visit);
    fill_person_links(request, number, visit, person);
    desk_needs_fill(request, &visit->said, person);
    if (visit_asks(&visit->said)) {
        TRY(fill_plan(request, visit, person));
    }
    desk_kept_fill(request, &visit->said, person);
    view->frame.draft_form = TEXT("asked");
    return OK;
}

/* What just happened, from the address the form led to. */
static Outcome fill_told(Request *request, DeskPageView *view)
{
    int64_t given = 0;
    Id taken = {{0}};
    Arrival arrival = {0};
    if (text_to_integer(request_query(request, "donne"), &given) && given > 0) {
        view->told = say_with(request->arena, request->language, SAY_DESK_GIVEN, "n",
                              text_format(request->arena, "A %lld", (long long)given));
    }
    if (desk_kept_words(request, &view->told, &view->is_warning)) {
        return OK;
    }
    if (request_query(request, "personne").length > 0) {
        view->told = say(request->language, SAY_DESK_NOBODY);
    }
    if (!id_parse(request_query(request, "pris"), &taken)) {
        return OK;
    }
    TRY(desk_arrival(access_of(request), taken, &arrival));
    const Text ticket = arrival_ticket(request->arena, &arrival);
    const Text desk = text_format(request->arena, "%lld", (long long)arrival.desk);
    view->is_warning = true;
    view->told = arrival_is_at_desk(&arrival)
                     ? text_format(request->arena, "%.*s : %.*s", TEXT_ARG(ticket),
                                   TEXT_ARG(say_with(request->arena, request->language,
                                                     SAY_DESK_TAKEN, "n", desk)))
                     : text_format(request->arena, "%.*s : %.*s", TEXT_ARG(ticket),
                                   TEXT_ARG(say(request->language, SAY_DESK_GONE)));
    return OK;
}

static Outcome fill_kept_plan(Request *request, DeskPageView *view)
{
    KeptPlan kept = {0};
    const Text code = request_query(request, "plan");
    if (code.length == 0) {
        return OK;
    }
    const Outcome found = keep_find(request->session, request->arena, code, request->now, &kept,
                                    &request->problem);
    if (found == NOT_FOUND) {
        request->problem = (Problem){.arena = request->arena};
        return OK;
    }
    TRY(found);
    const Text link =
        request_link(request, text_format(request->arena, "/plan/%.*s", TEXT_ARG(kept.code)));
    view->code = kept.code;
    view->code_url =
        text_format(request->arena, "%.*s%.*s", TEXT_ARG(request->site), TEXT_ARG(link));
    view->paper_href = text_format(request->arena, "%.*s/papier", TEXT_ARG(link));
    return OK;
}

/* Of a caller who works on cases; nothing for none. */
static Outcome fill_late(Request *request, DeskPageView *view)
{
    size_t late = 0;
    Access *access = access_of(request);
    if (!permission_holds(access->caller.permissions, MAY_WRITE_CASE)) {
        return OK;
    }
    TRY(task_count_late(access, &late));
    if (late > 0) {
        view->late = say_count(request->arena, request->language, SAY_DESK_LATE_TASKS, late);
    }
    return OK;
}

static Outcome fill_open(Request *request, int64_t number, Id arrival, DeskPageView *view)
{
    if (!id_is_nil(arrival)) {
        TRY(fill_person(request, number, arrival, view));
    }
    TRY(fill_told(request, view));
    TRY(fill_kept_plan(request, view));
    TRY(desk_queue_fill(request, number, arrival, &view->queue));
    TRY(desk_answers_fill(request, number, &view->answers));
    desk_places_fill(request, view);
    TRY(desk_partners_fill(request, &view->partners));
    TRY(fill_late(request, view));
    view->arrive = (ArriveView){
        .base = request_link(request, TEXT("/")),
        .token = gate_form_token(request),
        .desk = view->desk,
        .is_open = view->queue.count == 0,
        .forms = desk_forms(request->arena, request->language),
    };
    return OK;
}

static Outcome show_desk(Request *request)
{
    Html html = {0};
    int64_t number = 1;
    Id arrival = {{0}};
    DeskDay day = {0};
    DeskPageView *view = ARENA_NEW(request->arena, DeskPageView);
    TRY(desk_number_read(request, request_query(request, "guichet"), &number));
    TRY(desk_arrival_read(request, request_query(request, "billet"), &arrival));
    TRY(desk_today(access_of(request), &day));
    view->desk = text_format(request->arena, "%lld", (long long)number);
    view->is_open = desk_day_is_open(&day);
    view->script = asset_path("desk.js");
    view->day_href =
        request_link(request, text_format(request->arena, "/accueil/journee?guichet=%lld",
                                          (long long)number));
    if (view->is_open) {
        TRY(fill_open(request, number, arrival, view));
    }
    const Text title =
        say_with(request->arena, request->language, SAY_DESK_NUMBER, "n", view->desk);
    TRY(frame_open(request, title, &view->frame, &html));
    view->frame.desk = title;
    desk_page(&html, view);
    return OK;
}

/* -------------------------------------------------------------------------------- asking */

typedef struct Asked {
    int64_t number;
    Id arrival;
    const char *kept; /* what became of the places kept together; NULL: nothing was asked */
} Asked;

static Outcome read_asked(Request *request, Asked *asked)
{
    TRY(desk_number_read(request, request_form(request, "guichet"), &asked->number));
    TRY(desk_arrival_read(request, request_form(request, "billet"), &asked->arrival));
    return !id_is_nil(asked->arrival)
               ? OK
               : REQUEST_INVALID(request, "body", "billet", "a ticket is expected");
}

/* What the person says goes into the address of the page, sealed. */
static Outcome show_asked(Request *request, const Asked *asked)
{
    Text query = {0};
    const Text page = desk_page_path(request->arena, asked->number, asked->arrival);
    TRY(plan_address_seal(request, &request->form, &query));
    return response_redirect(request,
                             text_format(request->arena, "%.*s&%.*s&neuf=1%s%s", TEXT_ARG(page),
                                         TEXT_ARG(query), asked->kept == NULL ? "" : "&garde=",
                                         asked->kept == NULL ? "" : asked->kept));
}

static Outcome ask(Request *request)
{
    Asked asked = {0};
    TRY(read_asked(request, &asked));
    return show_asked(request, &asked);
}

static Outcome keep_plan(Request *request, const Situation *situation, const Asked *asked)
{
    Text code = {0};
    const Text body = situation_write(request->arena, network_of(request), situation);
    TRY(keep_save(request->session, request->arena, body, request->now, &code,
                  &request->problem));
    const Text page = desk_page_path(request->arena, asked->number, (Id){{0}});
    return response_redirect(
        request, text_format(request->arena, "%.*s&plan=%.*s", TEXT_ARG(page), TEXT_ARG(code)));
}

/* What is ticked now, with what the desk knows; `sentence` says what is not understood. */
static Outcome read_situation(Request *request, Visit *visit, Situation *situation,
                              Text *sentence)
{
    visit->said = request->form;
    visit_complete(request, visit);
    if (!visit_asks(&visit->said)) {
        return OK;
    }
    const Outcome read = plan_form_read(request, &visit->whole, situation, sentence);
    if (sentence->length > 0) {
        request->problem = (Problem){.arena = request->arena};
        return OK;
    }
    return read;
}

/* Ends the visit; the plan of what is ticked now is kept under a code, to be printed. */
static Outcome finish(Request *request)
{
    Asked asked = {0};
    Visit *visit = ARENA_NEW(request->arena, Visit);
    Situation *situation = ARENA_NEW(request->arena, Situation);
    Text sentence = {"", 0};
    TRY(read_asked(request, &asked));
    TRY(visit_read(request, asked.arrival, visit));
    TRY(read_situation(request, visit, situation, &sentence));
    if (sentence.length > 0) {
        return show_asked(request, &asked);
    }
    const DeskMove move = {asked.arrival, DESK_SERVE, asked.number};
    const Outcome outcome = desk_move(access_of(request), &move, &visit->arrival);
    const Text page = desk_page_path(request->arena, asked.number, (Id){{0}});
    if (outcome == CONFLICT) {
        request->problem = (Problem){.arena = request->arena};
        return response_redirect(
            request, text_format(request->arena, "%.*s&pris=%.*s", TEXT_ARG(page),
                                 TEXT_ARG(id_format(request->arena, asked.arrival))));
    }
    TRY(outcome);
    return visit_asks(&visit->said) ? keep_plan(request, situation, &asked)
                                    : response_redirect(request, page);
}

/* The places of the plan are kept together; the person stays at the desk. */
static Outcome keep_places(Request *request)
{
    Asked asked = {0};
    Visit *visit = ARENA_NEW(request->arena, Visit);
    Situation *situation = ARENA_NEW(request->arena, Situation);
    Text sentence = {"", 0};
    TRY(read_asked(request, &asked));
    TRY(visit_read(request, asked.arrival, visit));
    TRY(read_situation(request, visit, situation, &sentence));
    if (sentence.length > 0 || !visit_asks(&visit->said)) {
        return show_asked(request, &asked);
    }
    const DeskGiver giver = visit_giver(visit);
    const Outcome outcome = desk_keep_all(request, situation, &giver);
    asked.kept = desk_kept_code(request, outcome);
    return asked.kept == NULL ? outcome : show_asked(request, &asked);
}

/* The ticket of one door is given; the person stays at the desk. */
static Outcome give(Request *request)
{
    Asked asked = {0};
    PlanKept kept = {0};
    Visit *visit = ARENA_NEW(request->arena, Visit);
    Situation *situation = ARENA_NEW(request->arena, Situation);
    Text sentence = {"", 0};
    TRY(read_asked(request, &asked));
    TRY(visit_read(request, asked.arrival, visit));
    TRY(read_situation(request, visit, situation, &sentence));
    if (sentence.length > 0 || !visit_asks(&visit->said) || !visit->is_known) {
        return show_asked(request, &asked);
    }
    const DeskGiver giver = visit_giver(visit);
    const Outcome outcome = desk_give(request, situation, &giver, &kept);
    asked.kept = desk_given_code(request, outcome, &kept);
    return asked.kept == NULL ? outcome : show_asked(request, &asked);
}

/* The doors of the plan are opened together; the person stays at the desk. */
static Outcome refer(Request *request)
{
    Asked asked = {0};
    Id set = {{0}};
    Id shown = {{0}};
    Visit *visit = ARENA_NEW(request->arena, Visit);
    Situation *situation = ARENA_NEW(request->arena, Situation);
    Text sentence = {"", 0};
    TRY(read_asked(request, &asked));
    if (!id_parse(request_form(request, "ensemble"), &set)) {
        return REQUEST_INVALID(request, "body", "ensemble", "an identifier is expected");
    }
    TRY(visit_read(request, asked.arrival, visit));
    TRY(read_situation(request, visit, situation, &sentence));
    if (visit->is_known && sentence.length == 0 && visit_asks(&visit->said)) {
        TRY(desk_plan_refer(request, situation, &visit->person, set, &shown));
    }
    return id_is_nil(shown)
               ? show_asked(request, &asked)
               : response_redirect(request,
                                   text_format(request->arena, "/orientations/plan/%.*s",
                                               TEXT_ARG(id_format(request->arena, shown))));
}

static const Route routes[] = {
    {GET,   "/accueil",          MAY_USE_DESK,  show_desk,   FRESH},
    {QUERY, "/accueil",          MAY_USE_DESK,  ask,         FRESH},
    {POST,  "/accueil/orienter", MAY_USE_DESK,  refer,       FRESH},
    {POST,  "/accueil/garder",   MAY_BOOK_UNIT, keep_places, FRESH},
    {POST,  "/accueil/donner",   MAY_GRANT,     give,        FRESH},
    {POST,  "/accueil/terminer", MAY_USE_DESK,  finish,      FRESH},
};

const RouteTable DESK_PLAN_ROUTES = {routes, LENGTH_OF(routes)};
