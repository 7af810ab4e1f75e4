/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A provider of OpenID Connect for tests, without a socket: it has keys of its own, says what a
 * provider says, and signs what a test wants it to say.
 */
#pragma once

#include "access/elsewhere.h"
#include "access/jwt.h"

#define HOUSE_ISSUER "https://idp.house.example"
#define HOUSE_CLIENT "seuil"

typedef enum HouseKey { HOUSE_RSA, HOUSE_CURVE, HOUSE_EDWARDS, HOUSE_KEYS } HouseKey;

typedef struct ProviderHouse {
    Arena *arena;
    Providers providers;
    Text pem[HOUSE_KEYS];
    Text jwk[HOUSE_KEYS];
    Text public_pem; /* of HOUSE_RSA: what a confused verifier takes for a secret */
    Text discovery;  /* what it says of itself; a test may change it */
    Text keys;       /* its set of keys; the same */
    Text token;      /* what it answers to a code, whole; empty: nothing answers */
    Text form;       /* what it was sent last */
    Text authorization;
    int keys_asked;
    int words_asked;
} ProviderHouse;

/* Opens the house, that house_ask answers for until the next is opened. */
void house_open(ProviderHouse *house);
void house_close(ProviderHouse *house);

/* An AskFunction. */
Outcome house_ask(Arena *arena, const Question *question, Text *body, Problem *problem);

/* A statement of these claims (JSON), signed with a key of the house under the name `kid`. */
Text house_sign(ProviderHouse *house, HouseKey key, const char *kid, Text claims);

/* What is right at the moment for `nonce`, with `more` members after it: ",\"amr\":[]". A
 * member said again in `more` takes the place of the one that is right. */
Text house_claims(ProviderHouse *house, Text nonce, Moment now, const char *more);

/* {"id_token": ...} */
Text house_answer(ProviderHouse *house, Text token);
