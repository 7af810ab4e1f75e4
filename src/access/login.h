/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in and staying so. Who is wrong waits longer after each failure (1 s after the third,
 * doubled up to an hour), and never for ever: nobody can shut a colleague out for good. A
 * session's secret is known to its holder alone; the store keeps its digest. It ends after
 * LOGIN_IDLE without use and LOGIN_LONGEST in all (OWASP ASVS 5.0, 7.3). Where the account has
 * a second factor the password opens nothing yet: it gives a ticket, which serves with a code.
 */
#pragma once

#include "access/account.h"

enum {
    LOGIN_IDLE = 5 * 60,           /* then the screen is locked */
    LOGIN_LONGEST = 12 * 60 * 60,  /* a day at the desk */
    LOGIN_TOKEN_LENGTH = 64,       /* hexadecimal */
    LOGIN_TICKET_SECONDS = 5 * 60, /* to find one's telephone */
};

typedef enum LoginState {
    LOGIN_DONE,
    LOGIN_WRONG, /* the name, the password or the code; it is not said which */
    LOGIN_WAIT,  /* too many failures: not before retry_at */
    LOGIN_CODE,  /* the password is right, and a code is asked for besides */
    LOGIN_LATE,  /* the ticket has ended, or is none: from the start again */
} LoginState;

typedef struct LoginAttempt {
    Text login;
    Text password;
    Text code;   /* of the second factor, or a recovery code; empty when none was given */
    Text ticket; /* of LOGIN_CODE, in the place of login and password */
    Text locked; /* the session to unlock, whose account needs no login; empty for a new one */
    bool must_give_code;    /* unlocking asks the password alone, unless this is set */
    const Keyring *keyring; /* of the second factor; what has one is refused without */
} LoginAttempt;

typedef struct LoginResult {
    LoginState state;
    Moment retry_at;
    Account account; /* when done */
    Text token;      /* the secret of the new session, when done */
    Text ticket;     /* when a code is asked for */
} LoginResult;

/* Tries once, and keeps what came of it in transactions of its own: OK whatever the state. */
MUST_USE Outcome login_try(Store *store, Arena *arena, const LoginAttempt *attempt, Moment now,
                           LoginResult *result, Problem *problem);

typedef struct LoginSession {
    Id account;
    Moment seen;
    bool is_locked;         /* by its holder, or by LOGIN_IDLE */
    bool is_from_elsewhere; /* a provider proved who it is: the password was not asked */
    bool has_second;        /* by a passkey, or by the provider, which said so */
} LoginSession;

/* NOT_FOUND for a secret that is none, or ended. */
MUST_USE Outcome login_find(Session *session, Text token, Moment now, LoginSession *found,
                            Problem *problem);

/* Keeps that the session was used. */
MUST_USE Outcome login_touch(Store *store, Text token, Moment now, Problem *problem);

/* The secret of a session to come, and the session, with its line in the journal: for an
 * account that has proved who it is. */
typedef struct LoginOpening {
    Text token; /* of login_token_new */
    Id account;
    Text provider; /* that proved it (access/provider.h); empty: the password did */
    bool has_second;
    bool by_passkey;
    Moment now;
} LoginOpening;
Text login_token_new(Arena *arena);
MUST_USE Outcome login_open(Session *session, const LoginOpening *opening, Problem *problem);

/* The ticket of LOGIN_CODE, for an account whose first step the provider proved, or its
 * password where that is empty. REFUSED without the keyring. */
typedef struct LoginTicket {
    const Account *account;
    Text provider;
    Moment at;
} LoginTicket;
MUST_USE Outcome login_ticket(Arena *arena, const Keyring *keyring, const LoginTicket *made,
                              Text *ticket, Problem *problem);

/* Whose ticket it is. NOT_FOUND for none, one that ended, or whose account cannot sign in. */
typedef struct LoginTicketUse {
    Arena *arena;
    const Keyring *keyring;
    Text ticket;
    Moment now;
} LoginTicketUse;

typedef struct LoginTicketHolder {
    Account account;
    Text provider;
} LoginTicketHolder;
MUST_USE Outcome login_ticket_open(Session *session, const LoginTicketUse *use,
                                   LoginTicketHolder *holder, Problem *problem);

/* The provider of a session; empty for one that a password opened. NOT_FOUND for none. */
MUST_USE Outcome login_provider(Session *session, Arena *arena, Text token, Text *provider,
                                Problem *problem);

/* Locks the screen; login_try with `locked` proves who may unlock it. */
MUST_USE Outcome login_lock(Session *session, Text token, Moment now, Problem *problem);
MUST_USE Outcome login_unlock(Session *session, Text token, Moment now, Problem *problem);

MUST_USE Outcome login_end(Session *session, Text token, Problem *problem);

/* Whose session it is, or was until a day ago. NOT_FOUND for none. */
MUST_USE Outcome login_account_of(Session *session, Text token, Id *account, Problem *problem);

typedef struct LoginPlaces {
    size_t count; /* sessions of the account that hold */
    Moment first; /* when the oldest began */
} LoginPlaces;

/* The sessions of an account besides the one of the secret. */
MUST_USE Outcome login_others(Session *session, Id account, Text token, Moment now,
                              LoginPlaces *others, Problem *problem);
MUST_USE Outcome login_end_others(Session *session, Id account, Text token, Problem *problem);

/* The parameter `token` of a query: what the store keeps of a session's secret. */
void login_bind_token(Statement *statement, Text token);

/* A token for the forms of a session: what another site cannot know, and another session not
 * use. */
Text login_form_token(Arena *arena, Text token);
bool login_form_token_is(Text token, Text form_token);
