/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of a dwelling's rent (/logements/ID/loyer), and what a household pays (/loyers/ID).
 */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "dwellings/dwelling_web.h"
#include "dwellings/dwelling_words_web.h"
#include "dwellings/rent_views_web.h"
#include "dwellings/rent_words_web.h"
#include "dwellings/sentences.h"
#include "entitlements/ticket_words_web.h"

/* ---------------------------------------------------------------------------------- rules */

static Text day_words(const Request *request, Date day)
{
    return day == DATE_NONE ? TEXT("") : rent_day_words(request->arena, request->language, day);
}

static Outcome fill_rules(Request *request, Id dwelling, RentRulesView *view)
{
    RentRuleList list = {0};
    TRY(rent_rule_list(access_of(request), dwelling, &list));
    RentRuleRow *rows = ARENA_ARRAY(request->arena, RentRuleRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const RentRule *rule = &list.items[i];
        rows[i] =
            (RentRuleRow){day_words(request, rule->starts), day_words(request, rule->ends),
                          rent_rule_words(request->arena, request->language, rule)};
    }
    view->rows = rows;
    view->row_count = list.count;
    return OK;
}

static Outcome write_rules(Request *request, Id id, Text problem)
{
    Html html = {0};
    Dwelling dwelling = {0};
    RentRulesView *view = ARENA_NEW(request->arena, RentRulesView);
    TRY(dwelling_get(access_of(request), id, &dwelling));
    TRY(fill_rules(request, id, view));
    view->problem = problem;
    view->dwelling = dwelling.unit.name;
    view->back_href = request_link(request, dwelling_path(request, id, ""));
    view->action = request_link(request, dwelling_path(request, id, "/loyer"));
    view->may_manage =
        permission_holds(access_of(request)->caller.permissions, MAY_MANAGE_UNIT);
    view->is_share = text_equal(request_form(request, "genre"), TEXT("share"));
    view->amount = request_form(request, "montant");
    view->starts = request_form(request, "debut");
    view->ends = request_form(request, "fin");
    TRY(frame_open(request, say(request->language, SAY_DWELLING_TITLE), &view->frame, &html));
    rent_rules_page(&html, view);
    return OK;
}

static Outcome show_rules(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return write_rules(request, id, TEXT(""));
}

static Outcome rule_as_sent(Request *request, Id id)
{
    RentRule rule = {0};
    const Text typed = request_form(request, "montant");
    if (!rent_kind_parse(request_form(request, "genre"), &rule.kind)) {
        return REQUEST_INVALID(request, "body", "genre", "one of the choices is expected");
    }
    if (rule.kind == RENT_SHARE ? !rent_share_parse(typed, &rule.amount)
                                : !euros_parse(typed, &rule.amount)) {
        return REQUEST_INVALID(request, "body", "amount", "a sum or a share is expected");
    }
    TRY(dwelling_form_day(request, "debut", "rentStarts", &rule.starts));
    TRY(dwelling_form_day(request, "fin", "rentEnds", &rule.ends));
    return rent_rule_add(access_of(request), id, &rule);
}

/* What was refused of a rent, in words; empty for what is no matter of a form. */
static Text refusal(const Request *request, Outcome outcome)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"starts",     SAY_RENT_WRONG_STARTS},
        {"rentStarts", SAY_RENT_WRONG_STARTS},
        {"ends",       SAY_RENT_WRONG_ENDS  },
        {"rentEnds",   SAY_RENT_WRONG_ENDS  },
        {"amount",     SAY_RENT_WRONG_AMOUNT},
        {"cents",      SAY_RENT_WRONG_AMOUNT},
    };
    for (size_t i = 0; outcome != NOT_FOUND && i < LENGTH_OF(refusals); i++) {
        if (text_equal(request->problem.field, text_from(refusals[i].field))) {
            return say(request->language, refusals[i].sentence);
        }
    }
    return TEXT("");
}

typedef Outcome (*WritePage)(Request *request, Id id, Text problem);

static Outcome tell(Request *request, Outcome outcome, Id id, WritePage write)
{
    const Text problem = refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write(request, id, problem);
}

static Outcome add_rule(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    const Outcome outcome = rule_as_sent(request, id);
    return outcome == OK ? response_redirect(request, dwelling_path(request, id, "/loyer"))
                         : tell(request, outcome, id, write_rules);
}

/* --------------------------------------------------------------------------------- months */

static Text tenancy_path(const Request *request, Id tenancy, const char *rest)
{
    return text_format(request->arena, "/loyers/%.*s%s",
                       TEXT_ARG(id_format(request->arena, tenancy)), rest);
}

static void fill_months(const Request *request, const RentTable *table, RentView *view)
{
    RentRow *rows = ARENA_ARRAY(request->arena, RentRow, table->lines.count);
    for (size_t i = 0; i < table->lines.count; i++) {
        const RentLine *line = &table->lines.items[table->lines.count - 1 - i];
        rows[i] = (RentRow){
            .month = text_slice(date_format(request->arena, line->month), 0, 7),
            .amount = line->state == RENT_KNOWN
                          ? euros_say(request->arena, request->language, line->cents)
                          : TEXT("–"),
            .because = rent_line_words(request->arena, request->language, line),
        };
    }
    view->rows = rows;
    view->row_count = table->lines.count;
}

static void fill_incomes(const Request *request, const RentTable *table, RentView *view)
{
    RentRuleRow *rows = ARENA_ARRAY(request->arena, RentRuleRow, table->incomes.count);
    for (size_t i = 0; i < table->incomes.count; i++) {
        const RentIncome *income = &table->incomes.items[i];
        rows[i] =
            (RentRuleRow){.from = day_words(request, income->starts),
                          .words = euros_say(request->arena, request->language, income->cents)};
    }
    view->incomes = rows;
    view->income_count = table->incomes.count;
}

static Outcome write_table(Request *request, Id id, Text problem)
{
    Html html = {0};
    RentTable table = {0};
    RentView *view = ARENA_NEW(request->arena, RentView);
    TRY(rent_table(access_of(request), id, &table));
    fill_months(request, &table, view);
    fill_incomes(request, &table, view);
    view->problem = problem;
    view->household = table.tenancy.booking.label;
    view->back_href =
        request_link(request, dwelling_path(request, table.tenancy.booking.place.unit, ""));
    view->csv_href = request_link(request, tenancy_path(request, id, "/mois.csv"));
    view->action = request_link(request, tenancy_path(request, id, ""));
    view->starts = request_form(request, "debut");
    view->income = request_form(request, "revenu");
    TRY(frame_open(request, say(request->language, SAY_DWELLING_TITLE), &view->frame, &html));
    rent_page(&html, view);
    return OK;
}

static Outcome show_table(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    return write_table(request, id, TEXT(""));
}

static Outcome show_csv(Request *request)
{
    Id id = {{0}};
    RentTable table = {0};
    TRY(dwelling_path_id(request, &id));
    TRY(rent_table(access_of(request), id, &table));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(request, "Content-Disposition", TEXT("attachment; filename=\"rent.csv\""));
    rent_csv(request->arena, request->language, &table, out);
    return OK;
}

static Outcome income_as_sent(Request *request, Id id)
{
    RentIncome income = {0};
    if (!euros_parse(request_form(request, "revenu"), &income.cents)) {
        return REQUEST_INVALID(request, "body", "cents", "a sum is expected");
    }
    TRY(dwelling_form_day(request, "debut", "rentStarts", &income.starts));
    return rent_income_add(access_of(request), id, &income);
}

static Outcome add_income(Request *request)
{
    Id id = {{0}};
    TRY(dwelling_path_id(request, &id));
    const Outcome outcome = income_as_sent(request, id);
    return outcome == OK ? response_redirect(request, tenancy_path(request, id, ""))
                         : tell(request, outcome, id, write_table);
}

static const Route routes[] = {
    {GET,  "/logements/{id}/loyer", MAY_BOOK_UNIT,   show_rules, FRESH},
    {POST, "/logements/{id}/loyer", MAY_MANAGE_UNIT, add_rule,   FRESH},
    {GET,  "/loyers/{id}",          MAY_BOOK_UNIT,   show_table, FRESH},
    {POST, "/loyers/{id}",          MAY_BOOK_UNIT,   add_income, FRESH},
    {GET,  "/loyers/{id}/mois.csv", MAY_BOOK_UNIT,   show_csv,   FRESH},
};

const RouteTable RENT_ROUTES = {routes, LENGTH_OF(routes)};
