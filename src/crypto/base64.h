/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes as letters, for what travels as text: base64 (RFC 4648, section 4) as documents and
 * HTTP write it, and base64url (section 5), without padding, as addresses and signed statements
 * do.
 */
#pragma once

#include "base/text.h"

/* With padding, on one line. */
Text base64_write(Arena *arena, Text bytes);

Text base64url_write(Arena *arena, Text bytes);

/* False, and `bytes` untouched, for what no writer made: another letter, white space, padding,
 * a length that cannot be, bits left over at the end that are not zero. */
bool base64url_read(Arena *arena, Text text, Text *bytes);
