/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A message as a mail server takes it from an outbox folder (RFC 5322): the address it may go
 * to, its date, its subject (RFC 2047) and its words in lines of 76 characters that any server
 * carries (quoted-printable, RFC 2045, 6.7).
 */
#pragma once

#include "base/buffer.h"
#include "base/moment.h"

/* One address of printable ASCII: nothing in it can start another header or recipient. */
bool letter_address_is_plain(Text address);

/* "Tue, 24 Nov 2026 17:05:00 +0000" */
Text letter_date(Arena *arena, Moment now);

/* "=?UTF-8?B?...?=": UTF-8 words of a header, in pieces of at most 75 characters. */
Text letter_words(Arena *arena, Text words);

/* Text of UTF-8 with "\n" or "\r\n" at the end of its lines, as quoted-printable. */
void letter_body(Buffer *out, Text words);
