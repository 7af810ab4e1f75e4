/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tickets and cards: what carries a grant. One is known by its square code, which is signed
 * (entitlements/ticket_token.h), or by its spoken code (entitlements/ticket_code.h). The store
 * keeps of the code a digest made with a key, and the code itself sealed, to print it again:
 * who has the store alone can redeem nothing.
 */
#pragma once

#include "entitlements/entitlement.h"
#include "entitlements/ticket_token.h"

typedef enum TicketBlock {
    BLOCK_NONE,
    BLOCK_LOST,
    BLOCK_STOLEN,
    BLOCK_DAMAGED,
    BLOCK_MISUSED,
    TICKET_BLOCK_COUNT
} TicketBlock;

Text ticket_block_code(TicketBlock block);              /* "lost" */
bool ticket_block_parse(Text code, TicketBlock *block); /* none of them is BLOCK_NONE */

/* How the last redemption of a ticket left it. */
typedef struct LastUse {
    int64_t number; /* 0: none */
    int64_t reach;  /* the sum of the redemptions so far */
    Moment at;
    Id house;
} LastUse;

typedef struct Ticket {
    Id id;
    Id entitlement;
    Id convention;
    int64_t number; /* among those of the grant, from 1 */
    int64_t worth;  /* 0: as often as one comes */
    Date valid_until;
    Moment issued;
    Moment handed; /* 0 before it was */
    Moment blocked;
    TicketBlock blocked_for;
    Id replaced_by; /* nil for none */
    LastUse last;   /* looked up in its redemptions: never kept */
} Ticket;

typedef LIST_OF(Ticket) TicketList;

/* Makes the tickets of a grant, in a writing session. REFUSED without a key file. */
MUST_USE Outcome ticket_issue(Access *access, const Entitlement *entitlement);

/* Those of a grant, by number; judges as entitlement_read does. */
MUST_USE Outcome ticket_list(Access *access, Id entitlement, TicketList *list);

/* What is printed. */
typedef struct TicketPaper {
    Ticket ticket;
    Entitlement entitlement;
    Convention convention;
    Text code;  /* "7K3-M9Q-TRX" */
    Text token; /* in the square code */
} TicketPaper;

/* For who may grant to the person. CONFLICT for one that is blocked. */
MUST_USE Outcome ticket_paper(Access *access, Id ticket, TicketPaper *paper);

/* Says that it was handed over; the first time counts. In a writing session. */
MUST_USE Outcome ticket_hand(Access *access, Id ticket);

/* Blocks it for good, in a writing session. CONFLICT when it is blocked already. */
MUST_USE Outcome ticket_block(Access *access, Id ticket, TicketBlock why);

/* Blocks it, and makes another of what was left. CONFLICT when nothing was. */
MUST_USE Outcome ticket_replace(Access *access, Id ticket, TicketBlock why, Id *made);
