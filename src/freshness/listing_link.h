/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The signed link by which a partner without an account looks after its own listing: one
 * service, or those of one organisation, until a day. Ed25519 with the keys of the key file, as
 * tickets are (entitlements/ticket_token.h): who holds the store alone makes none. It names a
 * row of the store, which says what it opens and whether it was revoked.
 *
 *     base64url of: key name 4, link 16, last day 4 bytes (big-endian), signature 64 bytes
 */
#pragma once

#include "access/access.h"
#include "directory/catalogue.h"

enum {
    LISTING_LINK_DAYS = 90,       /* when nobody says */
    LISTING_LINK_MOST_DAYS = 400, /* more than a year: the rhythm of the slowest */
    LISTING_HOLDER_MOST = 120,    /* bytes */
    LISTING_LINKS_SHOWN = 200,
};

typedef enum ListingScope {
    SCOPE_SERVICE,
    SCOPE_ORGANIZATION,
    LISTING_SCOPE_COUNT
} ListingScope;

typedef struct ListingLink {
    Id id;
    ListingScope scope;
    Id subject;  /* that service or organisation */
    Text holder; /* who was given it: "Anne, La Cigogne" */
    Date until;  /* the last day on which it opens */
    Moment made;
    Id account; /* who made it; nil for the machine */
    Moment revoked;
} ListingLink;

typedef LIST_OF(ListingLink) ListingLinkList;

Text listing_scope_code(ListingScope scope); /* "organization" */

/* The service or organisation of this UUID, key or slug, a service first. NOT_FOUND. */
MUST_USE Outcome listing_subject(const Catalogue *catalogue, Text name, ListingScope *scope,
                                 Id *subject, Problem *problem);

bool listing_link_covers(const ListingLink *link, const Catalogue *catalogue,
                         const Service *service);

/* Makes one, in a writing session, for who may edit the directory: of `wanted` scope, subject,
 * holder and until (DATE_NONE: LISTING_LINK_DAYS) are read. INVALID names the field; REFUSED
 * without a key file. */
MUST_USE Outcome listing_link_make(Access *access, const ListingLink *wanted, ListingLink *made,
                                   Text *token);

/* The same for the machine, which judges nobody. */
MUST_USE Outcome listing_link_issue(Access *access, const ListingLink *wanted,
                                    ListingLink *made, Text *token);

/* One for the machine, likewise; false in `found` for none. */
MUST_USE Outcome listing_link_get(Access *access, Id id, ListingLink *link, bool *found);

/* Signs one that was made, again: the same bytes. REFUSED without a key file. */
MUST_USE Outcome listing_link_sign(Arena *arena, const Keyring *keyring, Text territory,
                                   const ListingLink *link, Text *token, Problem *problem);

/* One by its identifier, for who may edit the directory. NOT_FOUND for none. */
MUST_USE Outcome listing_link_find(Access *access, Text id, ListingLink *link);

/* It opens no more. NOT_FOUND for none, CONFLICT for one that was revoked before. */
MUST_USE Outcome listing_link_revoke(Access *access, Id id);

/* The newest first, at most LISTING_LINKS_SHOWN. */
MUST_USE Outcome listing_link_list(Access *access, ListingLinkList *list);

/* NOT_FOUND alike for a token that is none, was changed, is over or was revoked. */
MUST_USE Outcome listing_link_open(Access *access, Text token, ListingLink *link);
