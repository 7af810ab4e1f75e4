/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/activities_erase.h"

#include "activities/queries.h"

/* The place and the marks stay counted; whose they were does not. */
static const ErasureStep steps[] = {
    {&ERASE_ENROLMENTS, GIVEN_NOTHING},
};

const ErasureSteps ACTIVITIES_ERASURE = {steps, LENGTH_OF(steps)};
