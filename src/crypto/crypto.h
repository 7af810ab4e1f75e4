/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A thin layer over libsodium: what cannot be guessed, digests, and comparing without telling
 * by the time it takes. The library starts itself at the first call; a machine where it cannot
 * (no source of randomness) ends the program, for nothing safe could be done on it.
 */
#pragma once

#include <sodium.h>

#include "base/id.h"

/* Fills with bytes nobody can guess. Repeatable numbers for tests are in base/random.h. */
void secret_bytes(void *bytes, size_t length);
uint32_t secret_below(uint32_t limit); /* uniform in [0, limit); limit > 0 */

/* The identifier of a new row: version 7, ordered by the moment it is made. Those that one
 * process makes of one second, or of a clock that lags a little, follow each other too: twelve
 * bits count where chance would stand, as RFC 9562 section 6.2 has it (method 1). */
Id id_new(int64_t unix_milliseconds);

/* Two hexadecimal digits a byte, lower case. */
Text bytes_format(Arena *arena, const uint8_t *bytes, size_t count);

/* BLAKE2b, 32 bytes. */
typedef struct Digest {
    uint8_t bytes[32];
} Digest;

/* The digest of a text for one purpose ("plan"): the same text has another digest elsewhere. */
Digest digest_of(Text purpose, Text content);
Text digest_format(Arena *arena, Digest digest); /* 64 hexadecimal digits, lower case */
bool digest_equal(Digest a, Digest b);           /* in constant time */

/* The same for content that comes in pieces: start, add as often as needed, end once. */
typedef struct Digester {
    crypto_generichash_blake2b_state state;
} Digester;

void digester_start(Digester *digester, Text purpose);
void digester_add(Digester *digester, Text piece);
Digest digester_end(Digester *digester);

/* Whether two secrets are the same, in a time that depends on their length alone. */
bool secret_equal(Text a, Text b);
