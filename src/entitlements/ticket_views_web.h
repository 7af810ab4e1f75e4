/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of tickets show: plain texts, filled by the *_web.c files. */
#pragma once

#include "access/views_web.h"
#include "entitlements/convention.h"

/* What a terminal says of a ticket. */
typedef struct TicketAnswerView {
    Text title;  /* "Valable"; empty: nothing was asked yet */
    Text tone;   /* "open", "closed", "wait": the colour of its tag */
    Text detail; /* where and when it was used */
    Text convention;
    Text left;
    Text until;
    Text ticket; /* as typed, for the form that redeems; empty where it cannot be */
    Text unit;   /* "cent" asks for a sum */
    const Supplier *suppliers; /* from whom it may be had; none where nobody is asked */
    size_t supplier_count;
} TicketAnswerView;

typedef struct TerminalView {
    StaffView frame;
    Text script;
    Text house;
    Text typed;
    Text problem;
    Text use; /* the identifier of the use to come: sent twice, it acts once */
    TicketAnswerView answer;
} TerminalView;

void terminal_page(Html *html, const TerminalView *page);

typedef struct TicketRow {
    Text id;
    Text name;  /* "Ticket 1" */
    Text state; /* "utilisé", "bloqué : perdu" */
    Text tone;
    Text paper_href; /* empty for one that is blocked */
    Text hand_href;
    Text block_href;
} TicketRow;

typedef struct GrantRow {
    Text id;
    Text name; /* of the convention */
    Text state;
    Text tone;
    Text what; /* "2 tickets, jusqu’au ..." */
    Text rule; /* why it was given */
    const Text *ceilings;
    size_t ceiling_count;
    const TicketRow *tickets;
    size_t ticket_count;
    bool may_decide;
    bool may_suspend;
    bool may_resume;
    bool may_revoke;
} GrantRow;

typedef struct GrantQuestion {
    Text fact;
    Text question;
    bool is_yes_no;
    Text answer; /* as it was sent: "true", "false", or what was typed */
} GrantQuestion;

typedef struct ConventionChoice {
    Text key;
    Text name;
    Text href;
    bool is_current;
} ConventionChoice;

typedef struct GrantsView {
    StaffView frame;
    Text href; /* "/fr/p/..." */
    Text action;
    Text sent;
    Text id; /* of the grant to come */
    Text problem;
    const ConventionChoice *conventions; /* which the caller's house may prescribe by */
    size_t convention_count;
    Text chosen; /* its key; empty: none yet */
    Text chosen_name;
    Text chosen_doubt;
    Text chosen_rule;
    Text worth; /* as typed */
    Text quantity;
    bool asks_worth;
    const GrantQuestion *questions;
    size_t question_count;
    const GrantRow *rows;
    size_t row_count;
} GrantsView;

void grants_page(Html *html, const GrantsView *page);

/* The sheet to print in one language. */
typedef struct TicketSheetLink {
    Text href;
    Text code; /* "nl" */
    Text name; /* "Nederlands" */
} TicketSheetLink;

typedef struct TicketPaperView {
    StaffView frame;
    Text name;  /* of the convention */
    Text worth; /* "1 fois", "12,50 €", "à chaque venue" */
    Text until;
    Text code;
    Text token;
    const Text *places; /* where it is accepted */
    size_t place_count;
    Text given_by;
    Text back_href;
    TicketSheetLink sheets[LANGUAGE_COUNT];
} TicketPaperView;

void ticket_paper_page(Html *html, const TicketPaperView *page);

typedef struct OfflineChoice {
    Text id;
    Text name;
} OfflineChoice;

typedef struct OfflineWord {
    Text key; /* as assets/terminal.js asks for it */
    Text text;
} OfflineWord;

typedef struct OfflineView {
    StaffView frame;
    Text script;
    Text back_href;
    Text bring_href;
    Text mandate_href; /* "/fr/billets/terminal/ID/mandat": ID is that of the terminal */
    Text worker_href;
    const OfflineChoice *choices;
    size_t choice_count;
    const OfflineWord *words;
    size_t word_count;
    const Text *overdrafts;
    size_t overdraft_count;
} OfflineView;

void terminal_offline_page(Html *html, const OfflineView *page);
