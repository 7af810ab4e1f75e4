/* SPDX-License-Identifier: EUPL-1.2 */
/* Search first, create last: /personnes. What is typed stands in bodies, never in an address.
 */
#include "access/sentences.h"
#include "http/once.h"
#include "people/person_find_views_web.h"
#include "people/person_web.h"
#include "people/sentences.h"

/* ---------------------------------------------------------------------------------- finding */

static PersonTyped read_typed(const Request *request)
{
    return (PersonTyped){
        .words = request_form(request, "q"),
        .given = request_form(request, "given"),
        .family = request_form(request, "family"),
        .birth = request_form(request, "birth"),
        .phone = request_form(request, "phone"),
        .code = request_form(request, "code"),
        .helper = request_form(request, "helper"),
        .alias = request_form(request, "alias"),
        .description = request_form(request, "description"),
        .is_about = request_form(request, "about").length > 0,
        .needs_interpreter = request_form(request, "interpreter").length > 0,
        .is_restricted = request_form(request, "restricted").length > 0,
    };
}

LookupQuery person_typed_query(const PersonTyped *typed)
{
    return (LookupQuery){
        .words = typed->words,
        .given = typed->given,
        .family = typed->family,
        .birth = typed->birth,
        .phone = typed->phone,
        .code = typed->code,
        .helper = typed->helper,
    };
}

static Outcome write_find(Request *request, PersonFindView *view)
{
    Html html = {0};
    const PersonTyped *typed = &view->typed;
    view->sent = once_token(request->arena);
    view->frame.draft_form = view->has_asked ? TEXT("entry") : TEXT("");
    TRY(frame_open(request, say(request->language, SAY_PERSON_FIND_TITLE), &view->frame,
                   &html));
    view->may_create =
        permission_holds(access_of(request)->caller.permissions, MAY_CREATE_PERSON);
    view->is_precise = typed->given.length + typed->family.length + typed->birth.length +
                           typed->phone.length + typed->code.length + typed->helper.length >
                       0;
    person_find_page(&html, view);
    return OK;
}

static Outcome show_find(Request *request)
{
    PersonFindView view = {0};
    return write_find(request, &view);
}

static Outcome find(Request *request)
{
    PersonFindView view = {.typed = read_typed(request)};
    LookupAnswer *answer = ARENA_NEW(request->arena, LookupAnswer);
    const LookupQuery query = person_typed_query(&view.typed);
    const Outcome outcome = lookup_find(access_of(request), &query, answer);
    if (outcome == INVALID) {
        view.problem = say(request->language, SAY_PERSON_FOUND_WRONG);
        request->response.status = 422;
        return write_find(request, &view);
    }
    TRY(outcome);
    view.has_asked = true;
    view.someone_may_know = answer->someone_may_know;
    view.has_more = answer->has_more;
    view.hits = person_hits(request, answer);
    view.hit_count = answer->count;
    view.found = answer->count == 0 ? say(request->language, SAY_PERSON_FOUND_NONE)
                                    : say_count(request->arena, request->language,
                                                SAY_PERSON_FOUND, answer->count);
    return write_find(request, &view);
}

/* --------------------------------------------------------------------------------- creating */

static Outcome team_options(Request *request, PersonOptions *options)
{
    const Team *teams = NULL;
    size_t count = 0;
    const Access *access = access_of(request);
    TRY(team_list(request->session, request->arena, &teams, &count, &request->problem));
    options->items = ARENA_ARRAY(request->arena, PersonOption, count);
    for (size_t i = 0; i < count; i++) {
        if (caller_is_of_team(&access->caller, teams[i].id)) {
            const Text code = id_format(request->arena, teams[i].id);
            options->items[options->count++] = (PersonOption){
                code, teams[i].name, text_equal(code, request_form(request, "team"))};
        }
    }
    return OK;
}

static Outcome write_new(Request *request, const PersonNewPlace *place, PersonNewView *view)
{
    Html html = {0};
    FactSource source = SOURCE_PERSON;
    view->action = place->action;
    view->carried = place->carried;
    view->carried_count = place->carried_count;
    TRY(frame_open(request, say(request->language, SAY_PERSON_NEW_TITLE), &view->frame, &html));
    (void)fact_source_parse(request_form(request, "source"), &source);
    TRY(team_options(request, &view->teams));
    view->frame.draft_form = TEXT("person");
    view->sent = once_token(request->arena);
    view->sexes = person_options(request, fact_codes(FACT_SEX), OPTION_FIRST,
                                 request_form(request, "sex"));
    view->tongues = person_tongues(request, OPTION_FIRST, request_form(request, "language"));
    view->sources = person_sources(request, source);
    person_new_page(&html, view);
    return OK;
}

Outcome person_new_show(Request *request, const PersonNewPlace *place)
{
    PersonNewView view = {.is_unnamed = request_query(request, "sans-nom").length > 0};
    return write_new(request, place, &view);
}

/* Of this page itself, which carries nothing along. */
static PersonNewPlace own_place(const Request *request)
{
    return (PersonNewPlace){.action = request_link(request, TEXT("/personnes/creer"))};
}

static Outcome show_new(Request *request)
{
    const PersonNewPlace place = own_place(request);
    return person_new_show(request, &place);
}

/* From the search: its words are a name, until the worker says which part is which. */
static Outcome begin_new(Request *request)
{
    const PersonNewPlace place = own_place(request);
    PersonNewView view = {.typed = read_typed(request)};
    PersonTyped *typed = &view.typed;
    if (typed->given.length + typed->family.length == 0) {
        const Text words = text_trim(typed->words);
        const size_t space = text_find_byte(words, ' ', 0);
        const bool is_name = words.length > 0 && (words.bytes[0] < '0' || words.bytes[0] > '9');
        typed->given = is_name ? text_slice(words, 0, space) : TEXT("");
        typed->family = is_name ? text_trim(text_slice(words, space, words.length)) : TEXT("");
    }
    return write_new(request, &place, &view);
}

enum { FORM_FACTS = 8 };

typedef struct FormFacts {
    PersonDetail items[FORM_FACTS];
    size_t count;
} FormFacts;

static void add_fact(FormFacts *facts, FactSource source, FactKind kind, Text value, Text extra)
{
    if (text_trim(value).length + text_trim(extra).length > 0) {
        facts->items[facts->count++] =
            (PersonDetail){.kind = kind, .source = source, .value = value, .extra = extra};
    }
}

static void read_facts(const Request *request, const PersonTyped *typed, FormFacts *facts)
{
    FactSource source = SOURCE_PERSON;
    const Text language = request_form(request, "language");
    (void)fact_source_parse(request_form(request, "source"), &source);
    add_fact(facts, source, FACT_NAME, typed->given, typed->family);
    add_fact(facts, source, FACT_ALIAS, typed->alias, TEXT(""));
    add_fact(facts, source, FACT_DESCRIPTION, typed->description, TEXT(""));
    if (typed->birth.length > 0) {
        add_fact(facts, source, FACT_BIRTH, typed->birth,
                 typed->is_about ? TEXT("about") : TEXT(""));
    }
    add_fact(facts, source, FACT_SEX, request_form(request, "sex"), TEXT(""));
    add_fact(facts, source, FACT_PHONE, typed->phone, TEXT(""));
    add_fact(facts, source, FACT_LANGUAGE, language, TEXT(""));
    if (typed->needs_interpreter) {
        add_fact(facts, source, FACT_INTERPRETER, language, TEXT(""));
    }
}

static Outcome refuse_new(Request *request, const PersonNewPlace *place, PersonNewView *view,
                          Outcome outcome)
{
    view->problem = person_refusal(request, outcome);
    if (view->problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = 422;
    return write_new(request, place, view);
}

/* A likely double is shown with the form as it was filled, before anything is written. */
static Outcome ask_about_doubles(Request *request, PersonNewView *view, const FormFacts *facts,
                                 bool *has)
{
    LookupAnswer *answer = ARENA_NEW(request->arena, LookupAnswer);
    TRY(lookup_doubles(access_of(request), facts->items, facts->count, answer));
    view->someone_may_know = answer->someone_may_know;
    view->hits = person_hits(request, answer);
    view->hit_count = answer->count;
    *has = answer->count > 0 || answer->someone_may_know;
    return OK;
}

Outcome person_new_create(Request *request, const PersonNewPlace *place, Id *created)
{
    PersonNewView view = {.typed = read_typed(request)};
    FormFacts facts = {0};
    read_facts(request, &view.typed, &facts);
    if (request_form(request, "sure").length == 0 && facts.count > 0) {
        const Outcome outcome = ask_about_doubles(request, &view, &facts, &view.has_doubles);
        if (outcome != OK) {
            return refuse_new(request, place, &view, outcome);
        }
        if (view.has_doubles) {
            return write_new(request, place, &view);
        }
    }
    const NewPerson made = {.team = person_form_id(request, "team"),
                            .is_restricted = view.typed.is_restricted,
                            .facts = facts.items,
                            .fact_count = facts.count};
    const Outcome outcome = person_create(access_of(request), &made, created);
    return outcome == OK ? OK : refuse_new(request, place, &view, outcome);
}

static Outcome create(Request *request)
{
    const PersonNewPlace place = own_place(request);
    Id id = {{0}};
    TRY(person_new_create(request, &place, &id));
    return id_is_nil(id) ? OK : response_redirect(request, person_page_path(request, id, ""));
}

static const Route routes[] = {
    {GET,   "/personnes",         MAY_FIND_PERSON,   show_find, FRESH},
    {QUERY, "/personnes",         MAY_FIND_PERSON,   find,      FRESH},
    {GET,   "/personnes/nouveau", MAY_CREATE_PERSON, show_new,  FRESH},
    {QUERY, "/personnes/nouveau", MAY_CREATE_PERSON, begin_new, FRESH},
    {POST,  "/personnes/creer",   MAY_CREATE_PERSON, create,    FRESH},
};

const RouteTable PERSON_FIND_ROUTES = {routes, LENGTH_OF(routes)};
