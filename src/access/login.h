/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in and staying so. Who is wrong waits longer after each failure (1 s after the third,
 * doubled up to an hour), and never for ever: nobody can shut a colleague out for good. A
 * session's secret is known to its holder alone; the store keeps its digest. It ends after
 * LOGIN_IDLE without use and LOGIN_LONGEST in all (OWASP ASVS 5.0, 7.3).
 */
#pragma once

#include "access/account.h"

enum {
    LOGIN_IDLE = 5 * 60,          /* then the screen is locked */
    LOGIN_LONGEST = 12 * 60 * 60, /* a day at the desk */
    LOGIN_TOKEN_LENGTH = 64,      /* hexadecimal */
};

typedef enum LoginState {
    LOGIN_DONE,
    LOGIN_WRONG, /* the name, the password or the code; it is not said which */
    LOGIN_WAIT,  /* too many failures: not before retry_at */
} LoginState;

typedef struct LoginAttempt {
    Text login;
    Text password;
    Text code; /* of the second factor, or a recovery code; empty when none was given */
} LoginAttempt;

typedef struct LoginResult {
    LoginState state;
    Moment retry_at;
    Account account; /* when done */
    Text token;      /* the secret of the new session, when done */
} LoginResult;

/* Tries once, and keeps what came of it in transactions of its own: OK whatever the state. */
MUST_USE Outcome login_try(Store *store, Arena *arena, const LoginAttempt *attempt, Moment now,
                           LoginResult *result, Problem *problem);

typedef struct LoginSession {
    Id account;
    Moment seen;
    bool is_locked; /* by its holder, or by LOGIN_IDLE */
} LoginSession;

/* NOT_FOUND for a secret that is none, or ended. */
MUST_USE Outcome login_find(Session *session, Text token, Moment now, LoginSession *found,
                            Problem *problem);

/* Keeps that the session was used. */
MUST_USE Outcome login_touch(Store *store, Text token, Moment now, Problem *problem);

/* Locks the screen; unlocking asks for the password again, through login_unlock. */
MUST_USE Outcome login_lock(Session *session, Text token, Moment now, Problem *problem);
MUST_USE Outcome login_unlock(Store *store, Arena *arena, Text token, Text password, Moment now,
                              LoginResult *result, Problem *problem);

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

/* A new password for who knows the present one; the sessions elsewhere end. INVALID names the
 * field that is wrong; CONFLICT, when there were too many failures: not before retry_at. */
typedef struct PasswordChange {
    Text token; /* of the session that stays */
    Text present;
    Text wanted;
    Moment retry_at;
} PasswordChange;

MUST_USE Outcome login_change_password(Store *store, Arena *arena, PasswordChange *change,
                                       Moment now, Problem *problem);

/* The parameter `token` of a query: what the store keeps of a session's secret. */
void login_bind_token(Statement *statement, Text token);

/* A token for the forms of a session: what another site cannot know, and another session not
 * use. */
Text login_form_token(Arena *arena, Text token);
bool login_form_token_is(Text token, Text form_token);
