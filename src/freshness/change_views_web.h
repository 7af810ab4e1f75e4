/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of changes of listings show: plain texts, filled by the *_web.c files. */
#pragma once

#include "access/views_web.h"

/* A day of the weekly grid, as it stands in its fields: "09:00" or empty. */
typedef struct GridDayView {
    Text name;
    Text times[4]; /* from, to, and again from, to */
} GridDayView;

typedef struct DoorFormView {
    Text id;
    Text name;
    Text hours; /* as the public reads them now */
    GridDayView days[7];
    bool has_grid; /* the hours now are a plain week */
    bool is_closed_on_holidays;
    bool is_open; /* the form was sent */
    Text preview; /* what was typed as a sentence; empty: not asked */
} DoorFormView;

typedef struct ChangeRow {
    Text id;
    Text name; /* of the service */
    Text href;
    Text topic;
    Text who;
    Text before;
    Text after;
    Text state;
    Text tone;
    Text reason; /* of a refusal */
} ChangeRow;

/* What a partner would change. */
typedef struct PartnerChangeView {
    StaffView frame;
    Text problem;
    Text action;
    Text back_href;
    Text name;
    const DoorFormView *doors;
    size_t door_count;
    Text description; /* in the language of the page */
    Text today;       /* the first day of a closure */
    const ChangeRow *changes;
    size_t change_count;
} PartnerChangeView;

void partner_change_page(Html *html, const PartnerChangeView *page);

/* What waits for a steward, or was accepted. */
typedef struct ChangesView {
    StaffView frame;
    Text problem;
    Text back_href;
    const ChangeRow *waiting;
    size_t waiting_count;
    const ChangeRow *accepted;
    size_t accepted_count;
} ChangesView;

void changes_page(Html *html, const ChangesView *page);
