/* SPDX-License-Identifier: EUPL-1.2 */
/* Beside a door of the plan that a card, a ticket or a letter opens: giving it here, where a
 * convention lets this house, else by which rule it cannot be; and what was given. */
#include "access/gate_web.h"
#include "crypto/crypto.h"
#include "desk/reception_web.h"
#include "desk/sentences.h"
#include "entitlements/condition.h"
#include "entitlements/ticket.h"
#include "entitlements/ticket_words_web.h"
#include "matching/page_web.h"
#include "matching/sentences.h"
#include "words/sentences.h"

/* What the doors are looked at with. */
typedef struct Giving {
    Request *request;
    const DeskGiver *giver;
    ConventionList conventions; /* by which this house may prescribe today */
    const json_t *facts;
    DeskPersonView *view;
} Giving;

/* ----------------------------------------------------------------------------- which doors */

static const Service *service_of(const Request *request, const MatchDoor *door)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    return &catalogue->services[catalogue->doors[door->door].service];
}

/* The door asks for what the service of the convention gives. */
static bool is_asked_for(const Request *request, const MatchDoor *door, Text service)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    bool is_asked =
        door->givers.count > 0 && text_equal(service_of(request, door)->key, service);
    for (size_t i = 0; i < door->givers.count; i++) {
        is_asked =
            is_asked || text_equal(catalogue->services[door->givers.items[i]].key, service);
    }
    return is_asked;
}

/* The door would ask for it, had it not been given. */
static bool is_opened_by(const Request *request, const MatchDoor *door, Text key)
{
    const Service *service = service_of(request, door);
    const Catalogue *catalogue = network_of(request)->catalogue;
    for (size_t i = 0; i < service->access_count; i++) {
        const IndexSpan by = service->access[i].by;
        for (size_t j = 0; j < by.count; j++) {
            if (text_equal(service->key, key) ||
                text_equal(catalogue->services[by.items[j]].key, key)) {
                return true;
            }
        }
    }
    return false;
}

static Outcome read_conventions(Request *request, ConventionList *held)
{
    ConventionList all = {0};
    const Date today = moment_to_local(request->now).date;
    TRY(convention_list(access_of(request), &all));
    for (size_t i = 0; i < all.count; i++) {
        const Convention *convention = &all.items[i];
        if (convention->service.length > 0 && convention_holds_on(convention, today) &&
            convention_prescribes(convention, access_of(request)->caller.house)) {
            LIST_APPEND(request->arena, held, *convention);
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------ what was given
 */

static Text day_say(const Request *request, Date day)
{
    return say_with(request->arena, request->language, SAY_DESK_GIVE_HELD, "day",
                    last_day_say(request->arena, request->language, day));
}

static Outcome fill_ticket(Request *request, const PlanHolding *holding, GiveView *give)
{
    TicketList tickets = {0};
    TRY(ticket_list(access_of(request), holding->entitlement.id, &tickets));
    for (size_t i = 0; i < tickets.count; i++) {
        TicketPaper paper = {0};
        const Ticket *ticket = &tickets.items[i];
        if (ticket->blocked != 0 ||
            (ticket->worth > 0 && ticket->last.reach >= ticket->worth)) {
            continue;
        }
        TRY(ticket_paper(access_of(request), ticket->id, &paper));
        give->code = paper.code;
        give->paper_href =
            request_link(request, text_format(request->arena, "/billets/%.*s/papier",
                                              TEXT_ARG(id_format(request->arena, ticket->id))));
        return OK;
    }
    return OK;
}

static Outcome fill_held(const Giving *giving, const MatchDoor *door, GiveView *give)
{
    const PlanHoldingList *held = &giving->giver->held;
    for (size_t i = 0; i < held->count; i++) {
        const PlanHolding *holding = &held->items[i];
        if (is_opened_by(giving->request, door, holding->convention.service)) {
            give->name = phrase_in(&holding->convention.name, giving->request->language, NULL);
            give->held = day_say(giving->request, holding->entitlement.valid_until);
            return fill_ticket(giving->request, holding, give);
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------ what may be */

/* "... Règle : Repas chaud (2:168)." */
static Text with_rule(const Request *request, Text because, const Convention *convention)
{
    return text_format(request->arena, "%.*s %.*s%.*s%.*s (%.*s).", TEXT_ARG(because),
                       TEXT_ARG(say(request->language, SAY_DESK_GIVE_RULE)),
                       TEXT_ARG(say(request->language, SAY_COLON)), TEXT_ARG(convention->key),
                       TEXT_ARG(convention->source));
}

static bool is_asked_already(const DeskPersonView *view, Text fact)
{
    for (size_t i = 0; i < view->question_count; i++) {
        if (text_equal(view->questions[i].fact, fact)) {
            return true;
        }
    }
    return false;
}

/* What the convention asks is asked with the questions of the plan. */
static void add_question(const Giving *giving, const ConditionMissing *missing)
{
    DeskPersonView *view = giving->view;
    if (is_asked_already(view, missing->fact) || !missing->is_yes_no) {
        return;
    }
    QuestionView *questions =
        ARENA_ARRAY(giving->request->arena, QuestionView, view->question_count + 1);
    for (size_t i = 0; i < view->question_count; i++) {
        questions[i] = view->questions[i];
    }
    questions[view->question_count++] =
        (QuestionView){.fact = missing->fact, .text = missing->question};
    view->questions = questions;
}

static void ask_first(const Giving *giving, const ConditionVerdict *verdict, GiveView *give)
{
    const Request *request = giving->request;
    Text questions[MISSING_MOST];
    for (size_t i = 0; i < verdict->missing_count; i++) {
        questions[i] = verdict->missing[i].question;
        add_question(giving, &verdict->missing[i]);
    }
    give->why_not =
        say_with(request->arena, request->language, SAY_DESK_GIVE_ASKS, "question",
                 text_join(request->arena, questions, verdict->missing_count, TEXT(" ")));
}

/* A new identifier each time the page is shown: a form that is sent twice grants once. */
static Outcome fill_button(const Giving *giving, const Convention *convention, GiveView *give)
{
    Entitlement would = {0};
    Request *request = giving->request;
    const GrantOrder order = {.convention = convention->key,
                              .person = giving->giver->person,
                              .quantity = 1,
                              .facts = giving->facts,
                              .language = request->language};
    const Outcome outcome = entitlement_check(access_of(request), &order, &would);
    if (outcome == OK) {
        const Id id = id_new(request->now * 1000);
        give->value = text_format(request->arena, "%.*s %.*s", TEXT_ARG(convention->key),
                                  TEXT_ARG(id_format(request->arena, id)));
        giving->view->give_count++;
        return OK;
    }
    const Text words = grant_refusal_say(request, outcome);
    if (words.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    give->why_not = with_rule(request, words, convention);
    return OK;
}

static Outcome fill_offer(const Giving *giving, const Convention *convention, GiveView *give)
{
    ConditionRule rule = {0};
    ConditionVerdict verdict = {0};
    Request *request = giving->request;
    TRY(condition_rule(access_of(request), convention, moment_to_local(request->now).date,
                       &rule));
    TRY(CONDITION_JUDGE.judge(request->arena, &rule, giving->facts, request->language, &verdict,
                              &request->problem));
    if (id_is_nil(giving->giver->person)) {
        give->why_not = say(request->language, SAY_DESK_GIVE_NO_FILE);
        return OK;
    }
    give->href = request_link(
        request, text_format(request->arena, "/p/%.*s/billets?convention=%.*s",
                             TEXT_ARG(id_format(request->arena, giving->giver->person)),
                             TEXT_ARG(convention->key)));
    if (verdict.answer == ELIGIBLE_NO) {
        give->why_not = with_rule(request,
                                  say_with(request->arena, request->language, SAY_DESK_GIVE_NOT,
                                           "because", verdict.because),
                                  convention);
        return OK;
    }
    if (verdict.answer == ELIGIBLE_UNKNOWN) {
        ask_first(giving, &verdict, give);
        return OK;
    }
    if (convention->unit == UNIT_CENT && convention->worth == 0) {
        give->why_not = say(request->language, SAY_DESK_GIVE_SUM);
        return OK;
    }
    return fill_button(giving, convention, give);
}

static Outcome fill_one(const Giving *giving, const MatchDoor *door, GiveView *give)
{
    for (size_t i = 0; i < giving->conventions.count && give->name.length == 0; i++) {
        const Convention *convention = &giving->conventions.items[i];
        if (is_asked_for(giving->request, door, convention->service)) {
            give->name = phrase_in(&convention->name, giving->request->language, NULL);
            TRY(fill_offer(giving, convention, give));
        }
    }
    return give->name.length > 0 ? OK : fill_held(giving, door, give);
}

Outcome desk_give_fill(Request *request, const Situation *situation, const MatchPlan *plan,
                       const DeskGiver *giver, DeskPersonView *view)
{
    json_t *known SCOPED(json_close) = NULL;
    Giving giving = {.request = request, .giver = giver, .view = view};
    GiveView *gives = ARENA_ARRAY(request->arena, GiveView, plan->door_count);
    view->gives = gives;
    if (!permission_holds(access_of(request)->caller.permissions, MAY_GRANT)) {
        return OK;
    }
    TRY(desk_known_facts(request, situation, &known));
    giving.facts = json_object_get(known, "facts");
    TRY(read_conventions(request, &giving.conventions));
    for (size_t i = 0; i < plan->door_count; i++) {
        TRY(fill_one(&giving, &plan->doors[i], &gives[i]));
    }
    return OK;
}

/* --------------------------------------------------------------------------------- giving */

/* "KEY ID", as the page wrote it. */
static Outcome read_one(Request *request, Text given, GrantOrder *order)
{
    const size_t space = text_find_byte(given, ' ', 0);
    order->convention = text_slice(given, 0, space);
    return space < given.length &&
                   id_parse(text_slice(given, space + 1, given.length), &order->id)
               ? OK
               : REQUEST_INVALID(request, "body", "donner",
                                 "a convention and an identifier are expected");
}

Outcome desk_grants_read(Request *request, const char *field, const DeskGiver *giver,
                         const json_t *facts, PlanKeepOrder *order)
{
    size_t at = 0;
    Text given = {0};
    GrantOrder *grants = ARENA_ARRAY(request->arena, GrantOrder, PLAN_KEEP_MOST_GRANTS);
    while (order->grant_count < PLAN_KEEP_MOST_GRANTS &&
           field_next(&request->form, field, &at, &given)) {
        GrantOrder *grant = &grants[order->grant_count];
        *grant = (GrantOrder){.person = giver->person,
                              .quantity = 1,
                              .facts = facts,
                              .language = request->language};
        TRY(read_one(request, given, grant));
        order->grant_count++;
    }
    order->grants = grants;
    return OK;
}

Outcome desk_give(Request *request, const Situation *situation, const DeskGiver *giver,
                  PlanKept *kept)
{
    PlanKeepOrder order = {0};
    json_t *known SCOPED(json_close) = NULL;
    TRY(desk_known_facts(request, situation, &known));
    TRY(desk_grants_read(request, "remettre", giver, json_object_get(known, "facts"), &order));
    return plan_keep(access_of(request), &order, kept);
}
