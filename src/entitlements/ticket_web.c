/* SPDX-License-Identifier: EUPL-1.2 */
/* The terminal of those who accept tickets, and the paper of those who give them (/billets). */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/sentences.h"
#include "entitlements/ticket_sheet_web.h"
#include "entitlements/ticket_views_web.h"
#include "entitlements/ticket_words_web.h"
#include "http/asset.h"
#include "people/person_web.h"
#include "people/secrecy_edge_web.h"

static Text day_say(const Request *request, Date day)
{
    return last_day_say(request->arena, request->language, day);
}

/* -------------------------------------------------------------------------------- terminal */

/* "Utilisé mardi 24 novembre à 18 h 05, Resto du cœur" */
static Text last_use(Request *request, const TicketLook *look)
{
    if (look->last_at == 0) {
        return TEXT("");
    }
    const Text when = say_moment(request->arena, request->language, look->last_at);
    const Text house = house_say(request, look->last_house);
    const Text said =
        say_with(request->arena, request->language, SAY_TICKET_LAST, "when", when);
    return house.length == 0
               ? said
               : text_format(request->arena, "%.*s, %.*s", TEXT_ARG(said), TEXT_ARG(house));
}

static Text left_say(const Request *request, const TicketLook *look)
{
    if (look->worth > 0 && look->left == 0) {
        return say(request->language, SAY_TICKET_NOTHING);
    }
    return ticket_worth_say(request, look->convention.unit, look->left);
}

static void fill_answer(Request *request, const TicketLook *look, TicketAnswerView *answer)
{
    *answer = (TicketAnswerView){
        .title = ticket_verdict_words(request, look->verdict),
        .tone = text_from(ticket_verdict_tone(look->verdict)),
    };
    if (look->verdict == TICKET_OTHER) {
        return;
    }
    answer->detail = last_use(request, look);
    answer->convention = phrase_in(&look->convention.name, request->language, NULL);
    answer->left = left_say(request, look);
    answer->until = day_say(request, look->valid_until);
    answer->unit = ticket_unit_code(look->convention.unit);
    if (ticket_asks_supplier(access_of(request), &look->convention)) {
        answer->suppliers = look->convention.suppliers;
        answer->supplier_count = look->convention.supplier_count;
    }
}

static Outcome write_terminal(Request *request, TerminalView *view)
{
    Html html = {0};
    view->script = asset_path("camera.js");
    view->house = house_say(request, access_of(request)->caller.house);
    view->use = id_format(request->arena, id_new(request->now * 1000));
    TRY(frame_open(request, say(request->language, SAY_TICKET_TITLE), &view->frame, &html));
    response_header(request, "Permissions-Policy",
                    TEXT("camera=(self), microphone=(), geolocation=()"));
    terminal_page(&html, view);
    return OK;
}

/* What is wrong with the code is said on the page, where it can be typed again. */
static bool tell_wrong(Request *request, Outcome outcome, TerminalView *view)
{
    if (outcome != NOT_FOUND && outcome != INVALID) {
        return false;
    }
    view->problem =
        say(request->language, outcome == NOT_FOUND ? SAY_TICKET_UNKNOWN : SAY_TICKET_FORGED);
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == NOT_FOUND ? 404 : 422;
    return true;
}

static Outcome show_terminal(Request *request)
{
    TerminalView view = {0};
    return write_terminal(request, &view);
}

static Outcome look(Request *request)
{
    TicketLook seen = {0};
    TerminalView view = {.typed = text_trim(request_form(request, "ticket"))};
    const Outcome outcome = ticket_look(access_of(request), view.typed, &seen);
    if (tell_wrong(request, outcome, &view)) {
        return write_terminal(request, &view);
    }
    TRY(outcome);
    fill_answer(request, &seen, &view.answer);
    view.answer.ticket = seen.verdict == TICKET_VALID ? view.typed : TEXT("");
    return write_terminal(request, &view);
}

static Outcome read_use(Request *request, RedeemOrder *order)
{
    const Text amount = request_form(request, "amount");
    order->typed = text_trim(request_form(request, "ticket"));
    order->supplier = request_form(request, "supplier");
    if (!id_parse(request_form(request, "use"), &order->id)) {
        return REQUEST_INVALID(request, "body", "use", "an identifier is expected");
    }
    return amount.length == 0 || euros_parse(amount, &order->amount)
               ? OK
               : REQUEST_INVALID(request, "body", "amount", "a sum is expected: 12,50");
}

/* What was redeemed is said on the page that answers: its address holds nothing of a ticket,
 * and a form that is sent again redeems no second time. */
static Outcome use(Request *request)
{
    RedeemOrder order = {0};
    Redeemed redeemed = {0};
    TerminalView view = {0};
    Outcome outcome = read_use(request, &order);
    if (outcome == OK) {
        outcome = ticket_redeem(access_of(request), &order, &redeemed);
    }
    const bool is_unsaid = text_equal(request->problem.field, TEXT("supplier"));
    if (outcome == INVALID &&
        (is_unsaid || text_equal(request->problem.field, TEXT("amount")))) {
        view.problem =
            say(request->language, is_unsaid ? SAY_TICKET_NO_SUPPLIER : SAY_TICKET_TOO_MUCH);
        view.typed = order.typed;
        request->problem = (Problem){.arena = request->arena};
        request->response.status = 422;
        return write_terminal(request, &view);
    }
    if (tell_wrong(request, outcome, &view)) {
        return write_terminal(request, &view);
    }
    TRY(outcome);
    fill_answer(request, &redeemed.look, &view.answer);
    if (redeemed.is_done) {
        view.answer.title = say(request->language, SAY_TICKET_DONE);
        view.answer.tone = TEXT("open");
    } else {
        request->response.status = 409;
    }
    return write_terminal(request, &view);
}

/* ----------------------------------------------------------------------------------- paper */

static void fill_places(Request *request, const Convention *convention, TicketPaperView *view)
{
    Text *places = ARENA_ARRAY(request->arena, Text, convention->acceptor_count);
    for (size_t i = 0; i < convention->acceptor_count; i++) {
        places[i] = house_say(request, convention->acceptors[i]);
    }
    view->places = places;
    view->place_count = convention->acceptor_count;
}

/* The same sheet in each language: that of the person, whoever prints it. */
static void fill_sheets(const Request *request, Id ticket, TicketPaperView *view)
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        const Text code = language_code((Language)i);
        view->sheets[i] = (TicketSheetLink){
            text_format(request->arena, "/%.*s/billets/%.*s/papier.pdf", TEXT_ARG(code),
                        TEXT_ARG(id_format(request->arena, ticket))),
            code, language_own_name((Language)i)};
    }
}

static Outcome show_sheet(Request *request)
{
    Id id = {{0}};
    Text pdf = {0};
    TicketPaper paper = {0};
    TRY(path_id(request, "id", &id));
    TRY(ticket_paper(access_of(request), id, &paper));
    TRY(ticket_sheet_pdf(access_of(request), &paper, request->language, &pdf));
    response_header(request, "Content-Disposition", TEXT("inline; filename=\"ticket.pdf\""));
    buffer_append(response_open(request, "application/pdf"), pdf);
    return OK;
}

static Outcome show_paper(Request *request)
{
    Id id = {{0}};
    Html html = {0};
    TicketPaper paper = {0};
    TicketPaperView view = {0};
    TRY(path_id(request, "id", &id));
    TRY(ticket_paper(access_of(request), id, &paper));
    view.name = phrase_in(&paper.convention.name, request->language, NULL);
    view.worth = ticket_worth_say(request, paper.convention.unit, paper.ticket.worth);
    view.until = day_say(request, paper.ticket.valid_until);
    view.code = paper.code;
    view.token = paper.token;
    view.given_by = house_say(request, paper.entitlement.house);
    view.back_href =
        request_link(request, person_page_path(request, paper.entitlement.person, "/billets"));
    fill_places(request, &paper.convention, &view);
    fill_sheets(request, id, &view);
    TRY(frame_open(request, say(request->language, SAY_TICKET_PAPER), &view.frame, &html));
    ticket_paper_page(&html, &view);
    return OK;
}

static Outcome hand(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    TRY(ticket_hand(access_of(request), id));
    return response_redirect(request, text_format(request->arena, "/billets/%.*s/papier",
                                                  TEXT_ARG(id_format(request->arena, id))));
}

static Outcome block(Request *request)
{
    Id id = {{0}};
    Id made = {{0}};
    TicketBlock why = BLOCK_NONE;
    TicketPaper paper = {0};
    Access *access = access_of(request);
    TRY(path_id(request, "id", &id));
    if (!ticket_block_parse(request_form(request, "why"), &why)) {
        return REQUEST_INVALID(request, "body", "why", "one of the choices is expected");
    }
    TRY(ticket_paper(access, id, &paper));
    if (text_equal(request_form(request, "then"), TEXT("replace"))) {
        TRY(ticket_replace(access, id, why, &made));
    } else {
        TRY(ticket_block(access, id, why));
    }
    return response_redirect(request,
                             person_page_path(request, paper.entitlement.person, "/billets"));
}

static const Route routes[] = {
    {GET,   "/billets",                 MAY_REDEEM, show_terminal, FRESH},
    {QUERY, "/billets",                 MAY_REDEEM, look,          FRESH},
    {POST,  "/billets/utiliser",        MAY_REDEEM, use,           FRESH},
    {GET,   "/billets/{id}/papier",     MAY_GRANT,  show_paper,    FRESH},
    {GET,   "/billets/{id}/papier.pdf", MAY_GRANT,  show_sheet,    FRESH},
    {POST,  "/billets/{id}/remettre",   MAY_GRANT,  hand,          FRESH},
    {POST,  "/billets/{id}/bloquer",    MAY_GRANT,  block,         FRESH},
};

const RouteTable TICKET_ROUTES = {routes, LENGTH_OF(routes)};
