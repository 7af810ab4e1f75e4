/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of candidatures show: plain texts. */
#pragma once

#include "dwellings/dwelling_views_web.h"

typedef struct CandidateRow {
    Text candidature; /* empty for who joined the list without one */
    Text rank;        /* "1"; empty for who waits no more */
    Text label;
    Text href; /* of the candidature's sheet; empty for none */
    Text why;  /* "Enfant ou grossesse · demandé le 30 novembre · 2 refus" */
    Text household;
    Text state;
    Text tone;
    bool may_refuse;
} CandidateRow;

typedef struct CandidatesView {
    StaffView frame;
    Text problem;
    Text back_href;
    Text ask_href;
    Text draw_href; /* of the draws, and of the lots */
    Text dwelling;
    Text dwelling_id;
    Text ageing;
    const CodeChoice *classes; /* the first goes first */
    size_t class_count;
    CodeChoices reasons;
    const CandidateRow *rows;
    size_t row_count;
} CandidatesView;

void candidates_page(Html *html, const CandidatesView *page);

typedef struct ChoiceRow {
    Text dwelling;
    Text name;
    Text rank; /* "1ʳᵉ place de la liste"; empty for who waits no more */
    Text why;
    Text state;
    Text tone;
    const Text *events; /* "proposition déclinée : loyer (30 novembre)" */
    size_t event_count;
    bool is_offered;
    bool waits;
} ChoiceRow;

typedef struct CandidatureView {
    StaffView frame;
    Text problem;
    Text action;
    Text household;
    Text asked;
    Text ageing;
    const CodeChoice *classes;
    size_t class_count;
    CodeChoices reasons;
    const ChoiceRow *rows;
    size_t row_count;
} CandidatureView;

void candidature_page(Html *html, const CandidatureView *page);

typedef struct DwellingChoice {
    Text id;
    Text name;
    Text words;
    bool is_chosen;
} DwellingChoice;

typedef struct CandidatureAskView {
    StaffView frame;
    Text problem;
    Text action;
    Text person;
    Text label;
    Text adults;
    Text children;
    bool needs_level;
    CodeChoices classes;
    const DwellingChoice *dwellings;
    size_t dwelling_count;
    const RuleQuestion *questions;
    size_t question_count;
} CandidatureAskView;

void candidature_ask_page(Html *html, const CandidatureAskView *page);
