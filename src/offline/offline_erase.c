/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/offline_erase.h"

#include "offline/queries.h"

static const ErasureStep steps[] = {
    {&ERASE_HOLDS,     GIVEN_ALONE  },
    {&ERASE_CONFLICTS, GIVEN_NOTHING},
};

const ErasureSteps OFFLINE_ERASURE = {steps, LENGTH_OF(steps)};
