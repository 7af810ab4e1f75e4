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
    Text reminded;   /* how often without an answer; empty: never */
    bool is_to_call; /* reminders are over */
    Text phone;      /* of who can be asked */
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
