/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_web.h"

#include "access/frame_web.h"
#include "access/sentences.h"
#include "casework/accompaniment_edge_web.h"
#include "casework/conference_edge_web.h"
#include "casework/sentences.h"
#include "crypto/crypto.h"
#include "people/person.h"
#include "referral/referral_door.h"
#include "referral/referral_link.h"
#include "referral/referral_private.h"
#include "referral/referral_view_web.h"
#include "referral/sentences.h"

/* ------------------------------------------------------------------------------- the boxes */

typedef struct Box {
    const char *name;
    Sentence words;
    Permission permission;
} Box;

static const Box boxes[] = {
    [BOX_IN] = {"recues",   SAY_REFERRAL_BOX_IN,   MAY_ANSWER_REFERRAL},
    [BOX_OUT] = {"envoyees", SAY_REFERRAL_BOX_OUT,  MAY_SEND_REFERRAL  },
    [BOX_WORK] = {"suivi",    SAY_REFERRAL_BOX_WORK, MAY_SEND_REFERRAL  },
};

static ReferralBox first_box(const Access *access)
{
    return permission_holds(access->caller.permissions, MAY_SEND_REFERRAL) ? BOX_WORK : BOX_IN;
}

static Outcome read_filter(Request *request, ReferralFilter *filter)
{
    const Text box = request_query(request, "boite");
    const Text state = request_query(request, "etat");
    const Text after = request_query(request, "apres");
    filter->box = first_box(access_of(request));
    for (size_t i = 0; i < LENGTH_OF(boxes); i++) {
        if (text_equal(box, text_from(boxes[i].name))) {
            filter->box = (ReferralBox)i;
        }
    }
    filter->has_state = referral_state_parse(state, &filter->state);
    filter->is_silent = request_query(request, "silence").length > 0;
    if (state.length > 0 && !filter->has_state) {
        return REQUEST_INVALID(request, "query", "etat", "no such state");
    }
    if (after.length > 0 && !id_parse(after, &filter->before)) {
        return REQUEST_INVALID(request, "query", "apres", "an identifier is expected");
    }
    return OK;
}

static Text box_href(const Request *request, const ReferralFilter *filter, Id after)
{
    Arena *arena = request->arena;
    const Text last =
        id_is_nil(after) ? TEXT("")
                         : text_format(arena, "&apres=%.*s", TEXT_ARG(id_format(arena, after)));
    const Text state =
        filter->has_state
            ? text_format(arena, "&etat=%.*s", TEXT_ARG(referral_state_name(filter->state)))
            : TEXT("");
    return request_link(request,
                        text_format(arena, "/orientations?boite=%s%.*s%s%.*s",
                                    boxes[filter->box].name, TEXT_ARG(state),
                                    filter->is_silent ? "&silence=1" : "", TEXT_ARG(last)));
}

static void fill_tabs(const Request *request, const ReferralFilter *filter,
                      ReferralBoxView *view)
{
    const Access *access = access_of(request);
    for (size_t i = 0; i < LENGTH_OF(boxes); i++) {
        const ReferralFilter of_tab = {.box = (ReferralBox)i};
        if (permission_holds(access->caller.permissions, boxes[i].permission)) {
            view->tabs[view->tab_count++] =
                (ReferralTabView){say(request->language, boxes[i].words),
                                  box_href(request, &of_tab, (Id){{0}}), filter->box == i};
        }
    }
}

static void fill_states(const Request *request, const ReferralFilter *filter,
                        ReferralBoxView *view)
{
    ReferralChoiceView *states =
        ARENA_ARRAY(request->arena, ReferralChoiceView, REFERRAL_STATE_COUNT);
    for (int i = 0; i < REFERRAL_STATE_COUNT; i++) {
        const ReferralState state = (ReferralState)i;
        states[i] = (ReferralChoiceView){referral_state_name(state),
                                         referral_state_words(request->language, state),
                                         filter->has_state && filter->state == state};
    }
    view->states = (ReferralChoices){states, REFERRAL_STATE_COUNT};
}

static Outcome show_box(Request *request)
{
    Html html = {0};
    ReferralBoxView view = {0};
    ReferralFilter filter = {0};
    ReferralPage page = {0};
    Access *access = access_of(request);
    TRY(read_filter(request, &filter));
    TRY(referral_list(access, &filter, &page));
    fill_tabs(request, &filter, &view);
    fill_states(request, &filter, &view);
    view.box = text_from(boxes[filter.box].name);
    view.is_silent = filter.is_silent;
    view.lines = referral_lines_of(request, access, &page.list);
    if (filter.box == BOX_IN) {
        TRY(conference_fill_invited(request, &view.invitations));
    }
    if (permission_holds(access->caller.permissions, MAY_MANAGE_CONVENTIONS)) {
        view.silence_href = request_link(request, TEXT("/orientations/delais"));
    }
    if (page.has_more) {
        view.more_href = box_href(request, &filter, page.list.items[page.list.count - 1].id);
    }
    TRY(frame_open(request, say(request->language, SAY_REFERRAL_TITLE), &view.frame, &html));
    referral_box_page(&html, &view);
    return OK;
}

/* --------------------------------------------------------------------------------- one */

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT("path"), "referral",
                             "no such referral");
}

/* The name of whom it is about, for who may read them; nothing else is said when not. */
static Text person_words(Access *access, const Referral *referral)
{
    Problem quiet = {.arena = access->arena};
    Problem *loud = access->problem;
    PersonFile file = {0};
    access->problem = &quiet;
    const Outcome outcome = person_read(access, referral->person, &file);
    access->problem = loud;
    return outcome == OK ? person_display_name(access->arena, &file) : TEXT("");
}

static void add_person(const ReferralLook *look, const Referral *referral,
                       ReferralOneView *view)
{
    const bool may_try = referral_relation(look->access, referral) != RELATION_STRANGER ||
                         referral->basis == BASIS_CONSENT;
    const Text name = may_try ? person_words(look->access, referral) : TEXT("");
    if (name.length > 0 && view->pair_count < LENGTH_OF(view->pairs)) {
        view->pairs[view->pair_count++] = (ReferralPairView){
            .name = say(look->request->language, SAY_REFERRAL_PERSON), .value = name};
    }
}

/* Who works on cases plans from here that somebody goes along. */
static void add_accompaniment(const ReferralLook *look, const Referral *referral,
                              ReferralOneView *view)
{
    const Request *request = look->request;
    if (!permission_holds(look->access->caller.permissions, MAY_WRITE_CASE) ||
        view->pair_count >= LENGTH_OF(view->pairs)) {
        return;
    }
    const Text path = text_format(request->arena, "/p/%.*s/dossier?orientation=%.*s",
                                  TEXT_ARG(id_format(request->arena, referral->person)),
                                  TEXT_ARG(id_format(request->arena, referral->id)));
    view->pairs[view->pair_count++] =
        (ReferralPairView){.name = say(request->language, SAY_ACCOMPANIMENT_TITLE),
                           .value = say(request->language, SAY_ACCOMPANIMENT_NEW),
                           .href = request_link(request, path)};
}

/* Who goes along to this door, for who may read the case: a link back here says nothing. */
static Outcome fill_accompaniments(const ReferralLook *look, const Referral *referral,
                                   ReferralOneView *view)
{
    AccompanimentList list = {0};
    TRY(accompaniment_list_of_referral(look->access, referral->person, referral->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        list.items[i].referral = (Id){{0}};
    }
    return accompaniment_fill_rows(look->request, &list, ROW_SHOWN, &view->accompaniments);
}

static Outcome fill_sender(const ReferralLook *look, const Referral *referral,
                           ReferralOneView *view)
{
    Request *request = look->request;
    ReferralDoor next = {0};
    bool found = false;
    if (!referral_is_sender(look->access, referral)) {
        return OK;
    }
    view->set_href =
        request_link(request, text_format(request->arena, "/orientations/plan/%.*s",
                                          TEXT_ARG(id_format(request->arena, referral->plan))));
    view->must_follow = referral->must_follow;
    view->offers_next =
        referral->must_follow || referral_silent_days(referral, request->now) > 0;
    add_accompaniment(look, referral, view);
    TRY(referral_next_door(look->access, referral, &next, &found));
    if (found && referral_catalogue(request) != NULL) {
        view->next_service = referral_service_name(referral_catalogue(request), request->arena,
                                                   next.service, request->language);
        view->next_draft = id_format(request->arena, id_new(request->now * 1000));
    }
    if (referral->link_until > request->now && request->keyring != NULL) {
        Text link = {0};
        TRY(referral_link_sign(request->arena, request->keyring,
                               session_territory(request->session), referral, &link,
                               &request->problem));
        view->link =
            text_format(request->arena, "%.*s/r/%.*s", TEXT_ARG(request->site), TEXT_ARG(link));
    }
    return OK;
}

static Outcome write_one(Request *request, const Referral *referral, ReferralOneView *view)
{
    Html html = {0};
    ReferralStory story = {0};
    const ReferralLook look = {request, access_of(request), WAY_ACCOUNT,
                               referral_page_path(request, referral->id),
                               gate_form_token(request)};
    TRY(referral_story_to_give(look.access, referral, &story));
    referral_fill_one(&look, referral, view);
    referral_fill_story(&look, &story, view);
    add_person(&look, referral, view);
    TRY(fill_sender(&look, referral, view));
    TRY(fill_accompaniments(&look, referral, view));
    view->path = look.action;
    TRY(frame_open(request, say(request->language, SAY_REFERRAL_TITLE), &view->frame, &html));
    referral_one_page(&html, view);
    return OK;
}

/* The target's first reading is an act: it is written apart from the snapshot being read. */
typedef struct FirstReading {
    Access access;
    ReferralOrder order;
    ReferralDone done;
} FirstReading;

static Outcome note_reading(Session *session, void *context, Problem *problem)
{
    FirstReading *reading = context;
    Access access = reading->access;
    access.session = session;
    access.problem = problem;
    access.notes.count = 0;
    TRY(referral_act(&access, &reading->order, &reading->done));
    return access_write_journal(&access, session);
}

static Outcome see(Request *request, Referral *referral)
{
    const Access *access = access_of(request);
    FirstReading reading = {
        .access = {.arena = request->arena,
                   .keyring = access->keyring,
                   .caller = access->caller,
                   .now = request->now},
        .order = {.referral = referral->id,
                   .operation = id_new(request->now * 1000),
                   .revision = referral->revision,
                   .act = REFERRAL_SEE},
    };
    if ((referral_open_acts(access, referral, WAY_ACCOUNT) >> REFERRAL_SEE & 1) == 0) {
        return OK;
    }
    const Outcome outcome =
        store_write(request->store, note_reading, &reading, &request->problem);
    /* Somebody answered meanwhile: the page shows what it began with, and its forms tell. */
    *referral = outcome == OK ? reading.done.referral : *referral;
    return outcome == CONFLICT ? OK : outcome;
}

static Outcome show_one(Request *request)
{
    ReferralOneView view = {0};
    Referral referral = {0};
    Id id = {{0}};
    TRY(path_id(request, &id));
    TRY(referral_read(access_of(request), id, &referral));
    TRY(see(request, &referral));
    if (request_query(request, "fait").length > 0) {
        view.done = say(request->language, SAY_REFERRAL_DONE);
    }
    return write_one(request, &referral, &view);
}

static Outcome redirect_to(Request *request, const char *folder, Id id, const char *query)
{
    return response_redirect(request,
                             text_format(request->arena, "/orientations/%s%.*s%s", folder,
                                         TEXT_ARG(id_format(request->arena, id)), query));
}

/* What is wrong is said on the page itself, with the state as it is now. */
static Outcome act(Request *request)
{
    ReferralOneView view = {0};
    ReferralOrder order = {0};
    ReferralDone done = {0};
    Referral referral = {0};
    TRY(path_id(request, &order.referral));
    TRY(referral_order_of(request, &order));
    const Outcome outcome = referral_act(access_of(request), &order, &done);
    if (outcome == OK) {
        return redirect_to(request, "", order.referral, "?fait=1");
    }
    if (outcome != CONFLICT && outcome != INVALID && outcome != REFUSED) {
        return outcome;
    }
    view.problem = referral_problem_words(request, outcome);
    TRY(referral_read(access_of(request), order.referral, &referral));
    return write_one(request, &referral, &view);
}

static Outcome open_next(Request *request)
{
    Referral opened = {0};
    Id id = {{0}};
    Id draft = {{0}};
    TRY(path_id(request, &id));
    if (!id_parse(request_form(request, "draft"), &draft)) {
        return REQUEST_INVALID(request, "body", "draft", "an identifier is expected");
    }
    TRY(referral_open_next(access_of(request), id, draft, &opened));
    return redirect_to(request, "", opened.id, "");
}

static Outcome set_aside(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, &id));
    TRY(referral_set_aside(access_of(request), id));
    return redirect_to(request, "", id, "?fait=1");
}

/* --------------------------------------------------------------------------------- the set */

static Outcome show_set(Request *request)
{
    Html html = {0};
    ReferralSetView view = {0};
    ReferralList list = {0};
    Access *access = access_of(request);
    Id id = {{0}};
    TRY(path_id(request, &id));
    TRY(referral_list_plan(access, id, &list));
    if (list.count == 0) {
        access_note(access, "referral.read refused", (Id){{0}}, id, "stranger");
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "plan", "no such set");
    }
    access_note(access, "referral.read", list.items[0].person, id, "set");
    view.lines = referral_lines_of(request, access, &list);
    TRY(frame_open(request, say(request->language, SAY_REFERRAL_SET_TITLE), &view.frame,
                   &html));
    referral_set_page(&html, &view);
    return OK;
}

static const Route routes[] = {
    {GET,  "/orientations",               MAY_BE_ONESELF,    show_box,  FRESH},
    {GET,  "/orientations/{id}",          MAY_BE_ONESELF,    show_one,  FRESH},
    {POST, "/orientations/{id}",          MAY_BE_ONESELF,    act,       FRESH},
    {POST, "/orientations/{id}/suivante", MAY_SEND_REFERRAL, open_next, FRESH},
    {POST, "/orientations/{id}/classer",  MAY_SEND_REFERRAL, set_aside, FRESH},
    {GET,  "/orientations/plan/{id}",     MAY_SEND_REFERRAL, show_set,  FRESH},
};

const RouteTable REFERRAL_ROUTES = {routes, LENGTH_OF(routes)};
