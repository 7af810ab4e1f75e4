/* SPDX-License-Identifier: EUPL-1.2 */
/* What the domains above the dossier give a person of their file. */
#include "access/giving.h"

static const Giving *const domains[] = {&SCREENING_GIVING, &DWELLINGS_GIVING};

const GivingRegister GIVINGS = {domains, LENGTH_OF(domains)};
