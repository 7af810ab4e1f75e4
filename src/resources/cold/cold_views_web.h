/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of cold plans show: plain texts. */
#pragma once

#include "resources/board_views_web.h"

typedef struct ColdPlanRow {
    Text href;
    Text name;
    Text house; /* that keeps it */
    Text state; /* "Niveau 2 : en cours jusqu’au jeudi 10 décembre"; empty while all is off */
} ColdPlanRow;

typedef struct ColdListView {
    StaffView frame;
    Text problem;
    Text typed; /* the name of the form, as it was sent */
    bool is_for_house;
    bool may_manage;
    const ColdPlanRow *rows;
    size_t row_count;
} ColdListView;

typedef struct ColdLevelView {
    Text rank; /* "2" */
    Text name;
    Text cause; /* "Gel prévu · sous -3 °C" */
    Text state;
    Text state_class; /* "open", "wait" or "no", of a tag */
    bool is_off;
    const Text *measures; /* "Trois lits : 10 places en plus" */
    size_t measure_count;
} ColdLevelView;

/* A time a level was on, as sentences. */
typedef struct ColdTurnView {
    Text days;
    Text on;
    Text off; /* empty for none */
} ColdTurnView;

/* The forms as they were sent, and otherwise as they are usual. */
typedef struct ColdSent {
    Text form; /* which one: its level's number, "niveau", "lits", "service"; empty for none */
    Text rank;
    Text name;
    Text cause;
    Text threshold;
    Text unit;
    Text places;
    Text service;
    Text hours;
    bool is_unconditional;
    Text first;
    Text last;
    Text why;
} ColdSent;

typedef struct ColdPlanView {
    StaffView frame;
    Text id;
    Text name;
    Text house;
    Text problem;
    ColdSent sent;
    bool may_switch;  /* keeps it, and it is used */
    bool may_measure; /* of the caller's own units and services */
    bool is_closed;
    const ColdLevelView *levels;
    size_t level_count;
    const CodeChoice *units; /* of the caller's house */
    size_t unit_count;
    const CodeChoice *services;
    size_t service_count;
    const ColdTurnView *turns;
    size_t turn_count;
} ColdPlanView;

void cold_list_page(Html *html, const ColdListView *page);
void cold_plan_page(Html *html, const ColdPlanView *page);
void cold_level_part(Html *html, const ColdPlanView *page, const ColdLevelView *level);
void cold_forms_part(Html *html, const ColdPlanView *page);
