/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Accounts of the people who work with Seuil, their roles and teams. A password is kept as
 * Argon2id (RFC 9106, libsodium's moderate cost); it is hashed and compared outside any
 * transaction, since it takes a good part of a second by design.
 */
#pragma once

#include "access/access.h"

typedef struct Account {
    Id id;
    Text login;
    Text name;
    Id house;
    Text profession;
    Language language;
    Text password; /* the hash; empty for an account that signs in elsewhere */
    Text totp;     /* the sealed secret; empty without a second factor */
    int64_t totp_step;
    bool is_one_time; /* the password was drawn by another and is to be changed */
    bool is_open;     /* neither closed nor locked */
    bool is_locked;   /* for a time: it keeps its roles and teams */
} Account;

/* "active", "locked" or "closed". */
Text account_state(const Account *account);

typedef struct NewAccount {
    Text login; /* kept in small letters */
    Text name;
    Id house;        /* an organisation of the directory */
    Text profession; /* a code: "social_worker", "nurse"...; may be empty */
    Language language;
    Text password_hash; /* of password_hash; empty for none */
    bool is_one_time;   /* to be changed before anything else */
} NewAccount;

enum { PASSWORD_LEAST = 12, PASSWORD_MOST = 256, LOGIN_MOST = 64, ACCOUNT_NAME_MOST = 120 };

/* INVALID for a password too short or too long, or found among the ones everybody tries; the
 * login may not be it (NIST SP 800-63B 5.1.1.2: length, no rules of composition). */
MUST_USE Outcome password_hash(Arena *arena, Text login, Text password, Text *hash,
                               Problem *problem);

/* A password to be told once: drawn at random, easy to read aloud. */
Text password_new(Arena *arena);

/* In a time that does not tell whether there is a hash. */
bool password_is(Text hash, Text password);

/* CONFLICT for a login that exists; INVALID names the field. In a writing session. */
MUST_USE Outcome account_add(Session *session, Arena *arena, const NewAccount *account,
                             Moment now, Id *id, Problem *problem);

/* NOT_FOUND for none. The texts live in the arena. */
MUST_USE Outcome account_find(Session *session, Arena *arena, Text login, Account *account,
                              Problem *problem);
MUST_USE Outcome account_get(Session *session, Arena *arena, Id id, Account *account,
                             Problem *problem);

typedef struct AccountList {
    Account *items;
    size_t count;
    size_t capacity;
} AccountList;

/* Whether an open account may manage accounts: before that, the first one is made without. */
MUST_USE Outcome account_has_manager(Session *session, Moment now, bool *has, Problem *problem);

/* By login, at most 10,000. */
MUST_USE Outcome account_list(Session *session, Arena *arena, AccountList *list,
                              Problem *problem);

/* A password told once, to be changed at the next sign-in; it ends the sessions of the account.
 */
MUST_USE Outcome account_set_password(Session *session, Id id, Text hash, Problem *problem);

/* A password its holder chose; the sessions stay. */
MUST_USE Outcome account_change_hash(Session *session, Id id, Text hash, Problem *problem);

/* The sealed secret of the second factor (access/second.h), empty for none, and the step of the
 * code that confirmed it. */
MUST_USE Outcome account_set_totp(Session *session, Id id, Text sealed, int64_t step,
                                  Problem *problem);

MUST_USE Outcome account_set_language(Session *session, Id id, Language language,
                                      Problem *problem);

/* A closed account keeps its name in the journal, has neither role nor team, and can no longer
 * sign in. */
MUST_USE Outcome account_close(Session *session, Id id, Moment now, Problem *problem);

/* A locked account can no longer sign in, its sessions end; it is as before once unlocked.
 * NOT_FOUND for a closed one. */
MUST_USE Outcome account_lock(Session *session, Id id, Problem *problem);
MUST_USE Outcome account_unlock(Session *session, Id id, Problem *problem);

/* INVALID for a role that does not exist. `until` 0 has no end; giving it again changes it. */
MUST_USE Outcome role_give(Session *session, Id account, Text role, Moment until, Id granter,
                           Moment now, Problem *problem);

typedef struct RoleGrant {
    Text role; /* the key */
    Moment until;
} RoleGrant;

typedef struct RoleGrantList {
    RoleGrant *items;
    size_t count;
    size_t capacity;
} RoleGrantList;

/* Those that hold, by key. */
MUST_USE Outcome role_grants(Session *session, Arena *arena, Id account, Moment now,
                             RoleGrantList *list, Problem *problem);
MUST_USE Outcome role_take(Session *session, Id account, Text role, Moment now,
                           Problem *problem);

typedef struct Team {
    Id id;
    Id house;
    Text name;
} Team;

MUST_USE Outcome team_add(Session *session, Id house, Text name, Moment now, Id *id,
                          Problem *problem);
MUST_USE Outcome team_list(Session *session, Arena *arena, const Team **teams, size_t *count,
                           Problem *problem);
/* NOT_FOUND for none. */
MUST_USE Outcome team_find(Session *session, Id id, Problem *problem);
MUST_USE Outcome team_join(Session *session, Id account, Id team, Moment until,
                           Problem *problem);

/* The teams of caller->account that have not ended. */
MUST_USE Outcome caller_read_teams(Session *session, Moment now, Caller *caller,
                                   Problem *problem);

/* Fills who the account is at the moment: its roles and teams that have not ended. REFUSED for
 * a closed or locked account. */
MUST_USE Outcome caller_read(Session *session, Arena *arena, Id account, Moment now,
                             Caller *caller, Problem *problem);
