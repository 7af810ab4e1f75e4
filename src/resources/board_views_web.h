/* SPDX-License-Identifier: EUPL-1.2 */
/* What the board of beds and places, and the list of a night, show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct CodeChoice {
    Text code;
    Text name;
} CodeChoice;

typedef struct CodeChoices {
    const CodeChoice *items;
    size_t count;
    Text chosen;
} CodeChoices;

/* The options of a list, inside its select. */
void choice_options(Html *html, const CodeChoices *choices);

typedef struct BookingRow {
    Text id;
    Text place; /* "3" */
    Text label;
    Text number; /* "4821": what a citizen says at the door; empty for none */
    Text href;   /* of the file; empty for none the caller booked for */
    Text state;
    Text state_class;   /* "open", "wait"... of a tag */
    CodeChoice acts[4]; /* what may be done now */
    size_t act_count;
} BookingRow;

typedef struct SlotView {
    Text key;
    Text name;         /* "10 h 30", "ce soir" */
    Text free;         /* "3 places libres" */
    Text waiting_href; /* of who waits; empty while a slot has room */
    bool has_free;
    const BookingRow *rows;
    size_t row_count;
} SlotView;

/* What the rule of a unit asks, as it was answered so far. */
typedef struct RuleQuestion {
    Text fact;
    Text question;
    bool is_yes_no;
    Text answer;
} RuleQuestion;

typedef struct UnitView {
    Text id;
    Text name;
    Text kind;
    Text house; /* empty for the caller's own */
    Text rule;  /* what it asks, in words; empty for none */
    Text told;  /* "6 places libres, dit à 17 h 50"; empty where bookings are kept */
    bool is_old;
    bool is_kept;
    bool is_own;
    bool is_by_night;
    bool is_over; /* nothing of that day can be booked any more */
    Text total;   /* "sur 10" */
    const RuleQuestion *questions;
    size_t question_count;
    bool may_override;
    bool is_open; /* its form was sent and refused: it stands open, as it was filled in */
    Text typed;   /* what the list was to call them */
    Text nights;
    const SlotView *slots;
    size_t slot_count;
} UnitView;

typedef struct BoardView {
    StaffView frame;
    Text day; /* 2026-11-30 */
    Text day_words;
    Text problem;
    Text person; /* whose bed is looked for; empty for nobody with a file */
    bool may_manage;
    Text cold; /* the level of a cold plan that is on; empty for none */
    const UnitView *units;
    size_t unit_count;
    const CodeChoice *reasons;
    size_t reason_count;
    const CodeChoice *overrides;
    size_t override_count;
} BoardView;

void board_page(Html *html, const BoardView *page);
void board_list_page(Html *html, const BoardView *page);

/* The questions of a rule, inside a form; `id` makes those of its fields. */
void rule_part(Html *html, Text id, const RuleQuestion *questions, size_t count);

/* One unit of the board. */
void board_unit_part(Html *html, const BoardView *page, const UnitView *unit);
