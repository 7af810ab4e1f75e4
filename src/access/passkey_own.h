/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One's own passkeys. To add one, its holder gives the password again, and the code where a
 * telephone is enrolled; who signs in with a provider and has no password must have done so a
 * moment ago, and so must, with a passkey, who has no other second step: a screen left open
 * gives its finder no key to the house.
 */
#pragma once

#include "access/login.h"
#include "access/passkey.h"

typedef enum PasskeyAskState {
    PASSKEY_ASKED,
    PASSKEY_WRONG, /* the password or the code */
    PASSKEY_WAIT,  /* too many failures: not before retry_at */
    PASSKEY_STALE, /* sign in anew, with the provider or a passkey: PASSKEY_SECONDS are over */
} PasskeyAskState;

typedef struct PasskeyAdding {
    Store *store;
    Arena *arena;
    const Keyring *keyring; /* of the second factor */
    PasskeySite site;
    Moment now;
    Text token; /* of the session that asks */
    Text password;
    Text code; /* of the telephone, or a recovery code; where there is one */
    Text name; /* of the passkey to be */
    Problem *problem;
} PasskeyAdding;

typedef struct PasskeyAsking {
    PasskeyAskState state;
    Moment retry_at;
    Text options; /* of PASSKEY_ASKED: for the browser */
} PasskeyAsking;

/* OK whatever the state. INVALID names the field; CONFLICT for one passkey too many; REFUSED
 * where the second factor cannot be read. */
MUST_USE Outcome own_ask_passkey(const PasskeyAdding *adding, PasskeyAsking *asking);

/* What the browser answered; `id` is that of the new passkey. NOT_FOUND when nothing was asked
 * in this session, or too long ago; INVALID, REFUSED and CONFLICT as access/passkey.h says. */
MUST_USE Outcome own_add_passkey(const PasskeyAdding *adding, Text answer, Id *id);

/* In a writing session, with its line in the journal; as passkey_remove. CONFLICT besides for
 * the last one where a role asks for a second step and no telephone makes it. */
MUST_USE Outcome own_remove_passkey(Access *access, Id passkey);

/* The same for who manages accounts, of an account that is not theirs: its sessions end. The
 * context is a PasskeyRemoval. */
Outcome manage_passkey_remove(Access *access, void *removal);
