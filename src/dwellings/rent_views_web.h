/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of rents show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct RentRuleRow {
    Text from; /* "1.12.2026" */
    Text until;
    Text words;
} RentRuleRow;

typedef struct RentRulesView {
    StaffView frame;
    Text problem;
    Text back_href;
    Text dwelling;
    Text action;
    bool may_manage;
    bool is_share; /* of the form, as it was sent */
    Text amount;
    Text starts;
    Text ends;
    const RentRuleRow *rows;
    size_t row_count;
} RentRulesView;

void rent_rules_page(Html *html, const RentRulesView *page);

typedef struct RentRow {
    Text month; /* "2026-12" */
    Text amount;
    Text because;
} RentRow;

typedef struct RentView {
    StaffView frame;
    Text problem;
    Text back_href;
    Text csv_href;
    Text action;
    Text household;
    Text starts;
    Text income;
    const RentRuleRow *incomes; /* from, and what */
    size_t income_count;
    const RentRow *rows; /* the latest first */
    size_t row_count;
} RentView;

void rent_page(Html *html, const RentView *page);
