/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is read aloud or typed from a ticket: "7K3-M9Q-TRX". Eight characters that nobody can
 * guess (39.6 bits) of an alphabet of 31 without 0, 1, I, L and O, and a ninth that checks
 * them, since a slip at a counter must not find somebody else's ticket.
 *
 * The check is that of ISBN-10 (ISO 2108): the sum of each character times its place, modulo a
 * prime at least as large as the alphabet; here 31. It finds every single slip and every two
 * characters that changed places (J. Verhoeff, Error Detecting Decimal Codes, 1969, chapter 2,
 * for weights that differ modulo a prime); a test tries them all.
 */
#pragma once

#include "crypto/crypto.h"

enum { TICKET_CODE_SECRET = 8, TICKET_CODE_CHARACTERS = TICKET_CODE_SECRET + 1 };

Text ticket_code_new(Arena *arena);

/* As people type it: small letters, spaces, any hyphens or none. False unless it has nine
 * characters of the alphabet and the last agrees; `code` is then as ticket_code_new gives it.
 */
bool ticket_code_parse(Arena *arena, Text typed, Text *code);
