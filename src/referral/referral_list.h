/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading referrals: one with its story, the two boxes of a house, the sender's work list, the
 * register of what nobody gave. Nothing here names a person.
 */
#pragma once

#include "referral/referral.h"

/* One, for its sender's or its target's house; anyone else gets the NOT_FOUND of one that does
 * not exist, and a line in the journal. */
MUST_USE Outcome referral_read(Access *access, Id id, Referral *referral);

/* By the code read aloud, likewise. */
MUST_USE Outcome referral_read_code(Access *access, Text typed, Referral *referral);

typedef struct ReferralEvent {
    int64_t number;
    ReferralAct act;
    ReferralState from;
    ReferralState to;
    ReferralWay way;
    Id account;
    Text reason;
    Text barrier;
    Text detail;
    Text spoken_by;
    Moment at;
} ReferralEvent;

typedef struct ReferralStory {
    ReferralEvent *items;
    size_t count;
    size_t capacity;
} ReferralStory;

/* The oldest first. */
MUST_USE Outcome referral_story(Access *access, Id id, ReferralStory *story);

/* The same, for who asked: who spoke on the telephone is a third person, named to the house
 * alone that wrote it down. */
MUST_USE Outcome referral_story_to_give(Access *access, const Referral *referral,
                                        ReferralStory *story);

typedef enum ReferralBox {
    BOX_IN,   /* sent to the caller's house */
    BOX_OUT,  /* sent by the caller's teams */
    BOX_WORK, /* of BOX_OUT, what came back or stays without answer */
} ReferralBox;

typedef struct ReferralFilter {
    ReferralBox box;
    bool has_state;
    ReferralState state;
    bool is_open;   /* not final */
    bool is_silent; /* without answer for the days agreed */
    Id before;      /* the last of the page before; nil for the first */
} ReferralFilter;

typedef struct ReferralPage {
    ReferralList list; /* the newest first, at most REFERRAL_PAGE */
    bool has_more;
} ReferralPage;

MUST_USE Outcome referral_list(Access *access, const ReferralFilter *filter,
                               ReferralPage *page);

/* All of one person or of one set, the oldest first, once the caller was found to be of the
 * team that sent them. */
MUST_USE Outcome referral_list_person(Access *access, Id person, ReferralList *list);
MUST_USE Outcome referral_list_plan(Access *access, Id plan, ReferralList *list);

/* Those about a person that referral_read would find for the caller, the oldest first, and how
 * many more there are: the house that sent each of those gives it. For who was admitted to the
 * whole file. */
MUST_USE Outcome referral_list_open_to_caller(Access *access, Id person, ReferralList *list);

/* Whole days without an answer, at least 1; 0 until the days agreed on have passed. */
int64_t referral_silent_days(const Referral *referral, Moment now);

typedef struct UnmetNeed {
    Text day;
    Text need;
    Text postal_code;
    Text reason;
    Text barrier;
    Id service;
    int64_t count; /* 0 where they are few */
    bool is_few;   /* 1 to COUNT_FEW - 1 */
} UnmetNeed;

typedef struct UnmetList {
    UnmetNeed *items;
    size_t count;
    size_t capacity;
} UnmetList;

/* The register since a day, at most 10,000 lines; for who may read counts. */
MUST_USE Outcome referral_unmet_list(Access *access, Text since, UnmetList *list);
