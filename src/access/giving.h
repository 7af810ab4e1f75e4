/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a domain above the dossier adds to the file that a person takes away
 * (dossier/export.h). Each writes one member of the object, of a person already admitted; the
 * composition root joins them (operations/givings.c).
 */
#pragma once

#include "access/access.h"
#include "json/json.h"

typedef struct Giving {
    const char *name; /* of the member */
    Outcome (*write)(Access *access, Id person, JsonWriter *writer);
} Giving;

typedef struct GivingRegister {
    const Giving *const *items;
    size_t count;
} GivingRegister;

/* Of every domain. Defined by the composition root. */
extern const GivingRegister GIVINGS;

extern const Giving DWELLINGS_GIVING; /* where they lived, what they asked for and earned */
extern const Giving SCREENING_GIVING; /* invitations, and what was found */
