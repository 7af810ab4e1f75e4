/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signed statements: JSON Web Tokens (RFC 7519) of three parts, and the public keys that prove
 * them (RFC 7517). The algorithm is that of the key and must be among those the caller takes: a
 * statement cannot choose a weaker one, and "none" or a secret shared by both sides is none.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"
#include "json/json.h"

enum {
    JWT_RS256 = 1 << 0,
    JWT_RS384 = 1 << 1,
    JWT_ES256 = 1 << 2,
    JWT_ES384 = 1 << 3,
    JWT_EDDSA = 1 << 4, /* Ed25519 */
};

/* A set of the bits above. */
typedef unsigned JwtAlgorithms;

enum {
    JWT_MOST_BYTES = 16384,
    JWT_MOST_KEYS = 64,
    JWT_MOST_KEY_BYTES = 65536, /* of a whole set of keys */
    JWT_SLACK_SECONDS = 30,     /* by how much two clocks may differ */
    JWT_LEAST_RSA_BITS = 2048,
    JWT_MOST_RSA_BYTES = 1024,
};

/* What a statement, or a set of keys, may be: 64 KiB, depth 8, 2,000 values. */
extern const JsonLimits JWT_LIMITS;

typedef struct Jwt {
    const char *field; /* what problems name: "client_assertion" */
    Text header;       /* JSON */
    Text claims;       /* JSON */
    Text signature;
    Text signed_text; /* the first two, as they were sent */
} Jwt;

/* INVALID unless it has three parts in base64url; nothing is proved yet. */
MUST_USE Outcome jwt_read(Arena *arena, Text token, const char *field, Jwt *jwt,
                          Problem *problem);

/* REFUSED unless a key of the set signed it with one of the algorithms. */
MUST_USE Outcome jwt_verify(Arena *arena, const Jwt *jwt, Text keys, JwtAlgorithms algorithms,
                            Problem *problem);

/* Whether the set has the key that the statement names, or the statement names none. False for
 * what is no set either. */
bool jwt_key_is_known(Arena *arena, const Jwt *jwt, Text keys);

/* Whether a key holds more than what everybody may know. */
bool jwt_key_is_private(const json_t *key);

/* What a key of a set may verify; 0 for one that is private, too weak or of another kind. */
JwtAlgorithms jwt_key_algorithms(Arena *arena, const json_t *key);

/* Whether the claim "aud" names the audience, alone or among others. */
bool jwt_is_for(const json_t *claims, Text audience);

/* A statement signed with a private key as PEM: RSA, P-256 or Ed25519. INVALID for another. */
typedef struct JwtSigning {
    Text private_key;
    Text key_id; /* "kid"; may be empty */
    Text claims; /* JSON */
} JwtSigning;
MUST_USE Outcome jwt_sign(Arena *arena, const JwtSigning *signing, Text *token,
                          Problem *problem);
