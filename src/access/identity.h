/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who a provider says somebody is: the ID token of OpenID Connect Core 1.0, 2 and 3.1.3.7,
 * read from whatever was sent. RS256, ES256 and EdDSA alone.
 */
#pragma once

#include "access/jwt.h"
#include "access/provider.h"

enum { IDENTITY_MOST_SUBJECT = 255, IDENTITY_MOST_AGE = 600 };

typedef struct IdentityCheck {
    const Provider *provider;
    Text keys;      /* a JWK set */
    Text nonce;     /* of the question */
    Moment started; /* when it was asked */
    Moment now;
    bool must_be_fresh; /* proved after it was asked, whatever the provider's own session */
} IdentityCheck;

typedef struct Identity {
    Text subject;    /* "sub": with the issuer, the same person for ever */
    bool has_second; /* the provider says that a second step was made */
} Identity;

/* What a token must be, to be that of a provider. INVALID for what is none, REFUSED for one
 * that is another's, of another, ended, or not signed by a key of the set. */
MUST_USE Outcome identity_read(Arena *arena, const Jwt *jwt, const IdentityCheck *check,
                               Identity *identity, Problem *problem);
