/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of dwellings show: plain texts. */
#pragma once

#include "resources/board_views_web.h"

typedef struct DwellingRow {
    Text href;
    Text name;
    Text house; /* empty for the caller's own */
    Text words; /* "2 chambres · 62 m² · 5000" */
    Text state; /* "occupé jusqu’au mardi 31 août 2027" */
    Text tone;
} DwellingRow;

/* The form by which a dwelling is added or changed, as it was sent or as it stands. */
typedef struct DwellingForm {
    Text name;
    Text bedrooms;
    Text area;
    Text people;
    Text address;
    Text postal_code;
    Text manager;
    Text convention;
    Text rule;
    bool is_protected;
    CodeChoices entries;
    CodeChoices reaches;
} DwellingForm;

void dwelling_fields_part(Html *html, const DwellingForm *form);

typedef struct DwellingsView {
    StaffView frame;
    Text problem;
    Text counts; /* "3 libres · 1 en travaux" */
    bool may_manage;
    DwellingForm form;
    const DwellingRow *rows;
    size_t row_count;
} DwellingsView;

void dwellings_page(Html *html, const DwellingsView *page);

typedef struct TenancyRow {
    Text id;
    Text label;
    Text href;  /* of the tenant's file; empty for who is not told */
    Text days;  /* "depuis le mardi 1 septembre 2026" */
    Text until; /* of the contract, or when they left */
    Text follow_up;
    bool is_lasting;
    bool has_follow_up;
} TenancyRow;

/* What a refused form held stands in it again. */
typedef struct DwellingSent {
    Text person;
    Text label;
    Text starts;
    Text ends;
    Text extended;
    Text left;
    Text works;
    bool is_changed; /* the form of the description was sent */
    bool has_moved;  /* the form of moving in */
} DwellingSent;

typedef struct DwellingView {
    StaffView frame;
    Text problem;
    Text href;
    Text name;
    Text state;
    Text tone;
    Text house;
    Text manager;
    Text convention;
    Text words;
    Text entry;
    Text address;
    Text rule;
    Text revision;
    Text today;
    bool is_own;
    bool may_manage;
    bool is_free;
    bool has_works;
    Text offer; /* the booking by which it is offered; empty for none */
    Text offered_to;
    DwellingSent sent;
    DwellingForm form;
    const RuleQuestion *questions;
    size_t question_count;
    const TenancyRow *rows;
    size_t row_count;
} DwellingView;

void dwelling_page(Html *html, const DwellingView *page);
void tenancy_part(Html *html, const DwellingView *page, const TenancyRow *row);
