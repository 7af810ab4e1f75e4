/* SPDX-License-Identifier: EUPL-1.2 */
/* What of a case that is open to the team, a profession or its author is open to a caller, by
 * the table of casework/note.h: for notes and documents alike. */
#pragma once

#include "casework/note.h"

typedef struct SecrecyReach {
    const Caller *caller;
    bool team;
    bool profession;
} SecrecyReach;

/* Of a case already judged. */
MUST_USE Outcome secrecy_reach(Access *access, const Case *read, SecrecyReach *reach);

bool secrecy_opens(const SecrecyReach *reach, NoteSecrecy secrecy, Text profession, Id author);
