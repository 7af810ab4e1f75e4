/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person answers to a consent, with the referrals that rest on it: the acts of faces. */
#pragma once

#include "people/consent.h"

/* consent_answer, and what rested on a consent it ended is withdrawn. */
MUST_USE Outcome agreement_answer(Access *access, Id person, Id consent,
                                  const ConsentAnswer *answer);

/* consent_withdraw, and what rested on it is withdrawn while it waits or goes on. */
MUST_USE Outcome agreement_withdraw(Access *access, Id person, Id consent);
