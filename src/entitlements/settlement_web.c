/* SPDX-License-Identifier: EUPL-1.2 */
/* Settlements between who accepts tickets and who pays them (/decomptes). */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/redemption.h"
#include "entitlements/sentences.h"
#include "entitlements/settlement_json.h"
#include "entitlements/settlement_views_web.h"
#include "entitlements/ticket_words_web.h"
#include "people/secrecy_edge_web.h"
#include "words/sentences.h"

enum { MONTHS_BACK = 12 };

static const Sentence state_words[SETTLEMENT_STATE_COUNT] = {
    [SETTLEMENT_STATED] = SAY_SETTLEMENT_STATED,
    [SETTLEMENT_AGREED] = SAY_SETTLEMENT_AGREED,
    [SETTLEMENT_DISPUTED] = SAY_SETTLEMENT_DISPUTED,
    [SETTLEMENT_WITHDRAWN] = SAY_SETTLEMENT_WITHDRAWN,
    [SETTLEMENT_INVOICED] = SAY_SETTLEMENT_INVOICED,
    [SETTLEMENT_PAID] = SAY_SETTLEMENT_PAID,
};

static const char *const tones[SETTLEMENT_STATE_COUNT] = {
    [SETTLEMENT_STATED] = "wait",     [SETTLEMENT_AGREED] = "open",
    [SETTLEMENT_DISPUTED] = "closed", [SETTLEMENT_WITHDRAWN] = "closed",
    [SETTLEMENT_INVOICED] = "wait",   [SETTLEMENT_PAID] = "open",
};

static Text total_say(const Request *request, int64_t cents)
{
    return cents == PRICE_UNKNOWN ? say(request->language, SAY_SETTLEMENT_NO_PRICE)
                                  : euros_say(request->arena, request->language, cents);
}

static Text name_say(Request *request, const Convention *convention, Text paid)
{
    return text_format(request->arena, "%.*s · %.*s",
                       TEXT_ARG(phrase_in(&convention->name, request->language, NULL)),
                       TEXT_ARG(paid));
}

/* Who is paid: a house, or a supplier outside the network. */
static Text paid_say(Request *request, const Settlement *one)
{
    return one->supplier.length == 0 ? house_say(request, one->house) : one->supplier_name;
}

static Text one_path(const Request *request, Id id, const char *rest)
{
    return text_format(request->arena, "/decomptes/%.*s%s",
                       TEXT_ARG(id_format(request->arena, id)), rest);
}

/* -------------------------------------------------------------------------------- the list */

static const Convention *find(const ConventionList *list, Id id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (id_equal(list->items[i].id, id)) {
            return &list->items[i];
        }
    }
    return NULL;
}

static void fill_rows(Request *request, const ConventionList *conventions,
                      const SettlementList *list, SettlementsView *view)
{
    SettlementRow *rows = ARENA_ARRAY(request->arena, SettlementRow, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const Settlement *one = &list->items[i];
        const Convention *convention = find(conventions, one->convention);
        rows[i] = (SettlementRow){
            .href = request_link(request, one_path(request, one->id, "")),
            .name = convention == NULL ? paid_say(request, one)
                                       : name_say(request, convention, paid_say(request, one)),
            .month = say_month(request->arena, request->language, one->month),
            .state = say(request->language, state_words[one->state]),
            .tone = text_from(tones[one->state]),
            .uses = text_format(request->arena, "%lld", (long long)one->uses),
            .total = total_say(request, one->total),
        };
    }
    view->rows = rows;
    view->row_count = list->count;
}

typedef LIST_OF(SettlementChoice) SettlementChoiceList;

/* "KEY HOUSE SUPPLIER" */
static void add_choice(Request *request, const Convention *convention, Id house,
                       const Supplier *supplier, SettlementChoiceList *choices)
{
    const Text number = supplier == NULL ? TEXT("") : supplier->enterprise;
    const Text paid = supplier == NULL ? house_say(request, house) : supplier->name;
    const Text value = text_format(request->arena, "%.*s %.*s%s%.*s", TEXT_ARG(convention->key),
                                   TEXT_ARG(id_format(request->arena, house)),
                                   number.length > 0 ? " " : "", TEXT_ARG(number));
    const SettlementChoice choice = {value, name_say(request, convention, paid),
                                     text_equal(value, request_form(request, "what"))};
    LIST_APPEND(request->arena, choices, choice);
}

/* A house that accepts is one choice; who pays may state for each that accepts, and for each
 * supplier. */
static void fill_choices(Request *request, const ConventionList *list, SettlementsView *view)
{
    SettlementChoiceList choices = {0};
    const Id own = access_of(request)->caller.house;
    for (size_t i = 0; i < list->count; i++) {
        const Convention *convention = &list->items[i];
        for (size_t j = 0; j < convention->acceptor_count; j++) {
            const Id house = convention->acceptors[j];
            const bool is_mine = id_equal(house, own) != id_equal(convention->payer, own);
            if (is_mine && !id_equal(house, convention->payer)) {
                add_choice(request, convention, house, NULL, &choices);
            }
        }
        for (size_t j = 0; ticket_asks_supplier(access_of(request), convention) &&
                           j < convention->supplier_count;
             j++) {
            add_choice(request, convention, own, &convention->suppliers[j], &choices);
        }
    }
    view->choices = choices.items;
    view->choice_count = choices.count;
}

/* The months that are over, the last one first. */
static void fill_months(const Request *request, SettlementsView *view)
{
    SettlementChoice *months = ARENA_ARRAY(request->arena, SettlementChoice, MONTHS_BACK);
    Date day = moment_to_local(request->now).date;
    for (int i = 0; i < MONTHS_BACK; i++) {
        day -= date_to_civil(day).day;
        const Text month = settlement_month_format(request->arena, day);
        months[i] = (SettlementChoice){month, say_month(request->arena, request->language, day),
                                       text_equal(month, request_form(request, "month"))};
    }
    view->months = months;
    view->month_count = MONTHS_BACK;
}

static Outcome write_all(Request *request, SettlementsView *view)
{
    Html html = {0};
    SettlementList list = {0};
    ConventionList conventions = {0};
    TRY(settlement_list(access_of(request), &list));
    TRY(convention_list(access_of(request), &conventions));
    fill_rows(request, &conventions, &list, view);
    fill_choices(request, &conventions, view);
    fill_months(request, view);
    TRY(frame_open(request, say(request->language, SAY_SETTLEMENT_TITLE), &view->frame, &html));
    settlements_page(&html, view);
    return OK;
}

static Outcome show_all(Request *request)
{
    SettlementsView view = {0};
    return write_all(request, &view);
}

static Outcome draw(Request *request)
{
    Id made = {{0}};
    Text rest = request_form(request, "what");
    SettlementOrder order = {.month = request_form(request, "month")};
    SettlementsView view = {0};
    (void)text_next(&rest, ' ', &order.convention);
    (void)text_next(&rest, ' ', &order.house);
    order.supplier = rest;
    const Outcome outcome = settlement_draw(access_of(request), &order, &made);
    if (outcome == CONFLICT || outcome == INVALID) {
        const bool is_second = text_equal(request->problem.field, TEXT("supplier"));
        view.problem = say(request->language, outcome == INVALID ? SAY_SETTLEMENT_WRONG
                                              : is_second        ? SAY_SETTLEMENT_ONCE
                                                                 : SAY_SETTLEMENT_NOTHING);
        request->problem = (Problem){.arena = request->arena};
        request->response.status = outcome == INVALID ? 422 : 409;
        return write_all(request, &view);
    }
    TRY(outcome);
    return response_redirect(request, one_path(request, made, ""));
}

/* ----------------------------------------------------------------------------------- one */

static Text amount_say(const Request *request, TicketUnit unit, int64_t amount)
{
    return unit == UNIT_CENT ? euros_say(request->arena, request->language, amount)
                             : text_format(request->arena, "%lld", (long long)amount);
}

static void fill_lines(const Request *request, const SettlementFile *file, SettlementView *view)
{
    const size_t count = file->lines.count;
    SettlementLineRow *lines = ARENA_ARRAY(request->arena, SettlementLineRow, count);
    for (size_t i = 0; i < count; i++) {
        const SettlementLine *line = &file->lines.items[i];
        lines[i] = (SettlementLineRow){
            say_moment(request->arena, request->language, line->at), line->code,
            amount_say(request, file->settlement.unit, line->amount)};
    }
    view->lines = lines;
    view->line_count = count;
}

static void fill_events(Request *request, const SettlementFile *file, SettlementView *view)
{
    const size_t count = file->events.count;
    Text *events = ARENA_ARRAY(request->arena, Text, count);
    for (size_t i = 0; i < count; i++) {
        const SettlementEvent *event = &file->events.items[i];
        const Text reason = event->reason.length == 0
                                ? TEXT("")
                                : text_format(request->arena, "%.*s%.*s",
                                              TEXT_ARG(say(request->language, SAY_COLON)),
                                              TEXT_ARG(event->reason));
        events[i] =
            text_format(request->arena, "%.*s · %.*s · %.*s%.*s",
                        TEXT_ARG(say_moment(request->arena, request->language, event->at)),
                        TEXT_ARG(say(request->language, state_words[event->state])),
                        TEXT_ARG(house_say(request, event->house)), TEXT_ARG(reason));
    }
    view->events = events;
    view->event_count = count;
}

static void fill_invoice(const Request *request, const Settlement *one, SettlementView *view)
{
    const Date today = moment_to_local(request->now).date;
    const Text due = request_form(request, "due");
    view->due_hint =
        due.length > 0 ? due : date_format(request->arena, today + SETTLEMENT_DUE_DAYS);
    view->invoice = one->invoice;
    view->enterprise = one->enterprise;
    view->account = one->account;
    view->reference = one->reference;
    view->due = one->due == 0 ? TEXT("") : say_day(request->arena, request->language, one->due);
}

static void fill_acts(const Request *request, const Settlement *one, SettlementView *view)
{
    const Caller *own = &access_of(request)->caller;
    view->awaits_another = one->supplier.length > 0 && one->state == SETTLEMENT_STATED &&
                           id_equal(one->stated_account, own->account);
    view->may_agree = settlement_allows(one, SETTLEMENT_AGREE, own);
    view->may_dispute = settlement_allows(one, SETTLEMENT_DISPUTE, own);
    view->may_withdraw = settlement_allows(one, SETTLEMENT_WITHDRAW, own);
    view->may_invoice = settlement_allows(one, SETTLEMENT_INVOICE, own);
    view->may_pay = settlement_allows(one, SETTLEMENT_PAY, own);
}

static Outcome write_one(Request *request, Id id, SettlementView *view)
{
    Html html = {0};
    SettlementFile file = {0};
    const Settlement *one = &file.settlement;
    TRY(settlement_read(access_of(request), id, &file));
    view->name = phrase_in(&file.convention.name, request->language, NULL);
    view->month = say_month(request->arena, request->language, one->month);
    view->house = one->supplier.length == 0
                      ? house_say(request, one->house)
                      : text_format(request->arena, "%.*s · %.*s", TEXT_ARG(one->supplier_name),
                                    TEXT_ARG(one->supplier));
    view->typed_enterprise =
        view->typed_enterprise.length > 0 ? view->typed_enterprise : one->supplier;
    view->payer = house_say(request, one->payer);
    view->state = say(request->language, state_words[one->state]);
    view->tone = text_from(tones[one->state]);
    view->uses = text_format(request->arena, "%lld", (long long)one->uses);
    view->price = one->unit == UNIT_CENT ? say(request->language, SAY_SETTLEMENT_BY_SUM)
                                         : total_say(request, one->price);
    view->total = total_say(request, one->total);
    view->action = request_link(request, one_path(request, id, "/acte"));
    view->csv_href = request_link(request, one_path(request, id, "/lignes.csv"));
    view->back_href = request_link(request, TEXT("/decomptes"));
    fill_invoice(request, one, view);
    fill_acts(request, one, view);
    fill_events(request, &file, view);
    fill_lines(request, &file, view);
    TRY(frame_open(request, say(request->language, SAY_SETTLEMENT_ONE), &view->frame, &html));
    settlement_page(&html, view);
    return OK;
}

static Outcome show_one(Request *request)
{
    Id id = {{0}};
    SettlementView view = {0};
    TRY(path_id(request, "id", &id));
    return write_one(request, id, &view);
}

/* What is wrong in the form, by its field; what has none is of the act or of the state. */
static void tell_wrong(Request *request, Outcome outcome, SettlementView *view)
{
    static const char *const fields[] = {"enterprise", "account", "invoice", "due", "reason"};
    static const Sentence sentences[LENGTH_OF(fields)] = {
        SAY_SETTLEMENT_WRONG_ENTERPRISE, SAY_SETTLEMENT_WRONG_ACCOUNT,
        SAY_SETTLEMENT_WRONG_NUMBER, SAY_SETTLEMENT_WRONG_DUE, SAY_SETTLEMENT_WRONG_REASON};
    size_t at = 0;
    view->problem = say(request->language, SAY_SETTLEMENT_WRONG);
    if (text_among(request->problem.field, fields, LENGTH_OF(fields), &at)) {
        view->problem = say(request->language, sentences[at]);
        view->wrong = text_from(fields[at]);
    }
    view->typed_reason = request_form(request, "reason");
    view->typed_invoice = request_form(request, "invoice");
    view->typed_enterprise = request_form(request, "enterprise");
    view->typed_account = request_form(request, "account");
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == INVALID ? 422 : 409;
}

static Outcome act(Request *request)
{
    Id id = {{0}};
    SettlementView view = {0};
    SettlementDeed deed = {
        .reason = request_form(request, "reason"),
        .invoice = request_form(request, "invoice"),
        .enterprise = request_form(request, "enterprise"),
        .account = request_form(request, "account"),
        .due = request_form(request, "due"),
    };
    TRY(path_id(request, "id", &id));
    if (!settlement_act_parse(request_form(request, "act"), &deed.act)) {
        return REQUEST_INVALID(request, "body", "act", "one of the choices is expected");
    }
    const Outcome outcome = settlement_act(access_of(request), id, &deed);
    if (outcome == INVALID || outcome == CONFLICT) {
        tell_wrong(request, outcome, &view);
        return write_one(request, id, &view);
    }
    TRY(outcome);
    return response_redirect(request, one_path(request, id, ""));
}

static Outcome show_csv(Request *request)
{
    Id id = {{0}};
    SettlementFile file = {0};
    TRY(path_id(request, "id", &id));
    TRY(settlement_read(access_of(request), id, &file));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(request, "Content-Disposition",
                    TEXT("attachment; filename=\"settlement.csv\""));
    settlement_write_csv(request->arena, &file, out);
    return OK;
}

static const Route routes[] = {
    {GET,  "/decomptes",                 MAY_SETTLE, show_all, FRESH},
    {POST, "/decomptes",                 MAY_SETTLE, draw,     FRESH},
    {GET,  "/decomptes/{id}",            MAY_SETTLE, show_one, FRESH},
    {POST, "/decomptes/{id}/acte",       MAY_SETTLE, act,      FRESH},
    {GET,  "/decomptes/{id}/lignes.csv", MAY_SETTLE, show_csv, FRESH},
};

const RouteTable SETTLEMENT_ROUTES = {routes, LENGTH_OF(routes)};
