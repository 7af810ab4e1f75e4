/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of the course of a case shows: plain texts. */
#pragma once

#include "casework/case_views_web.h"

typedef struct TimelineRow {
    Text when;
    Text who;
    Text what;  /* "Note", "Dossier ouvert", "Besoin : repas (urgence forte)" */
    Text scope; /* "équipe", "ma profession"; empty for an event */
    Text words; /* of a note, of a goal or task; else empty */
} TimelineRow;

typedef struct TimelineView {
    StaffView frame;
    StaffLink tabs[CASE_TAB_COUNT];
    Text person; /* its identifier */
    Text case_id;
    Text code;
    Text problem;
    Text withheld; /* "3 entrées ne vous sont pas ouvertes"; empty for none */
    Text closed;   /* with its result; empty while it is open */
    Text filter;   /* a code of the filters; empty for all */
    Text draft;    /* what was written, when it was refused */
    Text sent;
    bool has_case;
    bool may_write;
    bool may_open; /* a new one: none is open */
    bool has_profession;
    Choices filters;
    Choices retentions;
    Choices results;
    Choices kinds;
    const TimelineRow *rows;
    size_t row_count;
} TimelineView;

void timeline_page(Html *html, const TimelineView *page);
