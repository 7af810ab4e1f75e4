/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a browser answers when a passkey was asked for, and whether it is true (W3C Web
 * Authentication level 2, 7.1 and 7.2). libfido2 reads keys and verifies signatures; the rest
 * of the lists of those sections is here. docs/decisions/2026-11-30-passkeys.md.
 */
#pragma once

#include "access/passkey_data.h"

enum { PASSKEY_MOST_ANSWER = 32 * 1024, PASSKEY_CHALLENGE = 32 };

/* Of COSE: those libfido2 verifies and browsers make. */
enum { PASSKEY_ES256 = -7, PASSKEY_EDDSA = -8, PASSKEY_RS256 = -257 };

/* Where passkeys belong: the public address of this server. */
typedef struct PasskeySite {
    Text origin; /* "https://seuil.example", as browsers say it */
    Text name;   /* "seuil.example" */
} PasskeySite;

/* False where no browser offers a passkey: an address without https (but that of this machine,
 * "localhost"), or one of numbers. */
bool passkey_site_of(Arena *arena, Text site, PasskeySite *found);

/* PublicKeyCredential.toJSON of level 3, its bytes read. */
typedef struct PasskeyAnswer {
    Text credential;
    Text client;      /* "clientDataJSON", as it was signed */
    Text attestation; /* of a new one */
    Text data;        /* "authenticatorData", of one that is used */
    Text signature;
    Text user; /* the handle; may be empty */
} PasskeyAnswer;

/* INVALID names the member. */
MUST_USE Outcome passkey_answer_read(Arena *arena, Text json, PasskeyAnswer *answer,
                                     Problem *problem);

typedef struct PasskeyAsked {
    PasskeySite site;
    Text challenge; /* PASSKEY_CHALLENGE bytes */
} PasskeyAsked;

typedef struct PasskeyKey {
    int64_t algorithm;
    Text bytes; /* as libfido2 holds a key of the algorithm */
    int64_t counter;
} PasskeyKey;

/* The key that was made for us. INVALID for what is not formed as it must be, REFUSED for what
 * answers another question; both name the field. */
MUST_USE Outcome passkey_prove_new(Arena *arena, const PasskeyAnswer *answer,
                                   const PasskeyAsked *asked, PasskeyKey *made,
                                   Problem *problem);

/* Whether this key signed the answer, its holder verified by the device. REFUSED names what is
 * not so: "counter" for a device that counted less than before, as a copy would. `counter` is
 * what it counts now. */
MUST_USE Outcome passkey_prove(Arena *arena, const PasskeyAnswer *answer,
                               const PasskeyAsked *asked, const PasskeyKey *key,
                               int64_t *counter, Problem *problem);
