/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which subject of which provider is which account. Who manages accounts writes it beforehand,
 * by the provider's own name for the person ("sub"); never is it found by an address of mail,
 * which a provider may give to another.
 */
#pragma once

#include "access/access.h"
#include "base/list.h"

enum { LINK_MOST_ISSUER = 512, LINK_MOST_SUBJECT = 255, LINK_MOST_EACH = 8 };

typedef struct LinkOrder {
    Id account;
    Text issuer; /* an address of https */
    Text subject;
} LinkOrder;

/* Links; each runs in a writing session, judges MAY_MANAGE_ACCOUNTS and leaves a line with the
 * link_digest. A password that was told once and never changed goes: nobody but its holder
 * signs in. Sessions of the account end; its holder and the data protection officer are told
 * (access/link_made.h). CONFLICT for a subject that is linked, or more than LINK_MOST_EACH;
 * INVALID names issuer or subject. */
Outcome manage_link(Access *access, void *link_order);

/* Takes a link away, and ends the sessions of the account. NOT_FOUND for none. */
Outcome manage_unlink(Access *access, void *link_order);

/* NOT_FOUND for a subject that is linked to no account. */
MUST_USE Outcome link_find(Session *session, Text issuer, Text subject, Id *account,
                           Problem *problem);

typedef struct Link {
    Text issuer;
    Text subject;
    Moment linked;
    Id maker; /* who linked it; nil where that was not kept yet */
} Link;
typedef LIST_OF(Link) LinkList;

MUST_USE Outcome link_list(Session *session, Arena *arena, Id account, LinkList *links,
                           Problem *problem);

/* All links of an account that is closed. */
MUST_USE Outcome link_end_all(Session *session, Id account, Problem *problem);
