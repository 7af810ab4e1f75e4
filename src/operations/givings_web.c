/* SPDX-License-Identifier: EUPL-1.2 */
/* What the domains above the dossier add to the paper of a person's file. */
#include "access/giving_web.h"

static const PaperGiving domains[] = {dwellings_paper};

const PaperGivingRegister PAPER_GIVINGS = {domains, LENGTH_OF(domains)};
