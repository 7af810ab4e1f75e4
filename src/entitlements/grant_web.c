/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person was granted, and granting it (/p/ID/billets). */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "crypto/crypto.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/sentences.h"
#include "entitlements/ticket_views_web.h"
#include "entitlements/ticket_words_web.h"
#include "people/facts_form_web.h"
#include "people/person_web.h"
#include "words/sentences.h"

/* What the form of a grant held: to be shown again where it is refused. */
typedef struct GrantForm {
    Text convention;
    Text quantity;
    Text worth;
    Text problem;
} GrantForm;

/* --------------------------------------------------------------------------- what was given */

static TicketRow ticket_view(const Request *request, const Ticket *ticket)
{
    Arena *arena = request->arena;
    const Text id = id_format(arena, ticket->id);
    TicketRow row = {
        .id = id,
        .name = say_with(arena, request->language, SAY_TICKET_NUMBER, "n",
                         text_format(arena, "%lld", (long long)ticket->number)),
        .state = say(request->language, SAY_TICKET_VALID),
        .tone = TEXT("open"),
    };
    if (ticket->blocked != 0) {
        row.state = ticket_block_words(request, ticket->blocked_for);
        row.tone = TEXT("closed");
        return row;
    }
    if (ticket->worth > 0 && ticket->last.reach >= ticket->worth) {
        row.state = say(request->language, SAY_TICKET_USED);
        row.tone = TEXT("closed");
        return row;
    }
    row.paper_href =
        request_link(request, text_format(arena, "/billets/%.*s/papier", TEXT_ARG(id)));
    row.hand_href =
        request_link(request, text_format(arena, "/billets/%.*s/remettre", TEXT_ARG(id)));
    row.block_href =
        request_link(request, text_format(arena, "/billets/%.*s/bloquer", TEXT_ARG(id)));
    return row;
}

static void fill_tickets(const Request *request, const TicketList *tickets, GrantRow *row)
{
    TicketRow *rows = ARENA_ARRAY(request->arena, TicketRow, tickets->count);
    for (size_t i = 0; i < tickets->count; i++) {
        rows[i] = ticket_view(request, &tickets->items[i]);
    }
    row->tickets = rows;
    row->ticket_count = tickets->count;
}

/* By which convention, source and condition it was given. */
static Text rule_say(const Request *request, const EntitlementFile *file)
{
    const Text condition = file->entitlement.rule.length == 0
                               ? say(request->language, SAY_GRANT_ANYBODY)
                               : file->entitlement.rule;
    return text_format(request->arena, "%.*s (%.*s)%.*s%.*s", TEXT_ARG(file->convention.key),
                       TEXT_ARG(file->convention.source),
                       TEXT_ARG(say(request->language, SAY_COLON)), TEXT_ARG(condition));
}

static void fill_acts(const Request *request, const Entitlement *entitlement, GrantRow *row)
{
    const Caller *caller = &access_of(request)->caller;
    row->may_decide = entitlement->state == GRANT_SUBMITTED &&
                      permission_holds(caller->permissions, MAY_APPROVE_GRANT) &&
                      !id_equal(caller->account, entitlement->account);
    row->may_suspend = entitlement->state == GRANT_GRANTED;
    row->may_resume = entitlement->state == GRANT_SUSPENDED;
    row->may_revoke = row->may_suspend || row->may_resume;
}

static Outcome fill_row(Request *request, const Entitlement *entitlement, GrantRow *row)
{
    EntitlementFile file = {0};
    TicketList tickets = {0};
    TRY(entitlement_read(access_of(request), entitlement->id, &file));
    TRY(ticket_list(access_of(request), entitlement->id, &tickets));
    Text *ceilings = ARENA_ARRAY(request->arena, Text, file.ceilings.count);
    for (size_t i = 0; i < file.ceilings.count; i++) {
        ceilings[i] = ceiling_line_say(request, &file.ceilings.items[i]);
    }
    const Text worth = ticket_worth_say(request, file.convention.unit, entitlement->worth);
    *row = (GrantRow){
        .id = id_format(request->arena, entitlement->id),
        .name = phrase_in(&file.convention.name, request->language, NULL),
        .state = grant_state_words(request, entitlement->state),
        .tone = text_from(grant_state_tone(entitlement->state)),
        .what = text_format(
            request->arena, "%lld × %.*s · %.*s %.*s %d", (long long)entitlement->quantity,
            TEXT_ARG(worth), TEXT_ARG(say(request->language, SAY_TICKET_UNTIL)),
            TEXT_ARG(say_day(request->arena, request->language, entitlement->valid_until)),
            date_to_civil(entitlement->valid_until).year),
        .rule = rule_say(request, &file),
        .ceilings = ceilings,
        .ceiling_count = file.ceilings.count,
    };
    fill_tickets(request, &tickets, row);
    fill_acts(request, entitlement, row);
    return OK;
}

static Outcome fill_rows(Request *request, Id person, GrantsView *view)
{
    EntitlementList list = {0};
    TRY(entitlement_list(access_of(request), person, &list));
    GrantRow *rows = ARENA_ARRAY(request->arena, GrantRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        TRY(fill_row(request, &list.items[i], &rows[i]));
    }
    view->rows = rows;
    view->row_count = list.count;
    return OK;
}

/* ---------------------------------------------------------------------------- what to give */

static void fill_questions(const Request *request, const ConditionVerdict *verdict,
                           GrantsView *view)
{
    GrantQuestion *questions =
        ARENA_ARRAY(request->arena, GrantQuestion, verdict->missing_count);
    for (size_t i = 0; i < verdict->missing_count; i++) {
        const ConditionMissing *missing = &verdict->missing[i];
        questions[i] = (GrantQuestion){
            .fact = missing->fact,
            .question = missing->question,
            .is_yes_no = missing->is_yes_no,
            .answer = request_form(request, text_to_c(request->arena, missing->fact)),
        };
    }
    view->questions = questions;
    view->question_count = verdict->missing_count;
}

/* All that its condition speaks of is asked, since nothing of it is kept. */
static Outcome fill_chosen(Request *request, const Convention *convention, GrantsView *view)
{
    ConditionRule rule = {0};
    ConditionVerdict verdict = {0};
    TRY(condition_rule(access_of(request), convention, moment_to_local(request->now).date,
                       &rule));
    TRY(CONDITION_JUDGE.judge(request->arena, &rule, NULL, request->language, &verdict,
                              &request->problem));
    view->chosen = convention->key;
    view->chosen_name = phrase_in(&convention->name, request->language, NULL);
    view->chosen_doubt = phrase_in(&convention->doubt, request->language, NULL);
    view->chosen_rule = condition_rule_text(request->arena, &rule);
    view->asks_worth = convention->unit == UNIT_CENT && convention->worth == 0;
    fill_questions(request, &verdict, view);
    return OK;
}

static Outcome fill_choices(Request *request, Text chosen, GrantsView *view)
{
    ConventionList list = {0};
    const Access *access = access_of(request);
    TRY(convention_list(access_of(request), &list));
    ConventionChoice *choices = ARENA_ARRAY(request->arena, ConventionChoice, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const Convention *convention = &list.items[i];
        if (!convention_prescribes(convention, access->caller.house) ||
            !convention_holds_on(convention, moment_to_local(request->now).date)) {
            continue;
        }
        const bool is_current = text_equal(convention->key, chosen);
        choices[view->convention_count++] = (ConventionChoice){
            convention->key, phrase_in(&convention->name, request->language, NULL),
            text_format(request->arena, "%.*s?convention=%.*s", TEXT_ARG(view->action),
                        TEXT_ARG(convention->key)),
            is_current};
        if (is_current) {
            TRY(fill_chosen(request, convention, view));
        }
    }
    view->conventions = choices;
    return OK;
}

static Outcome write_page(Request *request, Id person, const GrantForm *form)
{
    Html html = {0};
    GrantsView *view = ARENA_NEW(request->arena, GrantsView);
    view->href = person_page_href(request, person);
    view->action = text_format(request->arena, "%.*s/billets", TEXT_ARG(view->href));
    view->id = id_format(request->arena, id_new(request->now * 1000));
    view->quantity = form->quantity.length > 0 ? form->quantity : TEXT("1");
    view->worth = form->worth;
    view->problem = form->problem;
    TRY(fill_rows(request, person, view));
    TRY(fill_choices(request, form->convention, view));
    TRY(frame_open(request, say(request->language, SAY_GRANT_TITLE), &view->frame, &html));
    grants_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    Id person = {{0}};
    const GrantForm form = {.convention = request_query(request, "convention")};
    TRY(person_of_path(request, &person));
    return write_page(request, person, &form);
}

/* -------------------------------------------------------------------------------- granting */

static Outcome read_order(Request *request, GrantOrder *order)
{
    const Text worth = request_form(request, "worth");
    order->convention = request_form(request, "convention");
    order->language = request->language;
    if (!id_parse(request_form(request, "id"), &order->id)) {
        return REQUEST_INVALID(request, "body", "id", "an identifier is expected");
    }
    if (!text_to_integer(request_form(request, "quantity"), &order->quantity)) {
        return REQUEST_INVALID(request, "body", "quantity", "a whole number is expected");
    }
    return worth.length == 0 || euros_parse(worth, &order->worth)
               ? OK
               : REQUEST_INVALID(request, "body", "worth", "a sum is expected: 12,50");
}

/* The handler's answer after a refusal: nothing of the act may be kept, so the outcome goes on
 * to whoever undoes it unless every check came before the first write. */
static Outcome tell_refusal(Request *request, Id person, Outcome outcome)
{
    GrantForm form = {
        .convention = request_form(request, "convention"),
        .quantity = request_form(request, "quantity"),
        .worth = request_form(request, "worth"),
        .problem = grant_refusal_say(request, outcome),
    };
    if (form.problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : outcome == REFUSED ? 403 : 422;
    return write_page(request, person, &form);
}

static Outcome ask(Request *request)
{
    Id person = {{0}};
    GrantOrder order = {0};
    Entitlement made = {0};
    json_t *facts SCOPED(json_close) = json_object();
    TRY(person_of_path(request, &person));
    order.person = person;
    facts_of_form(request, facts);
    order.facts = facts;
    Outcome outcome = read_order(request, &order);
    if (outcome == OK) {
        outcome = entitlement_ask(access_of(request), &order, &made);
    }
    return outcome == OK
               ? response_redirect(request, person_page_path(request, person, "/billets"))
               : tell_refusal(request, person, outcome);
}

static Outcome act(Request *request)
{
    Id person = {{0}};
    GrantAct wanted = GRANT_ACCEPT;
    const Id id = person_form_id(request, "entitlement");
    TRY(person_of_path(request, &person));
    if (!grant_act_parse(request_form(request, "act"), &wanted)) {
        return REQUEST_INVALID(request, "body", "act", "one of the choices is expected");
    }
    const Outcome outcome = entitlement_act(access_of(request), id, wanted);
    return outcome == OK
               ? response_redirect(request, person_page_path(request, person, "/billets"))
               : tell_refusal(request, person, outcome);
}

static const Route routes[] = {
    {GET,  "/p/{id}/billets",       MAY_GRANT, show, FRESH},
    {POST, "/p/{id}/billets",       MAY_GRANT, ask,  FRESH},
    {POST, "/p/{id}/billets/geste", MAY_GRANT, act,  FRESH},
};

const RouteTable GRANT_ROUTES = {routes, LENGTH_OF(routes)};
