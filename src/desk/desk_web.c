/* SPDX-License-Identifier: EUPL-1.2 */
/* What is done at a desk: each a form, each answered by the page of the desk. */
#include "desk/desk_web.h"

#include "access/frame_web.h"
#include "desk/sentences.h"
#include "people/person_web.h"

Outcome desk_number_read(Request *request, Text given, int64_t *number)
{
    *number = 1;
    if (given.length == 0) {
        return OK;
    }
    if (!text_to_integer(given, number) || *number < 1 || *number > DESK_NUMBER_MOST) {
        return REQUEST_INVALID(request, "query", "guichet", "a number from 1 to %d is expected",
                               DESK_NUMBER_MOST);
    }
    return OK;
}

Outcome desk_arrival_read(Request *request, Text given, Id *arrival)
{
    *arrival = (Id){{0}};
    return given.length == 0 || id_parse(given, arrival)
               ? OK
               : REQUEST_INVALID(request, "query", "billet", "an identifier is expected");
}

Text desk_page_path(Arena *arena, int64_t number, Id arrival)
{
    return id_is_nil(arrival)
               ? text_format(arena, "/accueil?guichet=%lld", (long long)number)
               : text_format(arena, "/accueil?guichet=%lld&billet=%.*s", (long long)number,
                             TEXT_ARG(id_format(arena, arrival)));
}

/* What every form of the desk carries. */
typedef struct DeskForm {
    int64_t number;
    Id arrival;
} DeskForm;

static Outcome read_form(Request *request, DeskForm *form)
{
    TRY(desk_number_read(request, request_form(request, "guichet"), &form->number));
    return desk_arrival_read(request, request_form(request, "billet"), &form->arrival);
}

static Outcome go_to(Request *request, int64_t number, Id arrival, const char *told)
{
    const Text path = desk_page_path(request->arena, number, arrival);
    return response_redirect(request,
                             text_format(request->arena, "%.*s%s", TEXT_ARG(path), told));
}

/* Another desk was faster: the page says which one has the ticket now. */
static Outcome tell_taken(Request *request, const DeskForm *form)
{
    const Text told = text_format(request->arena, "&pris=%.*s",
                                  TEXT_ARG(id_format(request->arena, form->arrival)));
    return go_to(request, form->number, (Id){{0}}, told.bytes);
}

/* ------------------------------------------------------------------------------ arriving */

static Outcome invalid(Request *request, const char *field)
{
    return REQUEST_INVALID(request, "body", field, "one of the choices is expected");
}

/* "14:30", of this day. */
static Outcome read_appointment(Request *request, Moment *moment)
{
    const Text given = request_form(request, "rendez-vous");
    const LocalTime today = moment_to_local(request->now);
    if (given.length == 0) {
        return OK;
    }
    const Text whole =
        text_format(request->arena, "%.*sT%.*s",
                    TEXT_ARG(date_format(request->arena, today.date)), TEXT_ARG(given));
    return moment_parse(whole, moment)
               ? OK
               : REQUEST_INVALID(request, "body", "rendez-vous", "HH:MM is expected");
}

static Outcome read_arrival(Request *request, NewArrival *made)
{
    made->label = request_form(request, "label");
    made->language = request_form(request, "language");
    const Text priority = request_form(request, "priority");
    const Text person = request_form(request, "personne");
    if (!desk_wish_parse(request_form(request, "wish"), &made->wish)) {
        return invalid(request, "wish");
    }
    if (priority.length > 0 && !arrival_priority_parse(priority, &made->priority)) {
        return invalid(request, "priority");
    }
    if (person.length > 0 && !id_parse(person, &made->person)) {
        return invalid(request, "personne");
    }
    return read_appointment(request, &made->appointment);
}

static Outcome arrive(Request *request)
{
    DeskForm form = {0};
    NewArrival made = {0};
    Arrival arrival = {0};
    TRY(read_form(request, &form));
    TRY(read_arrival(request, &made));
    TRY(desk_arrive(access_of(request), &made, &arrival));
    if (request_form(request, "recevoir").length > 0) {
        const DeskMove move = {arrival.id, DESK_CALL, form.number};
        TRY(desk_move(access_of(request), &move, &arrival));
        return go_to(request, form.number, arrival.id, "");
    }
    const Text told = text_format(request->arena, "&donne=%lld", (long long)arrival.ticket);
    return go_to(request, form.number, (Id){{0}}, told.bytes);
}

/* ------------------------------------------------------------------------------- calling */

static Outcome call(Request *request)
{
    DeskForm form = {0};
    Arrival arrival = {0};
    TRY(read_form(request, &form));
    if (id_is_nil(form.arrival)) {
        const Outcome next = desk_call_next(access_of(request), form.number, &arrival);
        return next == NOT_FOUND ? go_to(request, form.number, (Id){{0}}, "&personne=0")
               : next == OK      ? go_to(request, form.number, arrival.id, "")
                                 : next;
    }
    const DeskMove move = {form.arrival, DESK_CALL, form.number};
    const Outcome outcome = desk_move(access_of(request), &move, &arrival);
    if (outcome == CONFLICT) {
        return tell_taken(request, &form);
    }
    TRY(outcome);
    return go_to(request, form.number, arrival.id, "");
}

static Outcome act(Request *request)
{
    DeskForm form = {0};
    Arrival arrival = {0};
    DeskMove move = {0};
    TRY(read_form(request, &form));
    if (!desk_act_parse(request_form(request, "geste"), &move.act)) {
        return invalid(request, "geste");
    }
    move.arrival = form.arrival;
    move.desk = form.number;
    const Outcome outcome = desk_move(access_of(request), &move, &arrival);
    if (outcome == CONFLICT) {
        return tell_taken(request, &form);
    }
    TRY(outcome);
    const bool stays = arrival_is_at_desk(&arrival);
    return go_to(request, form.number, stays ? arrival.id : (Id){{0}}, "");
}

static Outcome count(Request *request)
{
    DeskForm form = {0};
    ImmediateAnswer answer = ANSWER_SHOWER;
    TRY(read_form(request, &form));
    if (!immediate_answer_parse(request_form(request, "quoi"), &answer)) {
        return invalid(request, "quoi");
    }
    TRY(desk_count(access_of(request), answer));
    return go_to(request, form.number, form.arrival, "#donner");
}

/* The queue alone, fetched by the page's script: no sign of somebody at the desk. */
static Outcome show_queue(Request *request)
{
    int64_t number = 1;
    Id open = {{0}};
    QueueView view = {0};
    gate_is_automatic(request);
    TRY(desk_number_read(request, request_query(request, "guichet"), &number));
    TRY(desk_arrival_read(request, request_query(request, "billet"), &open));
    TRY(desk_queue_fill(request, number, open, &view));
    Html html = {
        .out = response_open(request, "text/html; charset=utf-8"),
        .language = request->language,
        .arena = request->arena,
    };
    desk_queue_part(&html, &view);
    return OK;
}

/* ------------------------------------------------------------------------------ who it is */

static FoundPerson found_person(const Request *request, const LookupHit *hit)
{
    const Text age = hit->age < 0 ? TEXT("")
                                  : say_with(request->arena, request->language, SAY_DESK_AGE,
                                             "n", text_format(request->arena, "%d", hit->age));
    return (FoundPerson){id_format(request->arena, hit->person), hit->name, age};
}

static Outcome fill_found(Request *request, FindView *view)
{
    LookupAnswer *answer = ARENA_NEW(request->arena, LookupAnswer);
    const LookupQuery query = {.words = view->words};
    const Outcome outcome = lookup_find(access_of(request), &query, answer);
    if (outcome == INVALID) {
        request->problem = (Problem){.arena = request->arena};
        view->problem = say(request->language, SAY_DESK_FIND_WRONG);
        return OK;
    }
    TRY(outcome);
    FoundPerson *found = ARENA_ARRAY(request->arena, FoundPerson, answer->count);
    for (size_t i = 0; i < answer->count; i++) {
        if (!answer->hits[i].is_merged) {
            found[view->count++] = found_person(request, &answer->hits[i]);
        }
    }
    view->found = found;
    view->someone_may_know = answer->someone_may_know;
    view->has_asked = true;
    return OK;
}

static Outcome write_find(Request *request, const DeskForm *form, Text words)
{
    Html html = {0};
    Arrival arrival = {0};
    FindView view = {.words = words};
    TRY(desk_arrival(access_of(request), form->arrival, &arrival));
    if (words.length > 0) {
        TRY(fill_found(request, &view));
    }
    TRY(frame_open(request, say(request->language, SAY_DESK_FIND_TITLE), &view.frame, &html));
    view.desk = text_format(request->arena, "%lld", (long long)form->number);
    view.arrival = id_format(request->arena, arrival.id);
    view.ticket = arrival_ticket(request->arena, &arrival);
    view.back_href =
        request_link(request, desk_page_path(request->arena, form->number, arrival.id));
    if (permission_holds(access_of(request)->caller.permissions, MAY_CREATE_PERSON)) {
        view.create_href = request_link(
            request, text_format(request->arena, "/accueil/nouveau?guichet=%lld&billet=%.*s",
                                 (long long)form->number, TEXT_ARG(view.arrival)));
    }
    desk_find_page(&html, &view);
    return OK;
}

static Outcome show_find(Request *request)
{
    DeskForm form = {0};
    TRY(desk_number_read(request, request_query(request, "guichet"), &form.number));
    TRY(desk_arrival_read(request, request_query(request, "billet"), &form.arrival));
    return write_find(request, &form, TEXT(""));
}

static Outcome find(Request *request)
{
    DeskForm form = {0};
    TRY(read_form(request, &form));
    return write_find(request, &form, text_trim(request_form(request, "qui")));
}

static Outcome link_person(Request *request)
{
    DeskForm form = {0};
    Id person = {{0}};
    TRY(read_form(request, &form));
    if (!id_parse(request_form(request, "personne"), &person)) {
        return invalid(request, "personne");
    }
    TRY(desk_link(access_of(request), form.arrival, person));
    return go_to(request, form.number, form.arrival, "");
}

/* -------------------------------------------------------------------------- a new person */

static PersonNewPlace new_place(const Request *request, const DeskForm *form)
{
    PersonCarried *carried = ARENA_ARRAY(request->arena, PersonCarried, 2);
    carried[0] = (PersonCarried){TEXT("guichet"),
                                 text_format(request->arena, "%lld", (long long)form->number)};
    carried[1] = (PersonCarried){TEXT("billet"), id_format(request->arena, form->arrival)};
    return (PersonNewPlace){request_link(request, TEXT("/accueil/nouveau")), carried, 2};
}

static Outcome show_new(Request *request)
{
    DeskForm form = {0};
    Arrival arrival = {0};
    TRY(desk_number_read(request, request_query(request, "guichet"), &form.number));
    TRY(desk_arrival_read(request, request_query(request, "billet"), &form.arrival));
    TRY(desk_arrival(access_of(request), form.arrival, &arrival));
    const PersonNewPlace place = new_place(request, &form);
    return person_new_show(request, &place);
}

/* Created and known at the ticket, in one transaction; then back to the desk. */
static Outcome create_person(Request *request)
{
    DeskForm form = {0};
    Arrival arrival = {0};
    Id person = {{0}};
    TRY(read_form(request, &form));
    TRY(desk_arrival(access_of(request), form.arrival, &arrival));
    const PersonNewPlace place = new_place(request, &form);
    TRY(person_new_create(request, &place, &person));
    if (id_is_nil(person)) {
        return OK;
    }
    TRY(desk_link(access_of(request), form.arrival, person));
    return go_to(request, form.number, form.arrival, "");
}

static const Route routes[] = {
    {GET,   "/accueil/file",    MAY_USE_DESK,      show_queue,    FRESH},
    {POST,  "/accueil/arrivee", MAY_USE_DESK,      arrive,        FRESH},
    {POST,  "/accueil/appeler", MAY_USE_DESK,      call,          FRESH},
    {POST,  "/accueil/geste",   MAY_USE_DESK,      act,           FRESH},
    {POST,  "/accueil/compter", MAY_USE_DESK,      count,         FRESH},
    {GET,   "/accueil/qui",     MAY_FIND_PERSON,   show_find,     FRESH},
    {QUERY, "/accueil/qui",     MAY_FIND_PERSON,   find,          FRESH},
    {POST,  "/accueil/lier",    MAY_READ_PERSON,   link_person,   FRESH},
    {GET,   "/accueil/nouveau", MAY_CREATE_PERSON, show_new,      FRESH},
    {POST,  "/accueil/nouveau", MAY_CREATE_PERSON, create_person, FRESH},
};

const RouteTable DESK_ROUTES = {routes, LENGTH_OF(routes)};
