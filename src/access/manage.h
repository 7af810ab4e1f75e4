/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The acts of who manages accounts, the same for the pages, the API and the command line. Each
 * leaves a line in the journal, in the same transaction. Nobody raises themself: a role or a
 * team is given by another, and somebody who may manage accounts always stays.
 */
#pragma once

#include "access/access.h"
#include "access/account.h"

/* A password told once, drawn outside any transaction. */
typedef struct OneTime {
    Text password;
    Text hash;
} OneTime;

MUST_USE Outcome one_time_draw(Arena *arena, OneTime *drawn, Problem *problem);

typedef struct Addition {
    NewAccount account;
    Text role; /* empty for none yet */
    Id id;     /* out */
} Addition;

typedef struct RoleOrder {
    Id account;
    Text role;
    Moment until; /* 0 has no end */
} RoleOrder;

typedef struct TeamOrder {
    Id account; /* who joins */
    Id team;    /* out when the team is new */
    Id house;   /* of a new team */
    Text name;  /* of a new team */
    Moment until;
} TeamOrder;

typedef struct PasswordOrder {
    Id account;
    Text hash;
} PasswordOrder;

/* Each runs in access->session, which must be a writing one, and judges the permission. REFUSED
 * for oneself; CONFLICT when nobody would manage accounts any more; else as account.h says. The
 * context is the order named by the function. */
Outcome manage_add(Access *access, void *addition);
Outcome manage_close(Access *access, void *id);
Outcome manage_lock(Access *access, void *id);
Outcome manage_unlock(Access *access, void *id);
Outcome manage_password(Access *access, void *password_order);
/* REFUSED for the caller's own account. */
MUST_USE Outcome must_be_of_another(Access *access, Id account);

/* Takes the second factor and passkeys off, of an Id: who lost them all. Its sessions end.
 */
Outcome manage_second(Access *access, void *id);
Outcome manage_role_give(Access *access, void *role_order);
Outcome manage_role_take(Access *access, void *role_order);
Outcome manage_team_add(Access *access, void *team_order);
Outcome manage_team_join(Access *access, void *team_order);

/* Runs one of them in a transaction of its own, with the lines it leaves. */
typedef Outcome (*ManageFunction)(Access *access, void *order);
MUST_USE Outcome manage_run(Store *store, Access *access, ManageFunction act, void *order);

/* The same for what only reads: in a snapshot, its lines left to who settles. */
MUST_USE Outcome manage_look(Store *store, Access *access, ManageFunction look, void *order);
