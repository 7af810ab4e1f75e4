/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a person was granted by a convention. Whoever grants works for one of the bodies that
 * may prescribe; the conditions hold for the facts they gave; no ceiling is passed. A grant
 * keeps by which rule it was given, and no fact of the person.
 *
 * Of the states below those after GRANT_REVOKED are kept nowhere: they follow from the day and
 * from what was redeemed.
 */
#pragma once

#include "entitlements/ceiling.h"
#include "entitlements/condition.h"

typedef enum GrantState {
    GRANT_SUBMITTED, /* above the threshold of the convention: somebody else decides */
    GRANT_GRANTED,
    GRANT_DENIED,
    GRANT_SUSPENDED, /* its tickets are refused until it is resumed */
    GRANT_REVOKED,   /* for good; what was not used is free under the ceilings again */
    GRANT_EXHAUSTED,
    GRANT_EXPIRED,
    GRANT_STATE_COUNT
} GrantState;

Text grant_state_code(GrantState state); /* "submitted" */

enum { GRANT_MOST_TICKETS = 31, GRANTS_MOST = 500 };

typedef struct Entitlement {
    Id id;
    Id convention;
    Id person; /* nil once the person was erased */
    Id house;
    Id account;
    GrantState state;
    int64_t quantity; /* of tickets */
    int64_t worth;    /* of each, in the unit of the convention; 0: as often as one comes */
    int64_t value;    /* of all, in cents; 0 where the price is unknown */
    Text rule;        /* the condition, as it stood; empty: anybody */
    Date valid_until;
    Moment asked;
    int64_t left; /* of all its tickets: never kept, what the redemptions leave */
} Entitlement;

typedef LIST_OF(Entitlement) EntitlementList;

typedef struct GrantOrder {
    Id id;           /* made by whoever asks, so that a form sent twice grants once; nil: new */
    Text convention; /* its key */
    Id person;
    int64_t quantity;    /* 1 to GRANT_MOST_TICKETS */
    int64_t worth;       /* cents of each, where the convention leaves it open; else 0 */
    const json_t *facts; /* as POST /api/v1/match takes them; NULL for none */
    Language language;
} GrantOrder;

/* In a writing session. REFUSED for a house that may not prescribe and for a person for whom
 * the condition does not hold; INVALID where facts are missing, and names them; CONFLICT out of
 * the convention's time or past a ceiling. An id granted before gives what it gave.
 * Asked for a file that was merged, it is granted to the person who keeps it. */
MUST_USE Outcome entitlement_ask(Access *access, const GrantOrder *order, Entitlement *made);

/* What entitlement_ask would make of it now, and refuses as it does; writes nothing. */
MUST_USE Outcome entitlement_check(Access *access, const GrantOrder *order, Entitlement *made);

typedef enum GrantAct {
    GRANT_ACCEPT,
    GRANT_REFUSE,
    GRANT_SUSPEND,
    GRANT_RESUME,
    GRANT_REVOKE,
    GRANT_ACT_COUNT
} GrantAct;

bool grant_act_parse(Text code, GrantAct *act); /* "accept", "refuse", "suspend", ... */

/* In a writing session. GRANT_ACCEPT and GRANT_REFUSE are for who may approve and is not who
 * asked: REFUSED. CONFLICT for an act the state does not know. */
MUST_USE Outcome entitlement_act(Access *access, Id id, GrantAct act);

/* Of a person and of the files merged into theirs, the newest first. */
MUST_USE Outcome entitlement_list(Access *access, Id person, EntitlementList *list);

typedef struct EntitlementEvent {
    GrantState state;
    Id account;
    Moment at;
} EntitlementEvent;

typedef LIST_OF(EntitlementEvent) EntitlementEventList;

/* Everything of one: by which rule, under which ceilings, and its course. */
typedef struct EntitlementFile {
    Entitlement entitlement;
    Convention convention;
    CeilingLineList ceilings;
    EntitlementEventList events;
} EntitlementFile;

/* NOT_FOUND as for none, where the caller stands too far from the person. */
MUST_USE Outcome entitlement_read(Access *access, Id id, EntitlementFile *file);
