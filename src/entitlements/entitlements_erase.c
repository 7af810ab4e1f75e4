/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/entitlements_erase.h"

#include "entitlements/queries.h"

static const ErasureStep steps[] = {
    {&ERASE_ANOMALY_LOOKS, GIVEN_NOTHING},
    {&ERASE_CEILING_LINES, GIVEN_ALONE  },
    {&ERASE_ENTITLEMENTS,  GIVEN_NOTHING},
};

const ErasureSteps ENTITLEMENTS_ERASURE = {steps, LENGTH_OF(steps)};
