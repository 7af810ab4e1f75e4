/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The key of a case: drawn when it is opened, sealed for its team by the key file, and never
 * elsewhere. Without its row nothing written in the case can be read, by anybody, in any copy
 * that was made after (docs/decisions/2026-11-29-secrecy.md).
 */
#pragma once

#include "casework/case.h"

/* Draws it and keeps it for the team. REFUSED without a key file. */
MUST_USE Outcome case_key_make(Access *access, Id case_file, Id team);

/* The key of a case already judged. NOT_FOUND when it was destroyed. */
MUST_USE Outcome case_key_open(Access *access, const Case *read, Keyring *ring);

/* Seals it anew for another team, and takes the former's away: one row or the other opens it,
 * never both. NOT_FOUND when it was destroyed. */
MUST_USE Outcome case_key_hand_over(Access *access, const Case *read, Id team);

/* Seals and opens words of a case: `purpose` is "note", "item", "document". */
MUST_USE Outcome case_seal(Access *access, const Keyring *ring, const char *purpose, Id row,
                           Text words, Text *sealed);
MUST_USE Outcome case_unseal(Access *access, const Keyring *ring, const char *purpose, Id row,
                             Text sealed, Text *words);
