/* SPDX-License-Identifier: EUPL-1.2 */
/* Conventions and terminals, for who manages them (/conventions). */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "entitlements/convention_views_web.h"
#include "entitlements/entitlements_web.h"
#include "entitlements/sentences.h"
#include "entitlements/terminal.h"
#include "entitlements/ticket_words_web.h"
#include "http/multipart.h"
#include "people/secrecy_edge_web.h"

static Text price_say(const Request *request, const Convention *convention)
{
    if (convention->unit == UNIT_CENT) {
        return say(request->language, SAY_SETTLEMENT_BY_SUM);
    }
    return convention->price == PRICE_UNKNOWN
               ? say(request->language, SAY_SETTLEMENT_NO_PRICE)
               : euros_say(request->arena, request->language, convention->price);
}

static Text suppliers_say(const Request *request, const Convention *convention)
{
    Text *names = ARENA_ARRAY(request->arena, Text, convention->supplier_count);
    for (size_t i = 0; i < convention->supplier_count; i++) {
        const Supplier *supplier = &convention->suppliers[i];
        names[i] = text_format(request->arena, "%.*s (%.*s)", TEXT_ARG(supplier->name),
                               TEXT_ARG(supplier->enterprise));
    }
    return text_join(request->arena, names, convention->supplier_count, TEXT(", "));
}

static void fill_rows(Request *request, const ConventionList *list, ConventionsView *view)
{
    const Date today = moment_to_local(request->now).date;
    ConventionRow *rows = ARENA_ARRAY(request->arena, ConventionRow, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const Convention *one = &list->items[i];
        rows[i] = (ConventionRow){
            .key = one->key,
            .name = phrase_in(&one->name, request->language, NULL),
            .source = one->source,
            .payer = house_say(request, one->payer),
            .price = price_say(request, one),
            .suppliers = suppliers_say(request, one),
            .until = one->valid_until == 0
                         ? TEXT("")
                         : say_day(request->arena, request->language, one->valid_until),
            .close_href =
                request_link(request, text_format(request->arena, "/conventions/%.*s/fermer",
                                                  TEXT_ARG(one->key))),
            .is_over = one->valid_until != 0 && one->valid_until < today,
        };
    }
    view->rows = rows;
    view->row_count = list->count;
}

static Outcome fill_terminals(Request *request, ConventionsView *view)
{
    TerminalList list = {0};
    TRY(terminal_list(access_of(request), &list));
    TerminalRow *rows = ARENA_ARRAY(request->arena, TerminalRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const Terminal *one = &list.items[i];
        const Text id = id_format(request->arena, one->id);
        rows[i] = (TerminalRow){
            .id = id,
            .house = house_say(request, one->house),
            .name = one->name,
            .daily = say_count(request->arena, request->language, SAY_CONVENTION_A_DAY,
                               (size_t)one->daily),
            .revoke_href =
                one->revoked != 0
                    ? TEXT("")
                    : request_link(request, text_format(request->arena,
                                                        "/conventions/terminaux/%.*s/retirer",
                                                        TEXT_ARG(id))),
        };
    }
    view->terminals = rows;
    view->terminal_count = list.count;
    return OK;
}

static bool is_chosen(const HouseChoice *houses, size_t count, Text id)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(houses[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* A terminal stands where tickets are taken. */
static void fill_houses(Request *request, const ConventionList *list, ConventionsView *view)
{
    LIST_OF(HouseChoice) houses = {0};
    for (size_t i = 0; i < list->count; i++) {
        const Convention *one = &list->items[i];
        for (size_t j = 0; j < one->acceptor_count; j++) {
            const HouseChoice house = {id_format(request->arena, one->acceptors[j]),
                                       house_say(request, one->acceptors[j])};
            if (house.name.length > 0 && !is_chosen(houses.items, houses.count, house.id)) {
                LIST_APPEND(request->arena, &houses, house);
            }
        }
    }
    view->houses = houses.items;
    view->house_count = houses.count;
}

static Outcome write_page(Request *request, ConventionsView *view)
{
    Html html = {0};
    ConventionList list = {0};
    TRY(convention_list(access_of(request), &list));
    view->today = date_format(request->arena, moment_to_local(request->now).date);
    fill_rows(request, &list, view);
    fill_houses(request, &list, view);
    TRY(fill_terminals(request, view));
    TRY(frame_open(request, say(request->language, SAY_CONVENTION_TITLE), &view->frame, &html));
    conventions_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    ConventionsView view = {0};
    return write_page(request, &view);
}

/* What was refused is told on the page, where it can be done again. */
static Outcome answer(Request *request, Outcome outcome, Sentence sentence)
{
    ConventionsView view = {0};
    if (outcome == OK) {
        return response_redirect(request, TEXT("/conventions"));
    }
    if (outcome != INVALID && outcome != CONFLICT) {
        return outcome;
    }
    view.problem = say(request->language, sentence);
    if (!text_equal(request->problem.where, TEXT("body"))) {
        view.where =
            text_format(request->arena, "%.*s · %.*s", TEXT_ARG(request->problem.where),
                        TEXT_ARG(request->problem.field));
    }
    view.sent_house = request_form(request, "house");
    view.sent_name = request_form(request, "name");
    view.sent_daily = request_form(request, "daily");
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == INVALID ? 422 : 409;
    return write_page(request, &view);
}

static Outcome load_file(Request *request)
{
    ConventionList list = {0};
    const SentFile *file = request_file(request, "file");
    if (file == NULL || file->content.length > CONVENTION_FILE_MOST) {
        return REQUEST_INVALID(request, "body", "file", "a file of at most 1 MiB is expected");
    }
    TRY(convention_read(request->arena, file->name, file->content, &list, &request->problem));
    return convention_load(access_of(request), &list);
}

static Outcome load(Request *request)
{
    return answer(request, load_file(request), SAY_CONVENTION_WRONG_FILE);
}

static Outcome close_it(Request *request)
{
    Date last = 0;
    const Outcome outcome =
        date_parse(request_form(request, "until"), &last)
            ? convention_close(access_of(request), request_path_value(request, "key"), last)
            : REQUEST_INVALID(request, "body", "until", "a day is expected");
    return answer(request, outcome, SAY_CONVENTION_WRONG_END);
}

static Outcome enrol(Request *request)
{
    NewTerminal made = {.house = request_form(request, "house"),
                        .name = request_form(request, "name")};
    const Outcome outcome =
        text_to_integer(request_form(request, "daily"), &made.daily)
            ? terminal_add(access_of(request), &made)
            : REQUEST_INVALID(request, "body", "daily", "a whole number is expected");
    return answer(request, outcome, SAY_CONVENTION_WRONG_TERMINAL);
}

static Outcome revoke(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    TRY(terminal_revoke(access_of(request), id));
    return response_redirect(request, TEXT("/conventions"));
}

static const Route routes[] = {
    {GET,    "/conventions",                        MAY_MANAGE_CONVENTIONS, show,     FRESH},
    {UPLOAD, "/conventions",                        MAY_MANAGE_CONVENTIONS, load,     FRESH},
    {POST,   "/conventions/{key}/fermer",           MAY_MANAGE_CONVENTIONS, close_it, FRESH},
    {POST,   "/conventions/terminaux",              MAY_MANAGE_CONVENTIONS, enrol,    FRESH},
    {POST,   "/conventions/terminaux/{id}/retirer", MAY_MANAGE_CONVENTIONS, revoke,   FRESH},
};

const RouteTable CONVENTION_ROUTES = {routes, LENGTH_OF(routes)};
