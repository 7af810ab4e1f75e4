/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Referrals: the doors of a plan opened together, each followed to its outcome by the rules of
 * referral/referral_machine.h. An act, its event, what it brings about and its journal lines
 * are one transaction; an act done twice under one operation id counts once; who acts upon what
 * somebody else changed is told so. docs/topics/referrals.md.
 */
#pragma once

#include "access/access.h"
#include "referral/referral_terms.h"

typedef enum ReferralKind {
    REFERRAL_PLAIN,
    REFERRAL_TRANSFER,  /* of the case: changes hands when accepted, and not before */
    REFERRAL_DISCHARGE, /* from a hospital, on a day */
} ReferralKind;
enum { REFERRAL_KIND_COUNT = REFERRAL_DISCHARGE + 1 };

typedef enum ReferralWay { WAY_ACCOUNT, WAY_LINK, WAY_PHONE, WAY_CLOCK } ReferralWay;
enum { REFERRAL_WAY_COUNT = WAY_CLOCK + 1 };

/* On what the sending rests. */
typedef enum ReferralBasis {
    BASIS_NONE,
    BASIS_HOUSE,
    BASIS_CONSENT,
    BASIS_OVERRIDE
} ReferralBasis;
enum { REFERRAL_BASIS_COUNT = BASIS_OVERRIDE + 1 };

typedef struct Referral {
    Id id;
    Text code; /* read aloud, and the start of a signed link */
    Id plan;
    Id person;
    Text need; /* a code of the vocabulary "needs" */
    ReferralKind kind;
    Text on_day; /* of a discharge; empty for none */
    Id from_house;
    Id from_team;
    Id author;
    Id target_house;
    Id service;
    Text mail; /* of the service; empty for none */
    ReferralState state;
    int64_t revision;
    Moment written; /* when last sent, else made */
    Moment sent;
    Moment expected; /* after that no answer is silence; 0 while it was not sent */
    Moment deadline; /* 0 for none */
    int64_t rank;    /* on the waiting list; 0 when on none */
    Text outcome;
    Text reason;
    Text barrier;
    ReferralBasis basis;
    bool must_follow;  /* stands on the sender's work list */
    Moment link_until; /* 0 without a link */
} Referral;

typedef struct ReferralList {
    Referral *items;
    size_t count;
    size_t capacity;
    size_t withheld; /* of one person or set: how many more there are */
} ReferralList;

/* A door of the matching's answer: the ones that open become referrals, the others stand ready
 * for the day one of them refuses, in the order given. */
typedef struct ReferralDoor {
    Text need;
    Id house; /* the organisation of the service */
    Id service;
    Text mail;
    bool opens;
    Id referral; /* what the referral it becomes is to be called; nil: drawn */
} ReferralDoor;

typedef struct NewPlanSet {
    Id id; /* made by who asks: the same set twice is one */
    Id person;
    Id case_file; /* nil for none */
    Id team;      /* of the caller: answers come back to it */
    Text postal_code;
    ReferralKind kind;
    Text on_day; /* "2026-12-03", of a discharge */
    const ReferralDoor *doors;
    size_t door_count;
} NewPlanSet;

enum { REFERRAL_MOST_DOORS = 64, REFERRAL_PAGE = 50, SPOKEN_BY_MOST = 120 };

/* Makes a draft of each door that opens, in the order given, in a writing session. REFUSED
 * unless the caller is of the team; INVALID names the door that is wrong. A transfer opens one
 * door, for the open case of the team. */
MUST_USE Outcome referral_open(Access *access, const NewPlanSet *set, ReferralList *drafts);

typedef struct ReferralOrder {
    Id referral;
    Id operation;     /* made by who acts */
    int64_t revision; /* as they saw it */
    ReferralAct act;
    ReferralWay way;
    Text reason;
    Text barrier;          /* optional */
    int64_t rank;          /* of WAITLIST */
    Text outcome;          /* of FINISH: helped, partly, not_helped */
    Text spoken_by;        /* of WAY_PHONE: who said it */
    unsigned conditions;   /* of SEND to another house: those of shared secrecy (people/share.h)
                              that the worker records, 1u << ShareCondition */
    bool consent_override; /* of SEND: without consent; the reason is one of danger */
    Text danger_words;     /* and why, for the data protection officer; sealed */
    Id team; /* of ACCEPT, of a transfer: which takes it over; nil: the only one */
} ReferralOrder;

typedef struct ReferralDone {
    Referral referral; /* as it is now */
    bool was_known;    /* the operation had been done before; nothing was done now */
    bool has_next;     /* after a refusal: the plan holds another door for this need */
    ReferralDoor next;
} ReferralDone;

/* Acts, in a writing session. CONFLICT when somebody acted since `revision`, with what became
 * of it, or when the state does not allow it; REFUSED when it is not for the caller, or when
 * one of the five conditions of shared secrecy is missing, the consent among them; NOT_FOUND
 * for a referral that is not between the caller's house and another. */
MUST_USE Outcome referral_act(Access *access, const ReferralOrder *order, ReferralDone *done);

/* What the caller may do with it now, a bit an act. */
unsigned referral_open_acts(const Access *access, const Referral *referral, ReferralWay way);

/* Opens the plan's next door in place of one that stayed shut, as a draft, and takes that one
 * off the work list. NOT_FOUND when the plan has no other. */
MUST_USE Outcome referral_open_next(Access *access, Id referral, Id draft, Referral *opened);

/* Takes it off the work list: somebody has seen to it. */
MUST_USE Outcome referral_set_aside(Access *access, Id referral);

/* After a consent ended: withdraws what rested on it and waits or goes on still. */
MUST_USE Outcome referral_follow_consent(Access *access, Id person);
