/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The use of tickets, by the bodies that accept them. A redemption is a line that is never
 * changed; what a ticket still holds is its worth less the sum of its lines. The lines of a
 * ticket are numbered from 1 and each says how far it reaches: of two terminals that redeem at
 * once the second finds its number taken (the key) or reaches past the worth (a check).
 *
 * Whoever redeems learns nothing of the person.
 */
#pragma once

#include "entitlements/ticket.h"

typedef enum TicketVerdict {
    TICKET_VALID,
    TICKET_USED, /* whole */
    TICKET_EXPIRED,
    TICKET_BLOCKED, /* lost, replaced, or its grant suspended or revoked */
    TICKET_OTHER, /* of a convention the caller's house does not accept: nothing else is told */
    TICKET_VERDICT_COUNT
} TicketVerdict;

Text ticket_verdict_code(TicketVerdict verdict); /* "valid" */

typedef struct TicketLook {
    TicketVerdict verdict;
    Id ticket; /* this and what follows is empty for TICKET_OTHER */
    Convention convention;
    int64_t worth;
    int64_t left; /* in the unit of the convention; 0 beside a worth of 0 means no end */
    Date valid_until;
    Moment last_at; /* of the last use; 0 for none */
    Id last_house;
} TicketLook;

/* Whether who redeems for the caller's house says from whom it was had. */
bool ticket_asks_supplier(const Access *access, const Convention *convention);

/* By its square or its spoken code. NOT_FOUND, with a line in the journal, for a code nobody
 * bears or that was mistyped; INVALID for a square code that is forged or cut. */
MUST_USE Outcome ticket_look(Access *access, Text typed, TicketLook *look);

typedef struct RedeemOrder {
    Text typed;
    Id id;          /* made by the terminal: the same one acts once; nil: new */
    int64_t amount; /* uses or cents; 0: one use */
    Moment at;      /* when, as a terminal without a network says; 0: now */
    Text supplier;  /* BCE number of whom it was had from, said by the house that pays where
                       the convention names suppliers; empty: from the house itself */
} RedeemOrder;

enum { REDEEM_SLACK_SECONDS = 300 }; /* by how much the clock of a terminal may be behind */

typedef struct Redeemed {
    bool is_done; /* false: the look says why, and nothing was written */
    TicketLook look;
} Redeemed;

/* In a writing session. INVALID for an amount that is more than what is left, for a moment
 * before the ticket was made, and for a supplier who is not of the convention, or is not said
 * where it must be: what a terminal brings without one is had from the house. */
MUST_USE Outcome ticket_redeem(Access *access, const RedeemOrder *order, Redeemed *redeemed);
