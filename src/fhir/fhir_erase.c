/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_erase.h"

#include "fhir/queries.h"

static const ErasureStep steps[] = {
    {&ERASE_FHIR_IDENTIFIERS, GIVEN_ALONE},
    {&ERASE_FHIR_RESOURCES,   GIVEN_ALONE},
};

const ErasureSteps FHIR_ERASURE = {steps, LENGTH_OF(steps)};
