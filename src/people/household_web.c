/* SPDX-License-Identifier: EUPL-1.2 */
/* Beside a person's page: who they live with, their animals, and files that may be theirs. */
#include "http/once.h"
#include "people/household.h"
#include "people/household_views_web.h"
#include "people/merge.h"
#include "people/person_web.h"
#include "people/sentences.h"

/* -------------------------------------------------------------------------------- households
 */

static Text dates_of(const Request *request, Text from, Text to)
{
    if (from.length + to.length == 0) {
        return TEXT("");
    }
    return text_format(request->arena, " · %.*s – %.*s", TEXT_ARG(from), TEXT_ARG(to));
}

static MemberView member_view(const Request *request, const HouseholdPageView *page,
                              Id household, const HouseholdMember *member)
{
    const Language language = request->language;
    return (MemberView){
        .name = member->is_withheld ? say(language, SAY_PERSON_MEMBER_HIDDEN) : member->name,
        .href = member->is_withheld ? TEXT("") : person_page_href(request, member->person),
        .note =
            text_format(request->arena, "%.*s%.*s", TEXT_ARG(code_say(member->role, language)),
                        TEXT_ARG(dates_of(request, member->entered, member->left))),
        .household = id_format(request->arena, household),
        .stay = id_format(request->arena, member->stay),
        .person = id_format(request->arena, member->person),
        .may_leave = page->may_write && !member->is_withheld && member->left.length == 0,
    };
}

static void fill_households(const Request *request, const HouseholdList *list,
                            HouseholdPageView *page)
{
    HouseholdView *households = ARENA_ARRAY(request->arena, HouseholdView, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const Household *household = &list->items[i];
        MemberView *members = ARENA_ARRAY(request->arena, MemberView, household->count);
        for (size_t j = 0; j < household->count; j++) {
            members[j] = member_view(request, page, household->id, &household->members[j]);
        }
        households[i] = (HouseholdView){id_format(request->arena, household->id), members,
                                        household->count};
    }
    page->households = households;
    page->household_count = list->count;
}

static void fill_animals(const Request *request, const AnimalList *list,
                         HouseholdPageView *page)
{
    AnimalView *animals = ARENA_ARRAY(request->arena, AnimalView, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const Animal *animal = &list->items[i];
        animals[i] = (AnimalView){
            .id = id_format(request->arena, animal->id),
            .text = text_format(request->arena, "%.*s %.*s%.*s",
                                TEXT_ARG(code_say(animal->kind, request->language)),
                                TEXT_ARG(animal->name),
                                TEXT_ARG(dates_of(request, animal->entered, animal->left))),
            .may_leave = page->may_write && animal->left.length == 0,
        };
    }
    page->animals = animals;
    page->animal_count = list->count;
}

static Outcome write_household(Request *request, Id id, HouseholdPageView *page)
{
    Html html = {0};
    HouseholdList households = {0};
    AnimalList animals = {0};
    Relation relation = RELATION_STRANGER;
    Access *access = access_of(request);
    TRY(household_list(access, id, &households));
    TRY(animal_list(access, id, &animals));
    TRY(person_relation(access, id, &relation));
    TRY(frame_open(request, say(request->language, SAY_PERSON_HOUSEHOLD), &page->frame, &html));
    page->href = person_page_href(request, id);
    page->sent = once_token(request->arena);
    page->today = date_format(request->arena, moment_to_local(request->now).date);
    page->may_write = permission_allows(access->caller.permissions, MAY_WRITE_PERSON, relation);
    page->roles = person_options(request, household_roles(), OPTION_FIRST, TEXT(""));
    page->kinds = person_options(request, animal_kinds(), OPTION_FIRST, TEXT(""));
    fill_households(request, &households, page);
    fill_animals(request, &animals, page);
    household_page(&html, page);
    return OK;
}

static Outcome show_household(Request *request)
{
    HouseholdPageView page = {0};
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    return write_household(request, id, &page);
}

/* Back to the page; what is wrong is said on it. */
static Outcome end_household(Request *request, Id id, Outcome outcome)
{
    HouseholdPageView page = {.problem = person_refusal(request, outcome)};
    if (outcome == OK) {
        return response_redirect(request, person_page_path(request, id, "/menage"));
    }
    if (outcome == NOT_FOUND && text_equal(request->problem.field, TEXT("code"))) {
        page.problem = say(request->language, SAY_PERSON_MEMBER_UNKNOWN);
    }
    if (page.problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_household(request, id, &page);
}

/* The other person is named by the code of their file: no list of names to choose from. */
static Outcome person_of_code(Request *request, Id *person)
{
    LookupAnswer *answer = ARENA_NEW(request->arena, LookupAnswer);
    const LookupQuery query = {.code = request_form(request, "code")};
    const Outcome outcome = lookup_find(access_of(request), &query, answer);
    if (outcome == OK && answer->count == 1) {
        *person = answer->hits[0].person;
        return OK;
    }
    return outcome != OK && outcome != INVALID
               ? outcome
               : problem_set(&request->problem, NOT_FOUND, TEXT("body"), "code",
                             "no file of your house has this code");
}

static Outcome enter(Request *request)
{
    Id id = {{0}};
    Id household = {{0}};
    HouseholdEntry entry = {0};
    TRY(person_of_path(request, &id));
    entry = (HouseholdEntry){.household = person_form_id(request, "household"),
                             .with = id,
                             .role = request_form(request, "role"),
                             .entered = request_form(request, "entered")};
    Outcome outcome = person_of_code(request, &entry.person);
    if (outcome == OK) {
        outcome = household_enter(access_of(request), &entry, &household);
    }
    return end_household(request, id, outcome);
}

static Outcome leave(Request *request)
{
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    const Outcome outcome =
        household_leave(access_of(request), person_form_id(request, "person"),
                        person_form_id(request, "household"), person_form_id(request, "stay"),
                        request_form(request, "left"));
    return end_household(request, id, outcome);
}

static Outcome add_animal(Request *request)
{
    Id id = {{0}};
    Id animal = {{0}};
    TRY(person_of_path(request, &id));
    const Animal made = {.kind = request_form(request, "kind"),
                         .name = request_form(request, "name"),
                         .entered = request_form(request, "entered")};
    return end_household(request, id, animal_add(access_of(request), id, &made, &animal));
}

static Outcome end_animal(Request *request)
{
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    return end_household(request, id,
                         animal_leave(access_of(request), id, person_form_id(request, "animal"),
                                      request_form(request, "left")));
}

/* ----------------------------------------------------------------------------------- doubles
 */

static Outcome write_doubles(Request *request, Id id, DoublesView *view)
{
    Html html = {0};
    LookupAnswer *answer = ARENA_NEW(request->arena, LookupAnswer);
    TRY(person_alike(access_of(request), id, answer));
    TRY(frame_open(request, say(request->language, SAY_PERSON_DOUBLES), &view->frame, &html));
    view->href = person_page_href(request, id);
    view->sent = once_token(request->arena);
    view->hits = person_hits(request, answer);
    view->hit_count = answer->count;
    doubles_page(&html, view);
    return OK;
}

static Outcome show_doubles(Request *request)
{
    DoublesView view = {0};
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    return write_doubles(request, id, &view);
}

static Outcome refuse_doubles(Request *request, Id id, Outcome outcome)
{
    DoublesView view = {.problem = person_refusal(request, outcome)};
    if (outcome != CONFLICT) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = 409;
    return write_doubles(request, id, &view);
}

static Outcome say_double(Request *request)
{
    Id id = {{0}};
    const Text verdict = request_form(request, "verdict");
    const Id other = person_form_id(request, "person");
    TRY(person_of_path(request, &id));
    if (text_equal(verdict, TEXT("same"))) {
        const Outcome outcome = person_merge(access_of(request), other, id);
        return outcome == OK
                   ? response_redirect(request, person_page_path(request, id, "?fait=1"))
                   : refuse_doubles(request, id, outcome);
    }
    if (!text_equal(verdict, TEXT("different"))) {
        return REQUEST_INVALID(request, "body", "verdict", "same or different is expected");
    }
    TRY(person_say_pair(access_of(request), id, other, PAIR_DIFFERENT));
    return response_redirect(request, person_page_path(request, id, "/doubles"));
}

static Outcome separate(Request *request)
{
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    TRY(person_unmerge(access_of(request), person_form_id(request, "person")));
    return response_redirect(request, person_page_path(request, id, "?fait=1"));
}

static const Route routes[] = {
    {GET,  "/p/{id}/menage",         MAY_READ_PERSON,   show_household, FRESH},
    {POST, "/p/{id}/menage",         MAY_WRITE_PERSON,  enter,          FRESH},
    {POST, "/p/{id}/menage/depart",  MAY_WRITE_PERSON,  leave,          FRESH},
    {POST, "/p/{id}/animaux",        MAY_WRITE_PERSON,  add_animal,     FRESH},
    {POST, "/p/{id}/animaux/depart", MAY_WRITE_PERSON,  end_animal,     FRESH},
    {GET,  "/p/{id}/doubles",        MAY_MERGE_PERSONS, show_doubles,   FRESH},
    {POST, "/p/{id}/doubles",        MAY_MERGE_PERSONS, say_double,     FRESH},
    {POST, "/p/{id}/separer",        MAY_MERGE_PERSONS, separate,       FRESH},
};

const RouteTable HOUSEHOLD_ROUTES = {routes, LENGTH_OF(routes)};
