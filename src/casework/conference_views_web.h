/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of conferences show: plain texts. */
#pragma once

#include "casework/case_views_web.h"

typedef struct ConferencesView {
    StaffView frame;
    StaffLink tabs[CASE_TAB_COUNT];
    Text href; /* "/fr/p/ID" */
    Text case_id;
    Text sent;
    Text problem;
    Text starts; /* what was written, when it was refused */
    Text place;
    Text subject;
    bool has_case;
    bool may_write;
    ConferenceLinks links;
} ConferencesView;

void conferences_page(Html *html, const ConferencesView *page);

typedef struct GuestRow {
    Text id;
    Text name;
    Text attendance; /* empty until it was held */
} GuestRow;

typedef struct DecisionRow {
    Text words;
    bool is_task;
} DecisionRow;

typedef struct ConferenceView {
    StaffView frame;
    StaffLink tabs[CASE_TAB_COUNT];
    Text href; /* "/fr/p/ID" */
    Text self; /* "/fr/p/ID/concertations/ID" */
    Text case_id;
    Text sent;
    Text problem;
    Text invited;    /* the house that was typed, when it was refused */
    Text missing[8]; /* conditions of shared secrecy that are missing, in words */
    size_t missing_count;
    Text when;
    Text state;
    Text subject;
    Text place;
    Text house;
    Text attendance; /* of the person; empty until it was held */
    Text represented;
    Text told;
    Text minutes;
    bool are_minutes_withheld;
    bool may_write;
    bool is_planned;
    bool is_cancelled;
    Text draft_words; /* what was written in a form that was refused */
    Text draft_minutes;
    Text draft_represented;
    Text draft_told;
    const GuestRow *guests;
    size_t guest_count;
    const DecisionRow *decisions;
    size_t decision_count;
    Choices owners;
} ConferenceView;

void conference_page(Html *html, const ConferenceView *page);

/* Its hidden fields, and what is done with it. */
void conference_hidden(Html *html, const ConferenceView *page);
void conference_guests_part(Html *html, const ConferenceView *page);
void conference_acts_part(Html *html, const ConferenceView *page);
