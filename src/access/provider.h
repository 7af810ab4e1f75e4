/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Providers of OpenID Connect: servers of a house where its people prove who they are. They are
 * written down in a file by who runs the server (docs/howto/sign-in-elsewhere.md), and read
 * once. What a provider says of itself is asked of it when it is first needed and kept for an
 * hour; its keys are asked for again, at most twice a minute, when a statement names another.
 */
#pragma once

#include "access/discovery.h"
#include "base/moment.h"
#include "words/language.h"

enum {
    PROVIDERS_MOST = 16,
    PROVIDER_KEEPS_SECONDS = 60 * 60,
    PROVIDER_ASKS_SECONDS = 30, /* the least between two askings of its keys */
    PROVIDER_MOST_AT_ONCE = 2,  /* people it is waited for; others come back in a moment */
};

typedef struct ProviderMemory ProviderMemory;

typedef struct Provider {
    Text key;  /* "hopital": in addresses */
    Text name; /* on the button */
    Text issuer;
    Text client_id;
    Text secret;      /* or empty, and then */
    Text private_key; /* as PEM */
    Text key_id;      /* of the private key, "kid"; may be empty */
    Text trust;       /* authorities besides the system's, as PEM; empty for none */
    Text second_acr;  /* "acr" that say a second step was made, with spaces; empty for none */
    Text second_amr;  /* "amr" that do, each alone enough */
    bool is_private;  /* it may be on a private network */
    int64_t fresh;    /* seconds since its own sign-in that are taken */
    Text secret_file; /* where the three stand, as the file of providers says */
    Text private_file;
    Text trust_file;
    ProviderMemory *memory; /* what it said of itself */
} Provider;

typedef struct Providers {
    Provider *items;
    size_t count;
} Providers;

/* Reads the file of providers, whose secrets are files of their own, yet to be read. INVALID
 * names line and field. What it gives lives as long as the program: SCOPED(providers_close). */
MUST_USE Outcome providers_read(Arena *arena, Text file, Text content, Providers *providers,
                                Problem *problem);
void providers_close(Providers *providers);

/* NULL for none of this key; of no providers at all when `providers` is NULL. */
const Provider *provider_find(const Providers *providers, Text key);

/* NULL for none of this issuer. */
const Provider *provider_of_issuer(const Providers *providers, Text issuer);

/* One question to a provider's server: a form, or empty to only ask. */
typedef struct Question {
    const Provider *provider;
    Text address;       /* https */
    Text authorization; /* of the header; empty for none */
    Text form;
} Question;

/* The network, given by who calls. OK with the body of an answer of status 200, or of 400 to a
 * form: RFC 6749, 5.2. UNAVAILABLE says why there is none. */
typedef Outcome (*AskFunction)(Arena *arena, const Question *question, Text *body,
                               Problem *problem);

/* What the provider says of itself, and its keys, copied into the arena. */
typedef struct ProviderWords {
    Discovery discovery;
    Text keys; /* a JWK set */
} ProviderWords;

typedef enum ProviderKeys { PROVIDER_KEYS_KEPT, PROVIDER_KEYS_ANEW } ProviderKeys;

/* PROVIDER_KEYS_ANEW: a statement names a key that is not among those kept. UNAVAILABLE when it
 * does not answer, or not as it must. */
MUST_USE Outcome provider_ask(Arena *arena, const Provider *provider, AskFunction ask,
                              ProviderKeys wanted, Moment now, ProviderWords *words,
                              Problem *problem);

/* What is kept, without asking. False for nothing. */
bool provider_recall(Arena *arena, const Provider *provider, ProviderWords *words);

/* A place among those the provider is waited for; false when there is none. Given back by
 * provider_leave. */
bool provider_enter(const Provider *provider);
void provider_leave(const Provider *provider);
