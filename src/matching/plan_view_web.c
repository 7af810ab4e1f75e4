/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_view_web.h"

#include "http/once.h"
#include "matching/page_web.h"
#include "matching/plan_address_web.h"
#include "matching/plan_form_web.h"
#include "matching/plan_map_web.h"
#include "matching/plan_paper_web.h"
#include "matching/plan_place_web.h"
#include "matching/sentences.h"
#include "matching/wider.h"

typedef struct ViewMaker {
    Request *request;
    const PlanPage *page;
    const Catalogue *catalogue;
    Language language;
    Arena *arena;
} ViewMaker;

static Text phrase(const ViewMaker *maker, const Phrase *words)
{
    return phrase_in(words, maker->language, NULL);
}

static Text say_n(const ViewMaker *maker, Sentence sentence, const char *name, Text value)
{
    return say_with(maker->arena, maker->language, sentence, name, value);
}

static const Term *situation_term(const ViewMaker *maker, uint32_t need)
{
    return &maker->catalogue->needs->terms[maker->page->situation.needs[need].need];
}

/* -------------------------------------------------------------------------------- doors */

Text plan_day_words(const Request *request, Date date)
{
    const Date today = moment_to_local(request->now).date;
    const Text day = say_day(request->arena, request->language, date);
    if (date != today && date != today + 1) {
        return day;
    }
    const Sentence sentence = date == today ? SAY_PLAN_TODAY : SAY_PLAN_TOMORROW;
    return text_format(request->arena, "%.*s, %.*s", TEXT_ARG(say(request->language, sentence)),
                       TEXT_ARG(day));
}

static Text needs_of(const ViewMaker *maker, const MatchDoor *door)
{
    Text names[PLAN_MAX_NEEDS];
    for (size_t i = 0; i < door->needs.count; i++) {
        names[i] = phrase(maker, &situation_term(maker, door->needs.items[i])->name);
    }
    return text_join(maker->arena, names, door->needs.count, TEXT(" + "));
}

static void fill_state(const ViewMaker *maker, const MatchDoor *door, DoorView *view)
{
    if (!door->hours_known) {
        view->state = say(maker->language, SAY_PLAN_CONFIRM_HOURS);
        view->state_class = TEXT("wait");
    } else if (door->open_until == MOMENT_NONE) {
        view->state = say(maker->language, SAY_SERVICE_OPEN);
        view->state_class = TEXT("open");
    } else if (door->start > maker->page->situation.at + 1800) {
        view->state = say_n(maker, SAY_PLAN_OPENS, "time",
                            say_moment(maker->arena, maker->language, door->start));
        view->state_class = TEXT("wait");
    } else {
        view->state = say_n(maker, SAY_PLAN_UNTIL, "time",
                            say_clock(maker->arena, maker->language, door->open_until));
        view->state_class = TEXT("open");
    }
    const Sentence perhaps =
        door->timing == TIMING_ASK_FIRST ? SAY_PLAN_MAYBE_ASK : SAY_PLAN_MAYBE;
    const Sentence maybe = door->eligibility == ANSWER_YES ? perhaps : SAY_PLAN_TO_CHECK;
    view->entry_state = say(maker->language, door->is_certain ? SAY_PLAN_SURE : maybe);
    view->entry_class = door->is_certain ? TEXT("open") : TEXT("wait");
}

/* An hour is told only where it is known. */
static Text when_of(const ViewMaker *maker, const MatchDoor *door, bool is_call)
{
    /* To the next five minutes: nobody arrives at 10 h 03. */
    const Moment rounded = (door->start + 299) / 300 * 300;
    switch (door->timing) {
    case TIMING_COME:
        return say_n(maker, is_call ? SAY_PLAN_CALL_AT : SAY_PLAN_ARRIVE, "time",
                     say_clock(maker->arena, maker->language, rounded));
    case TIMING_CALL_NOW:
        return say(maker->language, SAY_PLAN_CALL_NOW);
    case TIMING_CALL_FIRST:
        return say(maker->language, SAY_PLAN_CALL_FIRST);
    case TIMING_ASK_FIRST:
        break;
    }
    return say(maker->language, SAY_PLAN_ASK_FIRST);
}

static void fill_where(const ViewMaker *maker, const MatchDoor *door, const Door *place,
                       DoorView *view)
{
    const Location *location = catalogue_shown_location(maker->catalogue, place);
    view->when = when_of(maker, door, location == NULL);
    if (location == NULL) {
        view->where = say(maker->language, SAY_PLAN_BY_PHONE);
        return;
    }
    view->where = page_address(maker->arena, location, maker->language);
    if (door->is_same_visit) {
        view->travel = say(maker->language, SAY_PLAN_SAME_VISIT);
        return;
    }
    if (!location_is_exact(location)) {
        view->travel = say(maker->language, SAY_PLAN_NO_ADDRESS);
        return;
    }
    view->map_href = page_map_href(maker->arena, location);
    if (door->travel_minutes >= 0) {
        view->travel = say_n(maker, SAY_PLAN_TRAVEL, "time",
                             say_minutes(maker->arena, maker->language, door->travel_minutes));
    }
}

static void fill_after(const ViewMaker *maker, const MatchDoor *door, DoorView *view)
{
    if (door->requires.count > 0) {
        const Text number = text_format(maker->arena, "%u", door->requires.items[0] + 1);
        view->after = say_n(maker, SAY_PLAN_AFTER, "n", number);
    }
}

static void fill_others(const ViewMaker *maker, const MatchDoor *door, DoorView *view)
{
    LinkView *others = ARENA_ARRAY(maker->arena, LinkView, door->alternative_count);
    for (size_t i = 0; i < door->alternative_count; i++) {
        const Door *other = &maker->catalogue->doors[door->alternatives[i]];
        const Service *service = &maker->catalogue->services[other->service];
        const Text name = phrase(maker, &service->name);
        const Location *location = catalogue_shown_location(maker->catalogue, other);
        const Text place = location == NULL ? say(maker->language, SAY_PLAN_BY_PHONE)
                                            : phrase(maker, &location->name);
        others[i] = (LinkView){
            .name = text_format(maker->arena, "%.*s, %.*s", TEXT_ARG(name), TEXT_ARG(place)),
            .href = page_service_href(maker->request, service)};
    }
    view->others = others;
    view->other_count = door->alternative_count;
}

static TextList list_of(TextSpan span)
{
    return (TextList){(Text *)(uintptr_t)span.items, span.count, span.count};
}

static DoorView door_view(const ViewMaker *maker, const MatchDoor *door, size_t order)
{
    const Door *place = &maker->catalogue->doors[door->door];
    const Service *service = &maker->catalogue->services[place->service];
    const Term *need = door->needs.count > 0 ? situation_term(maker, door->needs.items[0])
                                             : page_first_need(maker->catalogue, service);
    DoorView view = {
        .order = text_format(maker->arena, "%zu", order + 1),
        .needs = needs_of(maker, door),
        .icon = page_icon(need),
        .family = page_family(need),
        .name = phrase(maker, &service->name),
        .cost = door->cost,
        .href = page_service_href(maker->request, service),
        .because = list_of(door->because),
        .unknown = list_of(door->unknown),
        .bring = list_of(door->bring),
        .entry = list_of(door->entry),
    };
    if (service->organization != NONE) {
        view.organization =
            phrase(maker, &maker->catalogue->organizations[service->organization].name);
    }
    const Phone *phone = catalogue_phone(maker->catalogue, place);
    if (phone != NULL) {
        view.phone = phone->number;
        view.phone_href = page_phone_href(maker->arena, phone->number);
    }
    fill_state(maker, door, &view);
    fill_where(maker, door, place, &view);
    fill_after(maker, door, &view);
    fill_others(maker, door, &view);
    return view;
}

static DoorView *fill_doors(const ViewMaker *maker, PlanView *view)
{
    const MatchPlan *plan = &maker->page->answer.best;
    DoorView *doors = ARENA_ARRAY(maker->arena, DoorView, plan->door_count);
    Date last = DATE_NONE;
    for (size_t i = 0; i < plan->door_count; i++) {
        const Date date = moment_to_local(plan->doors[i].start).date;
        doors[i] = door_view(maker, &plan->doors[i], i);
        doors[i].day = date == last ? TEXT("") : plan_day_words(maker->request, date);
        last = date;
    }
    view->doors = doors;
    view->door_count = plan->door_count;
    return doors;
}

/* --------------------------------------------------------------------------------- gaps */

static void fill_wider(const ViewMaker *maker, const MatchGap *gap, GapView *view)
{
    const Network *network = network_of(maker->request);
    const uint32_t need = maker->page->situation.needs[gap->need].need;
    if (gap->wider.need == NONE) {
        return;
    }
    view->wider_note = wider_sentence(maker->arena, network, need, maker->request->language);
    view->wider = page_proposal(maker->request, network, &gap->wider);
    view->wider_count = gap->wider.hit_count;
}

static void fill_calls(const ViewMaker *maker, const MatchGap *gap, GapView *view)
{
    LinkView *calls = ARENA_ARRAY(maker->arena, LinkView, gap->call_count);
    for (size_t i = 0; i < gap->call_count; i++) {
        const Door *door = &maker->catalogue->doors[gap->call[i]];
        const Text number = catalogue_phone(maker->catalogue, door)->number;
        calls[i] = (LinkView){phrase(maker, &maker->catalogue->services[door->service].name),
                              page_phone_href(maker->arena, number), number};
        if (text_find(calls[i].name, number, 0) < calls[i].name.length) {
            calls[i].note = TEXT("");
        }
    }
    view->calls = calls;
    view->call_count = gap->call_count;
}

static void fill_gaps(const ViewMaker *maker, PlanView *view)
{
    const MatchPlan *plan = &maker->page->answer.best;
    GapView *gaps = ARENA_ARRAY(maker->arena, GapView, plan->gap_count);
    for (size_t i = 0; i < plan->gap_count; i++) {
        const MatchGap *gap = &plan->gaps[i];
        const Term *term = situation_term(maker, gap->need);
        LinkView *near = ARENA_ARRAY(maker->arena, LinkView, gap->fallen_count);
        for (size_t j = 0; j < gap->fallen_count; j++) {
            const Service *service = &maker->catalogue->services[gap->fallen[j].service];
            near[j] =
                (LinkView){phrase(maker, &service->name),
                           page_service_href(maker->request, service), gap->fallen[j].reason};
            if (gap->fallen[j].phone.length > 0) {
                near[j].note = text_format(maker->arena, "%.*s %.*s", TEXT_ARG(near[j].note),
                                           TEXT_ARG(gap->fallen[j].phone));
            }
        }
        gaps[i] = (GapView){.need = phrase(maker, &term->name),
                            .icon = page_icon(term),
                            .near = near,
                            .near_count = gap->fallen_count};
        fill_wider(maker, gap, &gaps[i]);
        fill_calls(maker, gap, &gaps[i]);
    }
    view->gaps = gaps;
    view->gap_count = plan->gap_count;
}

static void fill_questions(const ViewMaker *maker, PlanView *view)
{
    const MatchAnswer *answer = &maker->page->answer;
    const FactVocabulary *facts = network_of(maker->request)->facts;
    QuestionView *questions = ARENA_ARRAY(maker->arena, QuestionView, answer->question_count);
    for (size_t i = 0; i < answer->question_count; i++) {
        const Fact *fact = &facts->facts[answer->questions[i].fact];
        /* Questions of yes or no fit a tap; the others are asked at the desk. */
        if (fact->type == FACT_BOOLEAN && view->question_count < 3) {
            questions[view->question_count++] =
                (QuestionView){.fact = fact->key,
                               .text = answer->questions[i].text,
                               .improves = answer->questions[i].improves};
        }
    }
    view->questions = questions;
}

static void fill_chips(const ViewMaker *maker, PlanView *view)
{
    const Situation *situation = &maker->page->situation;
    LinkView *chips = ARENA_ARRAY(maker->arena, LinkView, situation->need_count);
    for (uint32_t i = 0; i < situation->need_count; i++) {
        const Term *term = situation_term(maker, i);
        chips[i] = (LinkView){.name = phrase(maker, &term->name), .note = page_icon(term)};
    }
    view->chips = chips;
    view->chip_count = situation->need_count;
}

/* -------------------------------------------------------------------------------- whole */

/* A door opens for somebody only where that is certain; all others are tried. */
static Text title_of(const ViewMaker *maker, const MatchPlan *plan)
{
    bool is_any_certain = false;
    for (size_t i = 0; i < plan->door_count; i++) {
        is_any_certain = is_any_certain || plan->doors[i].is_certain;
    }
    if (plan->door_count == 0) {
        return say(maker->language, SAY_PLAN_TITLE_NONE);
    }
    return say_count(maker->arena, maker->language,
                     is_any_certain ? SAY_PLAN_TITLE : SAY_PLAN_TITLE_MAYBE, plan->door_count);
}

/* Of a plan without a door there is nothing to praise. */
static Text proof_of(const ViewMaker *maker, const MatchPlan *plan)
{
    const Sentence best = plan->rests_on_presumed ? SAY_PLAN_PROVED_PRESUMED : SAY_PLAN_PROVED;
    return plan->door_count == 0
               ? TEXT("")
               : say(maker->language, plan->proof.optimal ? best : SAY_PLAN_UNPROVED);
}

static Outcome fill_links(const ViewMaker *maker, PlanView *view)
{
    const FieldList fields = plan_form_fields(maker->request, &maker->page->situation);
    Text query = {0};
    TRY(plan_address_seal(maker->request, &fields, &query));
    view->sealed = text_slice(query, 2, query.length);
    view->change_href = text_format(maker->arena, "%.*s?%.*s",
                                    TEXT_ARG(page_href(maker->request, "")), TEXT_ARG(query));
    view->code = maker->page->code;
    if (view->code.length > 0) {
        const Text path = text_format(maker->arena, "/plan/%.*s", TEXT_ARG(view->code));
        const Text link = request_link(maker->request, path);
        view->code_url = text_format(maker->arena, "%.*s%.*s", TEXT_ARG(maker->request->site),
                                     TEXT_ARG(link));
        view->paper_href = text_format(maker->arena, "%.*s/papier", TEXT_ARG(link));
        view->back_href = link;
    } else {
        view->paper_href =
            text_format(maker->arena, "%.*s?%.*s&papier=1",
                        TEXT_ARG(page_href(maker->request, "/plan")), TEXT_ARG(query));
        view->back_href =
            text_format(maker->arena, "%.*s?%.*s", TEXT_ARG(page_href(maker->request, "/plan")),
                        TEXT_ARG(query));
    }
    return OK;
}

/* Who can be called instead: the nearest door that welcomes anybody and has a number. */
static Outcome fill_talk(const ViewMaker *maker, PlanView *view)
{
    const Situation *situation = &maker->page->situation;
    const Network *network = network_of(maker->request);
    const SearchRequest asked = {
        .language = maker->language,
        .at = situation->at,
        .origin = situation->origin,
        .has_origin = situation->has_origin,
    };
    SearchProposal proposal = {0};
    TRY(search_propose(network->index, maker->arena, &asked, NONE, &proposal,
                       &maker->request->problem));
    const LinkView *links = page_proposal(maker->request, network, &proposal);
    for (size_t i = 0; i < proposal.hit_count && view->talk.name.length == 0; i++) {
        if (links[i].note.length > 0) {
            view->talk = links[i];
            view->talk_href = page_phone_href(maker->arena, links[i].note);
        }
    }
    return OK;
}

Outcome plan_view_write(Request *request, const PlanPage *page, bool as_paper)
{
    const ViewMaker maker = {request, page, network_of(request)->catalogue, request->language,
                             request->arena};
    PlanView *view = ARENA_NEW(request->arena, PlanView);
    view->layout.is_plain = as_paper;
    view->title = title_of(&maker, &page->answer.best);
    view->when = say_moment(request->arena, request->language, page->situation.at);
    view->place = phrase_in(&page->situation.place_name, request->language, NULL);
    view->keep_token = once_token(request->arena);
    view->proof = proof_of(&maker, &page->answer.best);
    view->certain = page->answer.has_certain && page->answer.certain.door_count > 0
                        ? say(request->language, SAY_PLAN_CERTAIN)
                        : TEXT("");
    DoorView *doors = fill_doors(&maker, view);
    if (as_paper) {
        plan_paper_share(request, doors, view);
    }
    fill_gaps(&maker, view);
    fill_questions(&maker, view);
    fill_chips(&maker, view);
    TRY(fill_links(&maker, view));
    TRY(fill_talk(&maker, view));
    if (view->code.length > 0) {
        TRY(plan_place_fill(request, &page->answer.best, doors, view));
    }
    plan_map_fill(request, page, view);
    /* The title of the window says nothing of the needs: somebody may look over a shoulder. */
    Html html = page_open(request, view->title, &view->layout);
    if (as_paper) {
        paper_page(&html, view);
    } else {
        plan_page(&html, view);
    }
    return OK;
}
