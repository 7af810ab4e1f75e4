/* SPDX-License-Identifier: EUPL-1.2 */
/* What elsewhere.c and exchange.c share. */
#pragma once

#include "access/elsewhere.h"

/* One secret for one purpose, drawn from the one in the cookie. */
Text elsewhere_derive(Arena *arena, const char *purpose, Text secret);

/* "code_verifier": 43 letters of base64url, as RFC 7636 asks. */
Text elsewhere_verifier(Arena *arena, Text secret);

/* A value of a form: all but letters, digits, "-", "." and "_" as %XX. */
Text elsewhere_encode(Arena *arena, Text text);

/* The code in the place of which the provider gives its statement. */
typedef struct Exchange {
    const Elsewhere *elsewhere;
    const Provider *provider;
    const Discovery *discovery;
    Text code;
    Text return_address;
    Text verifier;
} Exchange;

/* The ID token, not yet looked into; another outcome with what to say of it. */
MUST_USE Outcome exchange_code(const Exchange *exchange, Text *token, ElsewhereState *said);
