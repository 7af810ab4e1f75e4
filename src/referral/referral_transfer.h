/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to referrals: a transfer of a case, which is sent under the agreement of the person
 * to all that it opens, and changes hands when it is accepted. Never for danger alone: who is
 * in danger is helped at once, by a referral.
 */
#pragma once

#include "casework/case_transfer.h"
#include "referral/referral.h"

/* INVALID unless the team keeps an open case of the person, which `set` names from then on, and
 * one door is opened: two would both wait for one case. */
MUST_USE Outcome transfer_prepare(Access *access, NewPlanSet *set);

/* Whether what transfer_check_agreed asks holds. */
MUST_USE Outcome transfer_is_agreed(Access *access, const Referral *referral, bool *agreed);

/* REFUSED when the person has not agreed to a class of data that the transfer opens, under the
 * purpose of a transfer; the problem names it. */
MUST_USE Outcome transfer_check_agreed(Access *access, const Referral *referral);

/* To be accepted: who takes over what, for case_hand_over. Called before anything is written.
 * REFUSED for an answer without an account or an agreement that ended; INVALID for a team that
 * is not of the caller, or that sent it; else as case_check_handover. */
MUST_USE Outcome transfer_check(Access *access, const Referral *referral,
                                const ReferralOrder *order, Handover *handover);

/* Whether the case is elsewhere by now: what was done is not taken back by an act. */
bool transfer_is_done(const Referral *referral);
