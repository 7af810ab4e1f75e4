/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of consents and of notices show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct Choice {
    Text code;
    Text name;
} Choice;

typedef struct ConsentRow {
    Text id;
    Text state;
    Text about; /* purpose, house, class, until: a line a rule */
    Text language;
    Text way;
    bool is_draft;
    bool is_proposed;
    bool is_active;
} ConsentRow;

typedef struct ShareRow {
    Text id;
    Text about;
    Text since;
    bool is_open;
    bool is_danger;
} ShareRow;

typedef struct ConsentsView {
    StaffView frame;
    Text person;
    Text problem;
    Text missing[8]; /* the conditions that are missing, in words */
    size_t missing_count;
    const Choice *purposes;
    size_t purpose_count;
    const Choice *classes;
    size_t class_count;
    const Choice *ways;
    size_t way_count;
    const ConsentRow *rows;
    size_t row_count;
    const ShareRow *shares;
    size_t share_count;
    bool may_override;
    const Choice *dangers; /* of the page for grave danger alone */
    size_t danger_count;
    Text draft;
} ConsentsView;

/* House, purpose and class of a form; the prefix tells two forms of a page apart. */
void consent_terms(Html *html, const ConsentsView *page, const char *prefix);

/* The conditions of shared secrecy that a worker records, each with its box. */
void consent_conditions(Html *html);
void consents_page(Html *html, const ConsentsView *page);
void override_page(Html *html, const ConsentsView *page);

typedef struct NoticeRow {
    Text id;
    Text when;
    Text who;
    Text kind;
    Text reason;
    Text words;
    Text until;
    Text person_href; /* of the journal of that person; empty of a link */
    Text linked;      /* of a link: which account to which provider, in words */
    bool is_new;
} NoticeRow;

typedef struct NoticesView {
    StaffView frame;
    const NoticeRow *rows;
    size_t row_count;
} NoticesView;

void notices_page(Html *html, const NoticesView *page);

typedef struct GlassView {
    StaffView frame;
    Text person;
    Text problem;
    Text draft;
    const Choice *reasons;
    size_t reason_count;
} GlassView;

void glass_page(Html *html, const GlassView *page);
