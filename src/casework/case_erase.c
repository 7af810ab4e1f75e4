/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_erase.h"

#include "casework/queries.h"

static const ErasureStep steps[] = {
    {&ERASE_NOTES,                GIVEN_ALONE},
    {&ERASE_ITEMS,                GIVEN_ALONE},
    {&ERASE_ASSESSMENTS,          GIVEN_ALONE},
    {&ERASE_CONFERENCE_DECISIONS, GIVEN_ALONE},
    {&ERASE_CONFERENCE_GUESTS,    GIVEN_ALONE},
    {&ERASE_ACCOMPANIMENTS,       GIVEN_ALONE},
    {&ERASE_CONFERENCES,          GIVEN_ALONE},
    {&ERASE_DOCUMENTS,            GIVEN_ALONE},
    {&ERASE_DOCUMENT_CONTENTS,    GIVEN_ALONE},
    {&ERASE_CASE_KEYS,            GIVEN_ALONE},
};

const ErasureSteps CASE_ERASURE = {steps, LENGTH_OF(steps)};
