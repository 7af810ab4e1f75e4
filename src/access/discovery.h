/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a provider says of itself (OpenID Connect Discovery 1.0), read from whatever was sent.
 * It must name the issuer that was asked, so that one provider cannot speak for another; each
 * of its addresses is https.
 */
#pragma once

#include "access/endpoint.h"
#include "base/outcome.h"

enum { DISCOVERY_MOST_BYTES = 65536 };

#define DISCOVERY_PATH "/.well-known/openid-configuration"

typedef struct Discovery {
    Text issuer;
    Text authorization; /* addresses */
    Text token;
    Text keys;
    Text end;               /* where its own session ends; empty for none */
    bool answers_as_issuer; /* its answers name it: RFC 9207 */
    bool takes_basic;       /* the secret in a header; else in the form */
} Discovery;

/* INVALID says what is missing or wrong. The texts live in the arena. */
MUST_USE Outcome discovery_read(Arena *arena, Text document, Text issuer, Discovery *discovery,
                                Problem *problem);

void discovery_copy(Arena *arena, const Discovery *from, Discovery *to);
