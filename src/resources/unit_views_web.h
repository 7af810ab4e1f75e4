/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a house's units show: plain texts. */
#pragma once

#include "resources/board_views_web.h"

typedef struct UnitRow {
    Text href;
    Text name;
    Text words; /* "Lits · 3 places · par nuit" */
    bool is_closed;
} UnitRow;

/* The form by which a unit is added or changed, as it was sent or as it stands. */
typedef struct UnitForm {
    bool is_new; /* its kind is chosen once */
    Text name;
    Text capacity;
    Text slot;
    Text gap;
    Text hours;
    Text rule;
    CodeChoices kinds;
    CodeChoices rules;
    CodeChoices reaches;
    CodeChoices countings;
    CodeChoices services;
} UnitForm;

void unit_fields_part(Html *html, const UnitForm *form);

typedef struct UnitsView {
    StaffView frame;
    Text problem;
    UnitForm form;
    const UnitRow *rows;
    size_t row_count;
} UnitsView;

void units_page(Html *html, const UnitsView *page);

typedef struct UnitPageView {
    StaffView frame;
    Text problem;
    Text href;
    Text name;
    Text kind;
    Text revision;
    Text closed; /* "Fermé depuis le mardi 1 décembre 2026"; empty while it is given */
    UnitForm form;
} UnitPageView;

void unit_page(Html *html, const UnitPageView *page);
