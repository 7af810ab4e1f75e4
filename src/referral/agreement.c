/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/agreement.h"

#include "referral/referral.h"

Outcome agreement_answer(Access *access, Id person, Id consent, const ConsentAnswer *answer)
{
    TRY(consent_answer(access, person, consent, answer));
    return referral_follow_consent(access, person);
}

Outcome agreement_withdraw(Access *access, Id person, Id consent)
{
    TRY(consent_withdraw(access, person, consent));
    return referral_follow_consent(access, person);
}
