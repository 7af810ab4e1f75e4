/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A text for an address bar: whoever sees it reads nothing, nobody can make or change one, and
 * it is read for a limited time. The key of one server lives in its memory and dies with it, so
 * nothing has to be stored and nothing can be found later.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"
#include "crypto/crypto.h"

typedef struct Sealer {
    uint8_t key[crypto_secretbox_KEYBYTES];
} Sealer;

/* A key of its own, from the system's random source. */
void sealer_start(Sealer *sealer);

/* The key of all servers that hold the same secret: one opens what another closed. */
void sealer_start_shared(Sealer *sealer, Text secret);

/* Characters of an address only (A-Z a-z 0-9 - _); another text each time. */
Text sealer_close(const Sealer *sealer, Arena *arena, Text content, Moment now);

/* False for what this sealer did not close, and for what it closed more than `seconds` ago. */
MUST_USE bool sealer_open(const Sealer *sealer, Arena *arena, Text sealed, Moment now,
                          int64_t seconds, Text *content);
