/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What workers of a house that kept a person before did with the file. A case changes hands
 * when another house accepts it; whoever the former house set to work is then told by that
 * house, of which the person asks it, and not by the one that took over.
 */
#pragma once

#include "access/access.h"
#include "base/list.h"

typedef struct FormerAccount {
    Id account;
    bool is_of_other_house;
} FormerAccount;

typedef struct Former {
    Moment until;                 /* when the caller's house took over; 0: never */
    LIST_OF(FormerAccount) known; /* so that each account is read once */
} Former;

MUST_USE Outcome former_read(Access *access, Id person, Former *former);

/* Whether the line of that account and moment is of the former time, by another house. */
MUST_USE Outcome former_did(Access *access, Former *former, Id account, Moment at, bool *is);
