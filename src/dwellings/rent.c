/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/rent.h"

#include "dwellings/dwellings_private.h"
#include "dwellings/queries.h"
#include "people/consent.h"
#include "people/optional_id.h"
#include "people/relation.h"

static const char *const kind_codes[RENT_KIND_COUNT] = {
    [RENT_FIXED] = "fixed", [RENT_SHARE] = "share"};

static const char *const state_codes[RENT_STATE_COUNT] = {
    [RENT_KNOWN] = "known", [RENT_NO_RULE] = "no_rule", [RENT_NO_INCOME] = "no_income"};

Text rent_kind_code(RentKind kind)
{
    return text_from(kind_codes[kind]);
}

bool rent_kind_parse(Text code, RentKind *kind)
{
    size_t at = 0;
    const bool is_one = text_among(code, kind_codes, RENT_KIND_COUNT, &at);
    *kind = is_one ? (RentKind)at : *kind;
    return is_one;
}

Text rent_state_code(RentState state)
{
    return text_from(state_codes[state]);
}

/* ------------------------------------------------------------------------------- a month */

static Date month_of(Date day)
{
    const CivilDate civil = date_to_civil(day);
    return date_from_civil((CivilDate){civil.year, civil.month, 1});
}

static int64_t length_of(Date month)
{
    const CivilDate civil = date_to_civil(month);
    return month_length(civil.year, civil.month);
}

static Date month_after(Date month)
{
    return month + (Date)length_of(month);
}

/* Of the rules that began, the latest that has not ended; of one day the first of the list. */
static bool find_rule(const RentRuleList *rules, Date month, RentRule *rule)
{
    bool is_found = false;
    for (size_t i = 0; i < rules->count; i++) {
        const RentRule *one = &rules->items[i];
        const bool holds =
            one->starts <= month && (one->ends == DATE_NONE || one->ends > month);
        if (holds && (!is_found || one->starts > rule->starts)) {
            *rule = *one;
            is_found = true;
        }
    }
    return is_found;
}

static bool find_income(const RentIncomeList *incomes, Date month, int64_t *cents)
{
    Date since = DATE_NONE;
    for (size_t i = 0; i < incomes->count; i++) {
        const RentIncome *one = &incomes->items[i];
        if (one->starts <= month && one->starts > since) {
            since = one->starts;
            *cents = one->cents;
        }
    }
    return since != DATE_NONE;
}

/* The first and the last day are lived in. */
static int64_t days_of(const Tenancy *tenancy, Date month)
{
    const Date last = month_after(month) - 1;
    const Date from = tenancy->starts > month ? tenancy->starts : month;
    const Date to = tenancy->left != DATE_NONE && tenancy->left < last ? tenancy->left : last;
    return to < from ? 0 : to - from + 1;
}

RentLine rent_of_month(const RentRuleList *rules, const RentIncomeList *incomes,
                       const Tenancy *tenancy, Date month)
{
    RentLine line = {.month = month,
                     .days = days_of(tenancy, month),
                     .length = length_of(month),
                     .state = RENT_KNOWN};
    if (!find_rule(rules, month, &line.rule)) {
        line.state = RENT_NO_RULE;
        return line;
    }
    line.whole = line.rule.amount;
    if (line.rule.kind == RENT_SHARE) {
        if (!find_income(incomes, month, &line.income)) {
            line.state = RENT_NO_INCOME;
            line.whole = 0;
            return line;
        }
        line.whole = line.income * line.rule.amount / RENT_SHARE_MOST;
    }
    line.cents = line.whole * line.days / line.length;
    return line;
}

/* ---------------------------------------------------------------------------------- rules */

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

static Outcome check_first(Access *access, Date day)
{
    const CivilDate civil = date_to_civil(day == DATE_NONE ? 1 : day);
    return civil.day == 1 && civil.year >= 1990 && civil.year < 2100
               ? OK
               : wrong(access, "starts", "the first of a month is expected: 2026-12-01");
}

static Outcome check_rule(Access *access, const RentRule *rule)
{
    const int64_t most = rule->kind == RENT_SHARE ? RENT_SHARE_MOST : RENT_CENTS_MOST;
    TRY(check_first(access, rule->starts));
    if (rule->ends != DATE_NONE &&
        (rule->ends < rule->starts || date_to_civil(rule->ends + 1).day != 1)) {
        return wrong(access, "ends", "the last of a month is expected: 2027-11-30");
    }
    return rule->amount >= 0 && rule->amount <= most
               ? OK
               : wrong(access, "amount",
                       "0 to 100000 euros a month, or 0 to 100 % of the income, is expected");
}

static Outcome admit_own(Access *access, Id id)
{
    Dwelling dwelling = {0};
    TRY(dwelling_get(access, id, &dwelling));
    return dwelling_require_own(access, &dwelling);
}

Outcome rent_rule_add(Access *access, Id dwelling, const RentRule *rule)
{
    TRY(access_require(access, MAY_MANAGE_UNIT));
    TRY(admit_own(access, dwelling));
    TRY(check_rule(access, rule));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RENT_RULE_ADD, &statement, access->problem));
    bind_id(statement, "unit", dwelling);
    bind_integer(statement, "starts", rule->starts);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_text(statement, "kind", rent_kind_code(rule->kind));
    bind_integer(statement, "amount", rule->amount);
    bind_integer(statement, "ends", rule->ends == DATE_NONE ? 0 : rule->ends);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "rent.change", (Id){{0}}, dwelling, "house");
    return OK;
}

static Outcome read_rules(Access *access, Id dwelling, RentRuleList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RENT_RULE_EACH, &statement, access->problem));
    bind_id(statement, "unit", dwelling);
    TRY(statement_next(statement, &row, access->problem));
    while (row && list->count < RENT_RULES_MOST) {
        const int64_t ends = column_integer(statement, 3);
        RentRule rule = {.starts = (Date)column_integer(statement, 0),
                         .ends = ends != 0 ? (Date)ends : DATE_NONE,
                         .amount = column_integer(statement, 2)};
        (void)rent_kind_parse(column_text(statement, 1), &rule.kind);
        LIST_APPEND(access->arena, list, rule);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome rent_rule_list(Access *access, Id dwelling, RentRuleList *list)
{
    RentRuleList read = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(admit_own(access, dwelling));
    TRY(read_rules(access, dwelling, &read));
    *list = read;
    return OK;
}

/* --------------------------------------------------------------------------------- incomes */

static Outcome read_incomes(Access *access, Id tenancy, RentIncomeList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TENANCY_INCOME_EACH, &statement, access->problem));
    bind_id(statement, "booking", tenancy);
    TRY(statement_next(statement, &row, access->problem));
    while (row && list->count < RENT_RULES_MOST) {
        LIST_APPEND(
            access->arena, list,
            (RentIncome){(Date)column_integer(statement, 0), column_integer(statement, 1)});
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_tenant(Access *access, Id tenancy, Id *person)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TENANCY_PERSON, &statement, access->problem));
    bind_id(statement, "booking", tenancy);
    TRY(statement_next(statement, &row, access->problem));
    *person = row ? column_id(statement, 0) : (Id){{0}};
    return OK;
}

/* What somebody earns is told as the rest of their situation: to keep the dwelling is not
 * enough. Who has no file is known to the house of the dwelling alone. */
static Outcome find_own(Access *access, Id id, Tenancy *tenancy, Id *tenant)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(tenancy_get(access, id, tenancy));
    TRY(admit_own(access, tenancy->booking.place.unit));
    TRY(read_tenant(access, id, tenant));
    const Admission asked = {MAY_READ_PERSON, *tenant, id, 1U << CLASS_SITUATION};
    return id_is_nil(*tenant) ? OK : person_admit_class(access, &asked, NULL);
}

Outcome rent_income_add(Access *access, Id id, const RentIncome *income)
{
    Id tenant = {{0}};
    Tenancy tenancy = {0};
    TRY(find_own(access, id, &tenancy, &tenant));
    TRY(check_first(access, income->starts));
    if (income->cents < 0 || income->cents > RENT_CENTS_MOST) {
        return wrong(access, "cents", "0 to 100000 euros a month is expected");
    }
    if (tenancy.left != DATE_NONE && income->starts > tenancy.left) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "starts",
                           "the household had left by then");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TENANCY_INCOME_ADD, &statement, access->problem));
    bind_id(statement, "booking", id);
    bind_integer(statement, "starts", income->starts);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_integer(statement, "cents", income->cents);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "rent.change", tenant, id, "house");
    return OK;
}

Outcome rent_table(Access *access, Id id, RentTable *table)
{
    Id tenant = {{0}};
    RentTable read = {0};
    RentRuleList rules = {0};
    TRY(find_own(access, id, &read.tenancy, &tenant));
    TRY(read_rules(access, read.tenancy.booking.place.unit, &rules));
    TRY(read_incomes(access, id, &read.incomes));
    const Date today = moment_to_local(access->now).date;
    const Date first = month_of(read.tenancy.starts);
    const bool has_left = read.tenancy.left != DATE_NONE;
    const Date ahead = month_after(month_of(today > first ? today : first));
    const Date last = has_left ? month_of(read.tenancy.left) : ahead;
    for (Date month = first; month <= last; month = month_after(month)) {
        const RentLine line = rent_of_month(&rules, &read.incomes, &read.tenancy, month);
        LIST_APPEND(access->arena, &read.lines, line);
    }
    access_note(access, "rent.read", tenant, id, "house");
    *table = read;
    return OK;
}
