/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Clients: machines of a house (a hospital's record, another network) that ask for a short
 * token with a statement they sign (OAuth 2 client credentials, RFC 6749 4.4, RFC 7523). A
 * client is an account without a password: its house, team, role and end are those of the
 * account, and the journal names it as any other. docs/decisions/2026-11-29-fhir.md.
 */
#pragma once

#include "access/access.h"
#include "access/account.h"

/* What the network's words are said in to this client (people's referrals, Consent...). */
typedef enum ClientDialect {
    DIALECT_SDOH, /* HL7 SDOH Clinical Care 3.0.0 */
    DIALECT_BE,   /* the Belgian eReferral, hl7-be/referral 2.0.0 */
} ClientDialect;
enum { DIALECT_COUNT = DIALECT_BE + 1 };

Text dialect_name(ClientDialect dialect); /* "sdoh", "be" */
bool dialect_parse(Text name, ClientDialect *dialect);

enum { CLIENT_TOKEN_SECONDS = 300, CLIENT_MOST_SCOPES = 2048, CLIENT_MOST_HOOKS = 1024 };

/* The role every client has. */
#define CLIENT_ROLE "connected_system"

/* All kinds of things: whose persons it sees is judged of each, whatever its scopes. */
#define CLIENT_USUAL_SCOPES "system/*.cruds"

typedef struct Client {
    Id account;
    Text keys;   /* a JWK set */
    Text scopes; /* what it may ask for, with spaces */
    ClientDialect dialect;
    Text hooks; /* hosts that may be told, "name" or "name:port", with spaces */
    bool hooks_are_private;
} Client;

/* Makes the account, its role, its place in the team, and the client; with its lines in the
 * journal. MAY_MANAGE_ACCOUNTS. INVALID names login, team, keys, scopes or hooks. */
typedef struct NewClient {
    Text login;
    Text name;
    Id team;
    Client client; /* account: out */
} NewClient;
MUST_USE Outcome client_add(Access *access, void *new_client);

/* Other keys, scopes, dialect or hooks for one that exists; its tokens end. */
MUST_USE Outcome client_change(Access *access, void *client);

/* NOT_FOUND for an account that is no client. */
MUST_USE Outcome client_get(Session *session, Arena *arena, Id account, Client *client,
                            Problem *problem);

typedef struct ClientLine {
    Id account;
    Text login;
    Text name;
    bool is_open;
    bool is_locked; /* disabled for a time */
    Text scopes;
    Text dialect;
    Text hooks;
} ClientLine;
typedef LIST_OF(ClientLine) ClientLines;

/* "active", "locked" or "closed". */
Text client_state(const ClientLine *line);

MUST_USE Outcome client_list(Session *session, Arena *arena, ClientLines *lines,
                             Problem *problem);

/* ------------------------------------------------------------------------------- tokens */

typedef struct TokenRequest {
    Text assertion; /* the signed statement */
    Text audience;  /* the address it must name */
    Text scopes;    /* asked for; empty: all the client may have */
} TokenRequest;

typedef struct Token {
    Text secret;
    Text scopes; /* granted: those asked for that the client may have */
    Id account;
} Token;

/* In a writing session. REFUSED for a client that does not exist or is closed, whose signature
 * does not hold, or that used the statement before; INVALID for what is no statement, or when
 * no scope is left. */
MUST_USE Outcome token_issue(Session *session, Arena *arena, const TokenRequest *request,
                             Moment now, Token *token, Problem *problem);

/* NOT_FOUND for a secret that is none, or ended. The client's account may have ended since. */
MUST_USE Outcome token_find(Session *session, Arena *arena, Text secret, Moment now,
                            Token *token, Problem *problem);

/* Whether the scopes open an interaction ('c', 'r', 'u', 'd' or 's') on a kind of thing, by
 * "system/Task.cruds", "system/ *.rs" without the space, and so on. */
bool scopes_allow(Text scopes, Text kind, char interaction);
