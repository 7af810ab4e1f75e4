/* SPDX-License-Identifier: EUPL-1.2 */
/* Referrals as JSON, for the API and the command line: the same members in both. */
#pragma once

#include "referral/referral_list.h"
#include "json/json.h"

/* How much of it: its target is not told who sent it within the house, nor on what it rests. */
void referral_write_json(const Access *access, const Referral *referral, JsonWriter *writer);

/* The same with its story and the acts that are open to the caller. */
void referral_write_whole_json(const Access *access, const Referral *referral,
                               const ReferralStory *story, JsonWriter *writer);

/* With what happened to it, as the exported file of its person holds it. */
void referral_write_past_json(const Access *access, const Referral *referral,
                              const ReferralStory *story, JsonWriter *writer);
void referral_write_page_json(const Access *access, const ReferralPage *page,
                              JsonWriter *writer);
void referral_write_done_json(const Access *access, const ReferralDone *done,
                              JsonWriter *writer);
void referral_write_unmet_json(const Access *access, const UnmetList *unmet,
                               JsonWriter *writer);
