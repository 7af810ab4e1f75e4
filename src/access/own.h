/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people change about their own account: password and second factor. Each asks for the
 * password again, and waits after failures as signing in does: a screen left open gives its
 * finder neither.
 */
#pragma once

#include "access/login.h"
#include "access/second.h"

/* A new password for who knows the present one; the sessions elsewhere end. INVALID names the
 * field that is wrong; CONFLICT, when there were too many failures: not before retry_at. */
typedef struct PasswordChange {
    Text token; /* of the session that stays */
    Text present;
    Text wanted;
    Moment retry_at;
} PasswordChange;

MUST_USE Outcome own_change_password(Store *store, Arena *arena, PasswordChange *change,
                                     Moment now, Problem *problem);

typedef enum OwnState {
    OWN_DONE,
    OWN_WRONG, /* the password or the code */
    OWN_WAIT,  /* too many failures: not before retry_at */
} OwnState;

typedef struct SecondRequest {
    Text token; /* of the session that asks */
    Text password;
    Text code;   /* of the telephone; for what is not an enrolment, or a recovery code */
    Text secret; /* of an enrolment: as totp_secret_format gave it */
    const Keyring *keyring;
    OwnState state;    /* out */
    Moment retry_at;   /* out: 0, or when to try again */
    SecondCodes codes; /* out, of enrolling and renewing: told once */
} SecondRequest;

/* Enrols a telephone that made a right code of the secret. OK whatever the state; REFUSED
 * without a keyring; CONFLICT for an account that has a second factor; INVALID for a secret
 * that is none. */
MUST_USE Outcome own_add_second(Store *store, Arena *arena, SecondRequest *request, Moment now,
                                Problem *problem);

/* Other recovery codes, and no second factor any more. CONFLICT for an account without one. */
MUST_USE Outcome own_renew_codes(Store *store, Arena *arena, SecondRequest *request, Moment now,
                                 Problem *problem);
MUST_USE Outcome own_remove_second(Store *store, Arena *arena, SecondRequest *request,
                                   Moment now, Problem *problem);
