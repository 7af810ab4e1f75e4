/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a network agreed on about referrals, from data/people/referrals.yaml: its days, and the
 * codes of reasons and barriers with their names in four languages.
 */
#pragma once

#include "referral/referral_machine.h"
#include "words/language.h"

typedef struct ReferralCharter {
    int64_t answer_days;
    int64_t silence_days;
    int64_t confirm_days;
    int64_t start_days;
    int64_t review_days;
    int64_t link_days;
    bool refusal_is_checked;
} ReferralCharter;

typedef struct ReferralTerm {
    Text key;      /* "full" */
    unsigned acts; /* a bit a ReferralAct; of a reason */
    Phrase name;
} ReferralTerm;

typedef struct ReferralTerms {
    const ReferralTerm *items;
    size_t count;
} ReferralTerms;

/* Read once, for the life of the program. */
const ReferralCharter *referral_charter(void);
ReferralTerms referral_reasons(void);
ReferralTerms referral_barriers(void);

/* NULL for none of this key. */
const ReferralTerm *referral_term_find(ReferralTerms terms, Text key);

/* INVALID unless the reason exists and may be given with the act. */
MUST_USE Outcome referral_reason_check(ReferralAct act, Text reason, Problem *problem);

/* The moment a state's deadline falls; 0 for none. `before` is the deadline until now. */
Moment referral_deadline(const ReferralCharter *charter, ReferralDeadline deadline,
                         Moment before, Moment now);
