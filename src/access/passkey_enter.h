/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in with a passkey: alone, for its device verified who holds it, or as the second step
 * after a password or a provider, by the ticket of access/login.h. Failures make wait as wrong
 * passwords do, under the same name.
 */
#pragma once

#include "access/login.h"
#include "access/passkey.h"

enum { PASSKEY_SECRET = LOGIN_TOKEN_LENGTH };

typedef struct PasskeyEntry {
    Store *store;
    Arena *arena;
    const Keyring *keyring; /* of tickets; needed where there is one */
    PasskeySite site;
    Moment now;
    Text ticket; /* of a first step; empty: the passkey is both */
    Text secret; /* of the attempt: out of asking, and in again with the answer */
    Problem *problem;
} PasskeyEntry;

/* What the browser is to be asked. NOT_FOUND for a ticket that ended, or whose account has no
 * passkey. */
MUST_USE Outcome passkey_enter_ask(PasskeyEntry *entry, Text *options);

/* Tries once, and keeps what came of it: OK whatever the state, and the problem says why it is
 * LOGIN_WRONG. LOGIN_LATE when nothing was asked, or it was answered. */
MUST_USE Outcome passkey_enter(PasskeyEntry *entry, Text answer, LoginResult *result);
