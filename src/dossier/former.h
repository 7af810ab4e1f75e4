/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What workers of a house that kept a person's case before did with the file. A case changes
 * hands when another house accepts it; whoever the former house set to work is then counted by
 * the one that took over, and told by the data protection officer: to the former house the
 * person is a stranger. What any third house did is told as before, since nobody else would.
 */
#pragma once

#include "access/access.h"
#include "base/list.h"

typedef struct FormerAccount {
    Id account;
    Id house; /* nil: nobody can name it, the account is gone */
} FormerAccount;

typedef struct Former {
    Moment until;                 /* when the caller's house took over; 0: never */
    LIST_OF(Id) houses;           /* that kept the case before, without the caller's */
    LIST_OF(FormerAccount) known; /* so that each account is read once */
} Former;

MUST_USE Outcome former_read(Access *access, Id person, Former *former);

/* Whether the line of that account and moment is of the former time, by such a house. */
MUST_USE Outcome former_did(Access *access, Former *former, Id account, Moment at, bool *is);
