/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the holder of a signed link would change in a listing. It waits for a steward, who sees
 * before and after and accepts it, or refuses it with a reason. What was accepted is an
 * amendment of the record (directory/amendment.h), and can be undone. A change verifies
 * nothing: only listing_verify does.
 */
#pragma once

#include "directory/model.h"
#include "freshness/listing.h"

enum {
    CHANGE_TEXT_MOST = 2000,  /* bytes */
    CHANGE_REASON_MOST = 300, /* bytes; of a closure too */
    CHANGE_FREE_MOST = 10000,
    CHANGES_WAITING_MOST = 20, /* of one link */
    CHANGES_SHOWN = 100,
};

typedef enum ListingTopic {
    TOPIC_HOURS,    /* of a door: the week from now on */
    TOPIC_CLOSURE,  /* of a door, from one day to another */
    TOPIC_ENDED,    /* the service is closed for good */
    TOPIC_CAPACITY, /* how many places are free today */
    TOPIC_TEXT,     /* its description, in one language */
    LISTING_TOPIC_COUNT
} ListingTopic;

Text listing_topic_code(ListingTopic topic); /* "hours" */
bool listing_topic_parse(Text code, ListingTopic *topic);

typedef enum ChangeState {
    CHANGE_WAITING,
    CHANGE_ACCEPTED,
    CHANGE_REFUSED,
    CHANGE_UNDONE,
    CHANGE_STATE_COUNT
} ChangeState;

Text change_state_code(ChangeState state); /* "waiting" */
bool change_state_parse(Text code, ChangeState *state);

/* What a topic does not need is not read. */
typedef struct ListingWish {
    ListingTopic topic;
    Id door;    /* of hours and closure: one of the service that has a place */
    Text hours; /* an OSM value */
    Date first; /* of a closure, both days included */
    Date last;
    Text words;        /* the description; why it is closed (may be empty) */
    Language language; /* of the description */
    int64_t free;
} ListingWish;

typedef struct ListingChange {
    Id id;
    Id service;
    ListingTopic topic;
    EntityKind kind; /* of the record */
    Id record;
    Text field; /* a JSON pointer into its body */
    Text was;   /* canonical JSON; empty for nothing */
    Text value;
    Id link;
    Text who;
    Moment made;
    ChangeState state;
    Text reason; /* why it was refused */
    Moment decided;
} ListingChange;

typedef LIST_OF(ListingChange) ListingChangeList;

typedef struct ListingProposal {
    const Catalogue *catalogue;
    uint32_t service;
    const ListingLink *link; /* covers it, or NOT_FOUND */
    ListingWish wish;
} ListingProposal;

/* Keeps it for a steward, in a writing session. INVALID names the field: "door", "hours",
 * "first", "last", "words", "free"; CONFLICT "same" where that is what stands there, and
 * "waiting" where CHANGES_WAITING_MOST of the link wait. */
MUST_USE Outcome listing_change_propose(Access *access, const ListingProposal *proposal,
                                        Id *made);

/* For who may edit the directory: those of a state, the newest first. */
MUST_USE Outcome listing_change_list(Access *access, ChangeState state,
                                     ListingChangeList *list);

/* Those of a service, for who came by a link that covers it: whom another link was given to is
 * not told. */
MUST_USE Outcome listing_change_of(Access *access, Id service, const ListingLink *link,
                                   ListingChangeList *list);

typedef struct ChangeOrder {
    Id change;
    ChangeState wanted; /* accepted, refused or, of one that was accepted, undone */
    Text reason;        /* of a refusal */
} ChangeOrder;

/* For who may edit the directory, in a writing session. NOT_FOUND; INVALID "reason" for a
 * refusal without one; CONFLICT "state" where it was decided before, "value" where the record
 * says something else by now. */
MUST_USE Outcome listing_change_decide(Access *access, const ChangeOrder *order);
