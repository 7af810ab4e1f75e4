/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a machine signs to say who it is: a JWT of RFC 7523 as SMART Backend Services has it
 * (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html). RS384 and ES384
 * alone; "none" and secrets shared by both sides are no signatures.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

enum {
    ASSERTION_MOST_BYTES = 8192,
    ASSERTION_MOST_KEYS = 16,
    ASSERTION_MOST_KEY_BYTES = 32768, /* of a whole set of keys */
    ASSERTION_MOST_SECONDS = 300,     /* how far ahead it may end */
};

typedef struct Assertion {
    Text client; /* issuer and subject, which are the same */
    Text number; /* "jti": never used twice */
    Moment expires;
} Assertion;

/* Who says to have signed; nothing is proved yet. INVALID when it is no such statement. */
MUST_USE Outcome assertion_client(Arena *arena, Text token, Text *client, Problem *problem);

/* REFUSED unless a key of the set signed it, for this audience, and it holds now. */
typedef struct AssertionCheck {
    Text keys;     /* a JWK set, RFC 7517 */
    Text audience; /* the address of the token */
    Moment now;
} AssertionCheck;

MUST_USE Outcome assertion_verify(Arena *arena, Text token, const AssertionCheck *check,
                                  Assertion *assertion, Problem *problem);

/* INVALID unless the document is a JWK set of public keys that can be verified with; one that
 * holds a private key is refused. */
MUST_USE Outcome assertion_check_keys(Arena *arena, Text keys, Problem *problem);
