/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/resources_erase.h"

#include "resources/queries.h"

/* The night stays counted; who had it does not. */
static const ErasureStep steps[] = {
    {&ERASE_BOOKINGS,      GIVEN_NOTHING},
    {&ERASE_PERSON_NIGHTS, GIVEN_ALONE  },
    {&ERASE_WAITING,       GIVEN_NOTHING},
    {&ERASE_RIDE_REQUESTS, GIVEN_NOTHING},
};

const ErasureSteps RESOURCES_ERASURE = {steps, LENGTH_OF(steps)};
