/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Codes of six digits that a telephone and Seuil both make of one secret and the time (TOTP,
 * RFC 6238: HMAC-SHA-1, steps of 30 seconds, which is what every application for it reads).
 */
#pragma once

#include "base/moment.h"
#include "base/text.h"

enum {
    TOTP_SECRET_BYTES = 20, /* as long as the digest: RFC 4226, 4, R6 */
    TOTP_DIGITS = 6,
    TOTP_STEP_SECONDS = 30,
    TOTP_DRIFT_STEPS = 1, /* by how many steps the two clocks may differ */
};

/* A new secret nobody can guess. */
Text totp_secret_new(Arena *arena);

/* The secret as people type it into their telephone: base32 (RFC 4648) in groups of four. */
Text totp_secret_format(Arena *arena, Text secret);

/* Reads it back, with or without spaces. False unless it is of TOTP_SECRET_BYTES. */
bool totp_secret_parse(Arena *arena, Text typed, Text *secret);

/* What the picture of the secret says: "otpauth://totp/Seuil:nadia?secret=...". The account is
 * of characters an address may hold. */
Text totp_address(Arena *arena, Text account, Text secret);

/* The code of a step: the number of steps since 1970. */
Text totp_code(Arena *arena, Text secret, int64_t step);

/* Finds the step whose code was typed, later than `after` and within the drift of the moment;
 * false for none. In a time that tells nothing of the codes. */
bool totp_find_step(Arena *arena, Text secret, Text typed, Moment now, int64_t after,
                    int64_t *step);
