/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a house that accepts tickets is owed by who pays them. One of the two states the uses
 * that no statement holds yet, up to the end of a month that is over; the other agrees, or
 * disputes it with a reason; the house that accepted makes the invoice of what was agreed on,
 * and who pays says that it was paid. A statement is frozen: its lines, its price and its total
 * stay as they stood. Each use is in one statement that was not withdrawn.
 *
 * Where a convention names suppliers outside the network, the house that pays states what it
 * owes each: one statement a supplier and month, and somebody else of the house than who stated
 * it agrees. The supplier's invoice is written down; it has its own reference.
 *
 * A line holds when, how much, and the last three characters of the ticket's code, by which two
 * bodies find the paper and nobody can redeem it: nothing of a person.
 */
#pragma once

#include "entitlements/convention.h"

enum {
    SETTLEMENT_MOST_LINES = 10000, /* what is more waits for the next statement */
    SETTLEMENTS_MOST = 500,
    SETTLEMENT_REASON_MOST = 500,
    SETTLEMENT_NUMBER_MOST = 35,
    SETTLEMENT_DUE_DAYS = 30 /* law of 2 August 2002 on late payment, article 4 */
};

typedef enum SettlementState {
    SETTLEMENT_STATED,
    SETTLEMENT_AGREED,
    SETTLEMENT_DISPUTED,
    SETTLEMENT_WITHDRAWN, /* its lines are free to be stated again */
    SETTLEMENT_INVOICED,
    SETTLEMENT_PAID,
    SETTLEMENT_STATE_COUNT
} SettlementState;

Text settlement_state_code(SettlementState state); /* "stated" */

typedef struct Settlement {
    Id id;
    Id convention;
    Id house; /* which accepted, and is paid */
    Id payer;
    Id stated_by;
    Date month; /* its first day */
    SettlementState state;
    TicketUnit unit;
    int64_t price;  /* cents a use, or PRICE_UNKNOWN */
    int64_t uses;   /* lines */
    int64_t amount; /* of all, in the unit */
    int64_t total;  /* cents, or PRICE_UNKNOWN */
    Moment stated;
    Text invoice;    /* its number; this and what follows is empty before */
    Text enterprise; /* BCE number of the house that is paid */
    Text account;    /* IBAN; may stay empty */
    Text reference;  /* "+++270/0000/00152+++" */
    Date due;
    Text supplier; /* BCE number of who is paid; empty: the house */
    Text supplier_name;
    Id stated_account; /* who stated it; nil for the operator */
} Settlement;

typedef LIST_OF(Settlement) SettlementList;

typedef struct SettlementLine {
    Id redemption;
    Text code; /* "TRX" */
    int64_t amount;
    Moment at;
} SettlementLine;

typedef LIST_OF(SettlementLine) SettlementLineList;

typedef struct SettlementEvent {
    SettlementState state;
    Text reason;
    Id house;
    Moment at;
} SettlementEvent;

typedef LIST_OF(SettlementEvent) SettlementEventList;

typedef struct SettlementFile {
    Settlement settlement;
    Convention convention;
    SettlementLineList lines; /* as they happened */
    SettlementEventList events;
} SettlementFile;

typedef struct SettlementOrder {
    Text convention; /* its key */
    Text house;      /* which accepted: key or identifier; empty: the caller's */
    Text month;      /* "2026-11" */
    Text supplier;   /* BCE number, as people write it; empty: what the house is owed */
} SettlementOrder;

/* For MAY_SETTLE of one of the two houses, in a writing session. INVALID names the field;
 * CONFLICT for a month that is not over, a house that owes itself, where nothing is left to
 * state, and for a second statement of a supplier and month; NOT_FOUND for a convention between
 * others. */
MUST_USE Outcome settlement_draw(Access *access, const SettlementOrder *order, Id *made);

typedef enum SettlementAct {
    SETTLEMENT_AGREE,    /* by the house that did not state it */
    SETTLEMENT_DISPUTE,  /* likewise, with a reason */
    SETTLEMENT_WITHDRAW, /* by the house that stated it, until the other agreed */
    SETTLEMENT_INVOICE,  /* by the house that is paid */
    SETTLEMENT_PAY,      /* by who pays */
    SETTLEMENT_ACT_COUNT
} SettlementAct;

bool settlement_act_parse(Text code, SettlementAct *act); /* "agree" */

/* Whether the caller may do it for their house, in the state the settlement is in. */
bool settlement_allows(const Settlement *settlement, SettlementAct act, const Caller *caller);

typedef struct SettlementDeed {
    SettlementAct act;
    Text reason;     /* of SETTLEMENT_DISPUTE */
    Text invoice;    /* of SETTLEMENT_INVOICE, this and what follows: its number */
    Text enterprise; /* BCE number, as people write it; may be empty for a supplier's */
    Text account;    /* IBAN; may be empty */
    Text due;        /* "2026-12-31"; empty: SETTLEMENT_DUE_DAYS from today */
} SettlementDeed;

/* In a writing session. REFUSED for the other house's act; CONFLICT for one the state does not
 * know, and for the invoice of what has no price. */
MUST_USE Outcome settlement_act(Access *access, Id id, const SettlementDeed *deed);

/* Those of the caller's house, on either side, the newest first. */
MUST_USE Outcome settlement_list(Access *access, SettlementList *list);

/* NOT_FOUND as for none, where the caller's house is neither of the two. */
MUST_USE Outcome settlement_read(Access *access, Id id, SettlementFile *file);
