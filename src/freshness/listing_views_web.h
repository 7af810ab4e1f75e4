/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of listings show: plain texts, filled by the *_web.c files. */
#pragma once

#include "access/views_web.h"

typedef struct ListingPlaceView {
    Text name;
    Text address;
    Text hours;
} ListingPlaceView;

/* One listing as its partner reads it. */
typedef struct ListingView {
    Text id;
    Text name;
    Text organization;
    Text description;
    const ListingPlaceView *places;
    size_t place_count;
    const Text *facts; /* telephone, who may come, what it costs: a line each */
    size_t fact_count;
    Text checked; /* "Vérifié le mardi 24 novembre"; or that it never was */
    bool is_checked_today;
    Text change_href; /* where its partner says what changed */
} ListingView;

void listing_words(Html *html, const ListingView *one);

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

typedef struct PartnerView {
    StaffView frame;
    Text action;
    Text until;
    const ListingView *listings;
    size_t listing_count;
} PartnerView;

void partner_page(Html *html, const PartnerView *page);

typedef struct DueRow {
    Text id;
    Text name;
    Text href;
    Text organization;
    Text verified;
    Text due;
    Text phone; /* of who can be asked */
    Text phone_href;
} DueRow;

typedef struct LinkRow {
    Text id;
    Text holder;
    Text subject;
    Text until;
    Text state;
    Text tone;
    Text href; /* where it is shown again; empty for one that opens nothing */
    bool may_revoke;
} LinkRow;

typedef struct ListingChoice {
    Text value;
    Text name;
} ListingChoice;

typedef struct StewardView {
    StaffView frame;
    Text problem;
    Text total;
    Text waiting; /* how many changes wait */
    Text changes_href;
    const DueRow *due;
    size_t due_count;
    const LinkRow *links;
    size_t link_count;
    const ListingChoice *subjects; /* organisations, then services */
    size_t subject_count;
    Text subject; /* as sent */
    Text holder;
    Text until;
} StewardView;

void steward_page(Html *html, const StewardView *page);

typedef struct ListingLinkView {
    StaffView frame;
    LinkRow link;
    Text address; /* whole, to be sent */
    Text back_href;
} ListingLinkView;

void listing_link_page(Html *html, const ListingLinkView *page);
