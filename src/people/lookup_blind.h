/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether another house keeps who is looked for (people/lookup.h). For people/lookup.c, and for
 * people/ask.c, which tells nobody what it found. */
#pragma once

#include "people/lookup.h"

/* One such file of another house; nil for none. Leaves no line. */
MUST_USE Outcome lookup_hint(Access *access, const PersonFactList *facts, Text code,
                             Id *person);

enum { LOOKUP_HOUSES_MOST = 8 };

/* Of a blind look: who was found, and who keeps them; all nil for nobody. */
typedef struct LookupBlind {
    Id person;
    Id house;
    Id team;
} LookupBlind;

/* Of each house that keeps such a person, one file, the newest; the houses of the newest files
 * first, and LOOKUP_HOUSES_MOST at most. What is left of `found` is nil, and is looked for as
 * long. INVALID too for a query that a blind look cannot answer. Leaves no line. */
MUST_USE Outcome lookup_blind(Access *access, const LookupQuery *query,
                              LookupBlind found[LOOKUP_HOUSES_MOST]);
