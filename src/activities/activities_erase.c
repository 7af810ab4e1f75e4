/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/activities_erase.h"

#include "activities/queries.h"

/* The place, the marks and the invitations stay counted; whose they were does not, and nothing
 * of what a screening found. */
static const ErasureStep steps[] = {
    {&ERASE_ENROLMENTS,        GIVEN_NOTHING},
    {&ERASE_SCREENING_RESULTS, GIVEN_ALONE  },
    {&ERASE_INVITATIONS,       GIVEN_NOTHING},
};

const ErasureSteps ACTIVITIES_ERASURE = {steps, LENGTH_OF(steps)};
