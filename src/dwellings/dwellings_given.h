/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a person lived and which dwellings they asked for, as they take it away: what the
 * caller's house may read, and how much of it other houses keep. */
#pragma once

#include "dwellings/candidature.h"
#include "dwellings/rent.h"

typedef struct TenancyGiven {
    Tenancy tenancy;
    Text dwelling;          /* its name; empty where its house keeps it to itself now */
    RentIncomeList incomes; /* none where they are another house's to tell */
} TenancyGiven;

typedef LIST_OF(TenancyGiven) TenancyGivenList;
typedef LIST_OF(Candidature) CandidatureList;

typedef struct DwellingsGiven {
    TenancyGivenList tenancies;
    CandidatureList candidatures;
    int64_t withheld; /* what another house keeps */
} DwellingsGiven;

/* Of a person already admitted, and of the files merged into theirs. */
MUST_USE Outcome dwellings_given(Access *access, Id person, DwellingsGiven *given);
