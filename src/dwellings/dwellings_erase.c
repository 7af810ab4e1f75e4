/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/dwellings_erase.h"

#include "dwellings/queries.h"

/* Incomes are found by the bookings of the person, before these forget whose they are. */
static const ErasureStep steps[] = {
    {&ERASE_TENANCY_INCOMES, GIVEN_ALONE  },
    {&ERASE_CANDIDATURES,    GIVEN_NOTHING},
};

const ErasureSteps DWELLINGS_ERASURE = {steps, LENGTH_OF(steps)};
