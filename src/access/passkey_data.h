/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bytes of an authenticator (W3C Web Authentication level 2, 6.1 and 6.5): read once, shape
 * and limits alone, before libfido2 is given them. Its own reader takes memory for as many
 * members as a length claims; here nothing nests, and nothing is longer than what came.
 */
#pragma once

#include "base/outcome.h"

enum { PASSKEY_MOST_CREDENTIAL = 1023, PASSKEY_MOST_DATA = 8192 };

/* Bits of AuthenticatorData.flags. */
enum {
    PASSKEY_PRESENT = 0x01,
    PASSKEY_VERIFIED = 0x04,
    PASSKEY_HAS_KEY = 0x40,
    PASSKEY_HAS_EXTENSIONS = 0x80,
};

typedef struct AuthenticatorData {
    Text site; /* SHA-256 of the site's name */
    unsigned flags;
    int64_t counter;
    Text credential;   /* of PASSKEY_HAS_KEY; else empty */
    int64_t algorithm; /* the same; as COSE numbers it */
} AuthenticatorData;

/* INVALID unless the bytes are exactly that. Views into them. */
MUST_USE Outcome authenticator_data_read(Text bytes, AuthenticatorData *data, Problem *problem);

/* The authenticator data of an attestation object of the format "none". INVALID for another. */
MUST_USE Outcome attestation_read(Text bytes, Text *data, Problem *problem);
