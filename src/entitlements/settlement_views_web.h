/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of settlements show: plain texts, filled by settlement_web.c. */
#pragma once

#include "access/views_web.h"

typedef struct SettlementRow {
    Text href;
    Text name; /* "Repas · Resto du cœur" */
    Text month;
    Text state;
    Text tone;
    Text uses;
    Text total;
} SettlementRow;

/* A convention with the house that accepted, and its value in the form. */
typedef struct SettlementChoice {
    Text value;
    Text name;
    bool is_chosen; /* in a form that was refused */
} SettlementChoice;

typedef struct SettlementsView {
    StaffView frame;
    Text problem;
    const SettlementChoice *choices;
    size_t choice_count;
    const SettlementChoice *months;
    size_t month_count;
    const SettlementRow *rows;
    size_t row_count;
} SettlementsView;

void settlements_page(Html *html, const SettlementsView *page);

typedef struct SettlementLineRow {
    Text when;
    Text code;
    Text amount;
} SettlementLineRow;

typedef struct SettlementView {
    StaffView frame;
    Text name; /* of the convention */
    Text month;
    Text house;
    Text payer;
    Text state;
    Text tone;
    Text uses;
    Text price;
    Text total;
    Text invoice; /* this and what follows is empty before there is one */
    Text enterprise;
    Text account;
    Text reference;
    Text due;
    Text action;
    Text csv_href;
    Text back_href;
    Text due_hint; /* "2026-12-31" */
    Text problem;
    Text wrong;        /* the field that is: "enterprise"; empty for none or no field */
    Text typed_reason; /* what was typed in a form that was refused */
    Text typed_invoice;
    Text typed_enterprise;
    Text typed_account;
    bool awaits_another; /* of the same house, since a supplier has no account */
    bool may_agree;
    bool may_dispute;
    bool may_withdraw;
    bool may_invoice;
    bool may_pay;
    const Text *events;
    size_t event_count;
    const SettlementLineRow *lines;
    size_t line_count;
} SettlementView;

void settlement_page(Html *html, const SettlementView *page);
