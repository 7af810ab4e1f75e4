/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a household pays for a month: a fixed sum, or a share of its income, by the rule of the
 * dwelling that holds that month and the income of that month. Rules and incomes begin on a
 * first of a month; what is written later of the same day counts, so that a mistake is mended
 * and stays in sight.
 *
 * Inventory S2-62 and S2-63: three flats cost 20 % of their tenants' income, the others a fixed
 * sum. Of cents (integers, never reals):
 * - a share is rounded down to the cent: "20 %" is the most that was agreed, and a cent more
 *   would be more than that;
 * - of a month in which a household lived only some days, it pays these days of it (the first
 *   and the last counted), rounded down likewise: two households of one month never pay more
 *   than the month together, unless one left on the day the other came;
 * - nothing is rounded to coins: rent goes by bank.
 */
#pragma once

#include "dwellings/tenancy.h"

enum {
    RENT_SHARE_MOST = 1000,             /* thousandths */
    RENT_CENTS_MOST = 100 * 1000 * 100, /* a month, of rent or of income */
    RENT_RULES_MOST = 200,
};

typedef enum RentKind {
    RENT_FIXED, /* cents a month */
    RENT_SHARE, /* thousandths of the income */
    RENT_KIND_COUNT
} RentKind;

typedef struct RentRule {
    Date starts;
    Date ends; /* the last day of its last month; DATE_NONE for none */
    RentKind kind;
    int64_t amount;
} RentRule;

typedef struct RentIncome {
    Date starts;
    int64_t cents; /* of the household, a month */
} RentIncome;

typedef LIST_OF(RentRule) RentRuleList;
typedef LIST_OF(RentIncome) RentIncomeList;

typedef enum RentState {
    RENT_KNOWN,
    RENT_NO_RULE,
    RENT_NO_INCOME, /* the rule is a share, and no income is known for the month */
    RENT_STATE_COUNT
} RentState;

typedef struct RentLine {
    Date month;   /* its first day */
    int64_t days; /* of it that the household lived there */
    int64_t length;
    RentState state;
    RentRule rule;
    int64_t income; /* of a share */
    int64_t whole;  /* cents of the whole month */
    int64_t cents;  /* of the days */
} RentLine;

typedef LIST_OF(RentLine) RentLineList;

Text rent_kind_code(RentKind kind); /* "fixed", "share" */
bool rent_kind_parse(Text code, RentKind *kind);
Text rent_state_code(RentState state); /* "known", "no_rule", "no_income" */

/* The cents of a month, from all rules and incomes, in any order of their days. */
RentLine rent_of_month(const RentRuleList *rules, const RentIncomeList *incomes,
                       const Tenancy *tenancy, Date month);

/* For the house of the dwelling. Asks MAY_MANAGE_UNIT; INVALID names "starts" or "ends" (a
 * first and a last day of a month), or "amount". */
MUST_USE Outcome rent_rule_add(Access *access, Id dwelling, const RentRule *rule);

/* The latest first; of one day the last that was written. For the house of the dwelling. */
MUST_USE Outcome rent_rule_list(Access *access, Id dwelling, RentRuleList *list);

/* What the household has from that month on. For the house of the dwelling, where the caller
 * may read the tenant's situation (people/relation.h): NOT_FOUND "person" else. Of a household
 * without a file, for that house. The journal gets a line. INVALID "starts" or "cents";
 * CONFLICT once they left for a later month. */
MUST_USE Outcome rent_income_add(Access *access, Id tenancy, const RentIncome *income);

/* Its months, from the first to that after today or the last, with the incomes that were said,
 * the latest first. For whom rent_income_add is; the journal gets a line. */
typedef struct RentTable {
    Tenancy tenancy;
    RentLineList lines;
    RentIncomeList incomes;
} RentTable;
MUST_USE Outcome rent_table(Access *access, Id tenancy, RentTable *table);
