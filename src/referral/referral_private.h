/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to referrals: their rows, and how a caller stands to one. */
#pragma once

#include "people/optional_id.h"
#include "referral/referral.h"

Text referral_kind_name(ReferralKind kind);
bool referral_kind_parse(Text name, ReferralKind *kind);
Text referral_way_name(ReferralWay way);
bool referral_way_parse(Text name, ReferralWay *way);
Text referral_basis_name(ReferralBasis basis);

/* A row of any query that lists all columns of a referral. */
Referral referral_row(Arena *arena, const Statement *statement);

/* NOT_FOUND for none; looks at no right. */
MUST_USE Outcome referral_get(Access *access, Id id, Referral *referral);

/* Whether the caller's house is one of its two sides, its target once it was sent, or nobody
 * calls: the one rule of referral_find and of every list that is given away. */
bool referral_is_open_to(const Access *access, const Referral *referral);

/* NOT_FOUND as well for whoever it is not open to, with a line in the journal. */
MUST_USE Outcome referral_find(Access *access, Id id, Referral *referral);

/* Every referral about a person, whoever sent it, the oldest first. Looks at no right: for what
 * follows of itself. */
MUST_USE Outcome referral_list_of_person(Access *access, Id person, ReferralList *list);

/* Adds a draft, with a code of its own. */
MUST_USE Outcome referral_add(Access *access, Referral *draft);

/* Writes the state over the one of revision `before`; CONFLICT when that is no more. */
MUST_USE Outcome referral_keep(Access *access, const Referral *referral, int64_t before);

typedef enum FollowUp { FOLLOWED_UP, MUST_FOLLOW_UP } FollowUp;

/* Takes it off the sender's work list, or puts it there. */
MUST_USE Outcome referral_set_follow(Access *access, Id id, FollowUp follow);

/* The plan's next door for the need; false in `found` when it has no other. */
MUST_USE Outcome referral_next_door(Access *access, const Referral *referral,
                                    ReferralDoor *door, bool *found);

bool referral_is_sender(const Access *access, const Referral *referral);
bool referral_is_target(const Access *access, const Referral *referral);

/* How the caller stands to whom the referral is about, for the sender's side. */
Relation referral_relation(const Access *access, const Referral *referral);
