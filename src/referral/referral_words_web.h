/* SPDX-License-Identifier: EUPL-1.2 */
/* Referrals in the words of a page's language; codes that are not known are told as they are.
 */
#pragma once

#include "access/gate_web.h"
#include "directory/catalogue.h"
#include "referral/referral_list.h"
#include "referral/referral_views_web.h"

const Catalogue *referral_catalogue(const Request *request); /* NULL before the first load */

Text referral_state_words(Language language, ReferralState state);
Text referral_act_words(Language language, ReferralAct act);
Text referral_kind_words(Language language, ReferralKind kind);
Text referral_basis_words(Language language, ReferralBasis basis); /* empty for none */

/* "/fr/orientations/…" */
Text referral_page_path(const Request *request, Id referral);

Text referral_need_words(const Request *request, Text need);
Text referral_service_words(const Request *request, Id service);
Text referral_house_words(const Request *request, Id house);
Text referral_term_words(const Request *request, ReferralTerms terms, Text key);
Text referral_outcome_words(const Request *request, Text outcome);
ReferralChoices referral_outcome_choices(const Request *request);

/* How the state looks to who sent it: the class of a tag, "open", "wait" or "closed"; empty for
 * one that asks for no eye. */
Text referral_tone(const Referral *referral, Moment now);

/* What who sent it does next; empty when it is the other's turn, or ended. */
Text referral_todo_words(const Request *request, const Referral *referral);

/* "No answer for 3 days: call"; empty while the agreed days have not passed. */
Text referral_silence_words(const Request *request, const Referral *referral);
