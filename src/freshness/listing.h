/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A listing is what the directory says of one service. It is verified when somebody who knows
 * said that all of it still holds; a change of it is no verification. How often each is asked
 * again comes from the needs it answers (`verify_every` of the network's vocabulary).
 */
#pragma once

#include "freshness/listing_link.h"

enum {
    LISTING_RHYTHM_DAYS = 180, /* where the network says nothing */
    LISTING_DUE_SHOWN = 200,
    LISTING_WHO_MOST = 120, /* bytes */
};

typedef enum ListingHow {
    HOW_LINK, /* the partner, by its link */
    HOW_TELEPHONE,
    HOW_VISIT,
    HOW_MAIL,
    LISTING_HOW_COUNT
} ListingHow;

Text listing_how_code(ListingHow how);              /* "telephone" */
bool listing_how_parse(Text code, ListingHow *how); /* not "link": nobody says that by hand */

/* Somebody said that all of a listing holds. */
typedef struct ListingCheck {
    Moment at; /* 0: nobody yet */
    ListingHow how;
    Text who;
} ListingCheck;

typedef struct ListingDue {
    uint32_t service;  /* in the catalogue */
    Date verified;     /* DATE_NONE: never */
    int32_t every;     /* days */
    Date due;          /* for one never verified, today */
    int64_t reminders; /* without an answer; filled by reminder_fill */
} ListingDue;

typedef struct ListingDueList {
    ListingDue *items; /* never verified first, then the longest due; by key */
    size_t count;
    size_t total; /* with those past LISTING_DUE_SHOWN */
} ListingDueList;

/* Days from one verification of the service to the next: the least of its needs'. */
int32_t listing_rhythm(const Catalogue *catalogue, const Service *service);

/* All that is due on the day. */
void listing_due_find(Arena *arena, const Catalogue *catalogue, Date today,
                      ListingDueList *list);

/* What is due on the day of `access->now`, for who may edit the directory. */
MUST_USE Outcome listing_due(Access *access, const Catalogue *catalogue, ListingDueList *list);

/* The last check of the service, whatever the catalogue at hand shows; its `at` is 0 where none
 * is noted here. */
MUST_USE Outcome listing_last_check(Access *access, Id service, ListingCheck *check);

typedef struct ListingVerification {
    const Catalogue *catalogue;
    uint32_t service;
    const ListingLink *link; /* NULL: a steward notes it */
    ListingHow how;          /* of a steward */
    Text who;                /* whom the steward asked; of a link, its holder */
} ListingVerification;

/* Notes that all of the listing holds today, in a writing session: with who, how and when, in
 * the record, and in the journal. By a link that covers the service, else for who may edit the
 * directory. Twice on one day by one link is once. NOT_FOUND for a service the link does not
 * cover; INVALID "who" or "how". */
MUST_USE Outcome listing_verify(Access *access, const ListingVerification *verification);
