/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_erase.h"

#include "referral/queries.h"

static const ErasureStep steps[] = {
    {&ERASE_SPOKEN, GIVEN_ALONE},
};

const ErasureSteps REFERRAL_ERASURE = {steps, LENGTH_OF(steps)};
