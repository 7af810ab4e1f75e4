/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in with a provider of one's house: the code flow of OpenID Connect Core 1.0 with PKCE
 * (RFC 7636). Who leaves takes a secret along in a cookie, from which state, nonce and verifier
 * come, so that an answer serves in the browser that asked alone, once, within ten minutes, and
 * at the provider that was asked (RFC 9700). docs/decisions/2026-11-30-sign-in-elsewhere.md.
 */
#pragma once

#include "access/login.h"
#include "access/provider.h"

enum { ELSEWHERE_SECONDS = 10 * 60, ELSEWHERE_SECRET = 64, ELSEWHERE_MOST_CODE = 2048 };

#define ELSEWHERE_RETURN "/entrer/retour/" /* and the key of the provider */

/* What both ways are given. */
typedef struct Elsewhere {
    Store *store;
    Arena *arena;
    const Providers *providers;
    AskFunction ask;
    const Keyring *keyring; /* for the second step of an account that has one */
    Text site;              /* "https://seuil.example" */
    Moment now;
    Problem *problem;
} Elsewhere;

typedef struct Departure {
    Text key; /* of the provider */
    Text way; /* where they were going: a path of ours, or empty */
    Language language;
    bool is_locked; /* a screen is locked: proved anew, whatever the provider's own session */
    Text secret;    /* out: for the cookie */
    Text address;   /* out: where to send the browser */
} Departure;

/* NOT_FOUND for no such provider; CONFLICT when too many wait for it; UNAVAILABLE when it does
 * not answer as it must, with the reason for the operator. */
MUST_USE Outcome elsewhere_leave(const Elsewhere *elsewhere, Departure *departure);

typedef enum ElsewhereState {
    ELSEWHERE_DONE,
    ELSEWHERE_CODE,     /* this account has a second step here, and the provider made none */
    ELSEWHERE_LATE,     /* nobody left from this browser just now, or came back already */
    ELSEWHERE_DECLINED, /* the provider says no, or the person did there */
    ELSEWHERE_BUSY,     /* too many wait for the provider */
    ELSEWHERE_SILENT,   /* it does not answer */
    ELSEWHERE_DOUBTED,  /* what it says does not hold */
    ELSEWHERE_UNKNOWN,  /* no open account is linked to who it says */
    ELSEWHERE_WEAK,     /* a role asks for a second step, which nobody made */
} ElsewhereState;

typedef struct ElsewhereReturn {
    Text key;    /* of the provider, by the path */
    Text secret; /* of the cookie */
    Text state;
    Text code;
    Text error;
    Text issuer;         /* "iss" of RFC 9207; may be empty */
    ElsewhereState said; /* out */
    Language language;   /* out; as it was on leaving, where that is known */
    Text way;            /* out */
    Text subject;        /* out, of ELSEWHERE_UNKNOWN: to be told to who manages accounts */
    Account account;     /* out, of DONE and CODE */
    Text token;          /* out, of DONE: the secret of the session */
    Text ticket;         /* out, of CODE */
} ElsewhereReturn;

/* OK whatever was said; the problem has the reason for the operator, without a word of the
 * person. Any other outcome is a trouble of the store. */
MUST_USE Outcome elsewhere_return(const Elsewhere *elsewhere, ElsewhereReturn *back);

/* Where the provider of a session ends its own; empty for none, or when it was not heard since
 * the start. */
Text elsewhere_end(const Elsewhere *elsewhere, Text key);
