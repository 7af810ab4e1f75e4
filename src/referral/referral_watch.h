/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Houses of which somebody wants to be told when a referral of theirs moves. Each move plans a
 * job in its own transaction, so that none is missed and none is told that did not happen. Who
 * is told, and how, is the business of who watches: nothing here knows them.
 */
#pragma once

#include "referral/referral.h"

/* The job: its payload is the referral. */
#define REFERRAL_MOVED_JOB "referral-moved"

MUST_USE Outcome referral_watch_begin(Access *access, Id house);
MUST_USE Outcome referral_watch_end(Access *access, Id house);

/* Plans the job of a change of a referral that one of its houses is watched for. What changed
 * ("revision"), and to which number, make the change: planned twice it is told once. */
MUST_USE Outcome referral_tell(Access *access, const Referral *referral, const char *what,
                               int64_t number);

/* The houses that see a referral: who sent it, and who got it, nil until it was sent. */
typedef struct ReferralSides {
    Id sender;
    Id target;
} ReferralSides;

/* Looks at no right. False in `found` for none. */
MUST_USE Outcome referral_sides(Session *session, Id referral, ReferralSides *sides,
                                bool *found, Problem *problem);
