/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/desk_erase.h"

#include "desk/queries.h"

static const ErasureStep steps[] = {
    {&ERASE_ARRIVALS, GIVEN_NOTHING},
};

const ErasureSteps DESK_ERASURE = {steps, LENGTH_OF(steps)};
