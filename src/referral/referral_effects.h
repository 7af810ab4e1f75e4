/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to referrals: what an act brings about besides the new state, in its transaction, and
 * the question whether the person agreed.
 */
#pragma once

#include "referral/referral.h"

/* The register, the reminders, the message to the target, the change of hands. */
MUST_USE Outcome referral_bring_about(Access *access, const Referral *before,
                                      const Referral *after, const ReferralMove *move);

/* Opens what the target needs to know, and says on what the sending rests. REFUSED without
 * consent, or with another of the five conditions missing. */
MUST_USE Outcome referral_find_basis(Access *access, const Referral *referral,
                                     const ReferralOrder *order, ReferralBasis *basis);

/* Whether the person's consent to the target still holds. */
MUST_USE Outcome referral_is_agreed(Access *access, const Referral *referral, bool *agreed);
