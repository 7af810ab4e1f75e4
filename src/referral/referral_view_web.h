/* SPDX-License-Identifier: EUPL-1.2 */
/* Fills what the pages of referrals show, for accounts and for signed links alike. */
#pragma once

#include "access/gate_web.h"
#include "referral/referral_list.h"
#include "referral/referral_words_web.h"

/* The lines of a list; the other side is named, never the person. */
ReferralLines referral_lines_of(const Request *request, const Access *access,
                                const ReferralList *list);

/* Who looks, by which way, and where the forms of the page go. */
typedef struct ReferralLook {
    Request *request;
    Access *access;
    ReferralWay way;
    Text action;
    Text token;
} ReferralLook;

/* Facts, silence and forms of one, as the caller may see and do. */
void referral_fill_one(const ReferralLook *look, const Referral *referral,
                       ReferralOneView *view);
void referral_fill_story(const ReferralLook *look, const ReferralStory *story,
                         ReferralOneView *view);

/* The form's fields as an order; INVALID names the field. */
MUST_USE Outcome referral_order_of(Request *request, ReferralOrder *order);

/* What a refused act says on its own page: the words, and the status of the answer. */
Text referral_problem_words(Request *request, Outcome outcome);
