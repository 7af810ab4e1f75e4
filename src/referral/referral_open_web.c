/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening the doors of a need together, without a plan: those not ticked stand ready. */
#include "access/frame_web.h"
#include "casework/case_transfer.h"
#include "crypto/crypto.h"
#include "people/person_web.h"
#include "people/relation.h"
#include "referral/referral_door.h"
#include "referral/referral_private.h"
#include "referral/referral_view_web.h"
#include "referral/referral_web.h"
#include "referral/sentences.h"

enum { MOST_SHOWN = 24 };

/* ----------------------------------------------------------------------------------- doors */

static bool answers_need(const Catalogue *catalogue, const Service *service, uint32_t need)
{
    for (size_t i = 0; i < service->needs.count; i++) {
        if (need_is_within(catalogue, service->needs.items[i], need)) {
            return service->organization != NONE && text_equal(service->status, TEXT("active"));
        }
    }
    return false;
}

static bool is_in_place(const Catalogue *catalogue, const Service *service, Text postal_code)
{
    for (size_t i = 0; i < service->doors.count; i++) {
        const Location *location =
            catalogue_shown_location(catalogue, &catalogue->doors[service->doors.items[i]]);
        if (location != NULL && text_equal(location->postal_code, postal_code)) {
            return true;
        }
    }
    return false;
}

typedef struct DoorSearch {
    const Request *request;
    const Catalogue *catalogue;
    uint32_t need;
    Text postal_code;
    ReferralChoiceView *items;
    size_t count;
} DoorSearch;

static void add_doors(DoorSearch *search, bool wants_in_place)
{
    Arena *arena = search->request->arena;
    for (size_t i = 0; i < search->catalogue->service_count; i++) {
        const Service *service = &search->catalogue->services[i];
        if (search->count < MOST_SHOWN &&
            answers_need(search->catalogue, service, search->need) &&
            is_in_place(search->catalogue, service, search->postal_code) == wants_in_place) {
            const Language language = search->request->language;
            const Text house = phrase_in(
                &search->catalogue->organizations[service->organization].name, language, NULL);
            search->items[search->count++] = (ReferralChoiceView){
                .value = id_format(arena, service->id),
                .name = text_format(arena, "%.*s – %.*s",
                                    TEXT_ARG(phrase_in(&service->name, language, NULL)),
                                    TEXT_ARG(house)),
            };
        }
    }
}

/* Those of the place first, then the others, in the order of the directory. */
static ReferralChoices find_doors(const Request *request, uint32_t need, Text postal_code)
{
    DoorSearch search = {
        .request = request,
        .catalogue = referral_catalogue(request),
        .need = need,
        .postal_code = postal_code,
        .items = ARENA_ARRAY(request->arena, ReferralChoiceView, MOST_SHOWN),
    };
    add_doors(&search, true);
    add_doors(&search, false);
    return (ReferralChoices){search.items, search.count};
}

static ReferralChoices list_needs(const Request *request, uint32_t chosen)
{
    const Vocabulary *needs = referral_catalogue(request)->needs;
    ReferralChoiceView *items =
        ARENA_ARRAY(request->arena, ReferralChoiceView, needs->term_count);
    for (uint32_t i = 0; i < needs->term_count; i++) {
        items[i] = (ReferralChoiceView){
            needs->terms[i].code, phrase_in(&needs->terms[i].name, request->language, NULL),
            i == chosen};
    }
    return (ReferralChoices){items, needs->term_count};
}

/* ------------------------------------------------------------------------------------ page */

static Outcome require_directory(Request *request)
{
    return referral_catalogue(request) != NULL
               ? OK
               : problem_set(&request->problem, UNAVAILABLE, TEXT(""), "",
                             "the directory is not loaded");
}

/* Whether one of the caller's teams has an open case to hand over. */
static Outcome find_case(Request *request, Id person, bool *found)
{
    Access *access = access_of(request);
    *found = false;
    for (size_t i = 0; i < access->caller.team_count && !*found; i++) {
        Id open = {{0}};
        TRY(case_open_in(access, person, access->caller.teams[i], &open));
        *found = !id_is_nil(open);
    }
    return OK;
}

static Outcome write_page(Request *request, Id person, Text need, ReferralOpenView *view)
{
    Html html = {0};
    Arena *arena = request->arena;
    const uint32_t term =
        need.length == 0 ? NONE : catalogue_need(referral_catalogue(request), need);
    view->person = id_format(arena, person);
    view->needs = list_needs(request, term);
    view->action = request_link(request, TEXT("/orientations"));
    view->show_href = request_link(
        request, text_format(arena, "/orientations/ouvrir/%.*s", TEXT_ARG(view->person)));
    view->set = id_format(arena, id_new(request->now * 1000));
    TRY(find_case(request, person, &view->may_transfer));
    if (term != NONE) {
        view->need = need;
        view->doors = find_doors(request, term, view->place);
    }
    TRY(frame_open(request, say(request->language, SAY_REFERRAL_OPEN_TITLE), &view->frame,
                   &html));
    referral_open_page(&html, view);
    return OK;
}

static Outcome show_page(Request *request)
{
    ReferralOpenView view = {.place = text_slice(request_query(request, "code"), 0, 4)};
    Id person = {{0}};
    TRY(person_of_path(request, &person));
    TRY(require_directory(request));
    TRY(person_admit(access_of(request), MAY_SEND_REFERRAL, person, (Id){{0}}, NULL));
    return write_page(request, person, request_query(request, "besoin"), &view);
}

/* ------------------------------------------------------------------------------------ form */

static bool is_ticked(const Request *request, Text service)
{
    size_t at = 0;
    Text value = {0};
    while (field_next(&request->form, "door", &at, &value)) {
        if (text_equal(value, service)) {
            return true;
        }
    }
    return false;
}

static Outcome read_doors(Request *request, NewPlanSet *set, size_t *ticked)
{
    ReferralDoor *doors = ARENA_ARRAY(request->arena, ReferralDoor, MOST_SHOWN);
    const Text need = request_form(request, "besoin");
    size_t at = 0;
    Text value = {0};
    set->doors = doors;
    while (field_next(&request->form, "known", &at, &value) && set->door_count < MOST_SHOWN) {
        ReferralDoor *door = &doors[set->door_count];
        TRY(referral_door_find(referral_catalogue(request), need, value, door,
                               &request->problem));
        door->opens = is_ticked(request, value);
        *ticked += door->opens ? 1 : 0;
        set->door_count++;
    }
    return OK;
}

/* The keeper's team when the caller is of several: answers come back to who keeps the file. */
static Id team_of(const Access *access, const PersonFile *file)
{
    return caller_is_of_team(&access->caller, file->person.team) ? file->person.team
                                                                 : access->caller.teams[0];
}

static Outcome open_set(Request *request)
{
    Access *access = access_of(request);
    ReferralOpenView view = {.place = request_form(request, "code")};
    NewPlanSet set = {.postal_code = request_form(request, "code")};
    ReferralList drafts = {0};
    PersonFile file = {0};
    size_t ticked = 0;
    if (!id_parse(request_form(request, "person"), &set.person) ||
        !id_parse(request_form(request, "set"), &set.id)) {
        return REQUEST_INVALID(request, "body", "person", "an identifier is expected");
    }
    TRY(require_directory(request));
    TRY(read_doors(request, &set, &ticked));
    TRY(person_read(access, set.person, &file));
    set.team = team_of(access, &file);
    set.kind = text_equal(request_form(request, "kind"), TEXT("transfer")) ? REFERRAL_TRANSFER
                                                                           : REFERRAL_PLAIN;
    if (ticked == 0) {
        request->response.status = 422;
        view.problem = say(request->language, SAY_REFERRAL_OPEN_NOTHING);
        return write_page(request, set.person, request_form(request, "besoin"), &view);
    }
    const Outcome outcome = referral_open(access, &set, &drafts);
    if (outcome == INVALID && set.kind == REFERRAL_TRANSFER) {
        request->response.status = 422;
        view.problem = say(request->language, SAY_REFERRAL_TRANSFER_WRONG);
        return write_page(request, set.person, request_form(request, "besoin"), &view);
    }
    TRY(outcome);
    return response_redirect(request, text_format(request->arena, "/orientations/plan/%.*s",
                                                  TEXT_ARG(id_format(request->arena, set.id))));
}

static const Route routes[] = {
    {GET,  "/orientations/ouvrir/{id}", MAY_SEND_REFERRAL, show_page, FRESH},
    {POST, "/orientations",             MAY_SEND_REFERRAL, open_set,  FRESH},
};

const RouteTable REFERRAL_OPEN_ROUTES = {routes, LENGTH_OF(routes)};
