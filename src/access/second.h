/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The second factor of an account: codes a telephone makes (crypto/totp.h), and ten recovery
 * codes on paper for the day it is lost. The secret is sealed by the keyring and a recovery
 * code kept as its keyed digest, so that who holds the store alone can make none. A code serves
 * once.
 */
#pragma once

#include "access/account.h"

enum { SECOND_CODES = 10 };

/* Told once, on the answer that made them. */
typedef struct SecondCodes {
    Text items[SECOND_CODES];
} SecondCodes;

void second_draw(Arena *arena, SecondCodes *codes);

typedef struct SecondOrder {
    Arena *arena;
    const Keyring *keyring; /* REFUSED without one */
    Id account;
    Text secret;  /* of totp_secret_new */
    int64_t step; /* of the code that confirmed it */
    const SecondCodes *codes;
} SecondOrder;

/* Keeps secret and recovery codes in the place of any before. In a writing session. */
MUST_USE Outcome second_set(Session *session, const SecondOrder *order, Problem *problem);

/* Other recovery codes; those before open nothing any more. `secret` and `step` are not read.
 */
MUST_USE Outcome second_set_codes(Session *session, const SecondOrder *order, Problem *problem);

/* Takes secret and recovery codes away. NOT_FOUND for no such account. */
MUST_USE Outcome second_remove(Session *session, Id account, Problem *problem);

/* How many recovery codes were not used. */
MUST_USE Outcome second_codes_left(Session *session, Id account, size_t *count,
                                   Problem *problem);

typedef enum SecondUse {
    SECOND_WRONG,    /* or used before */
    SECOND_BY_PHONE, /* six digits */
    SECOND_BY_PAPER, /* a recovery code */
} SecondUse;

typedef struct SecondTry {
    Arena *arena;
    const Keyring *keyring;
    const Account *account; /* as just read */
    Text code;
    Moment now;
} SecondTry;

/* Uses the code up, and tells which it was. In a writing session; of two at once one is wrong.
 * REFUSED without the keyring that sealed the secret. */
MUST_USE Outcome second_use(Session *session, const SecondTry *attempt, SecondUse *use,
                            Problem *problem);
