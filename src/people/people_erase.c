/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/people_erase.h"

#include "people/queries.h"

static const ErasureStep steps[] = {
    {&ERASE_FACTS,          GIVEN_NOTHING},
    {&ERASE_ANIMALS,        GIVEN_ALONE  },
    {&ERASE_STAYS,          GIVEN_ALONE  },
    {&ERASE_ASKS,           GIVEN_ALONE  },
    {&ERASE_ASKS_REACHED,   GIVEN_ALONE  },
    {&ERASE_NOTICES,        GIVEN_NOTHING},
    {&ERASE_CONSENTS,       GIVEN_NOW    },
    {&ERASE_SHARES,         GIVEN_NOW    },
    {&PERSON_KEY_REMOVE_OF, GIVEN_ALONE  },
};

const ErasureSteps PEOPLE_ERASURE = {steps, LENGTH_OF(steps)};
