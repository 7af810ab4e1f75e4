/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every function that touches a person is given: who asks, in which session, and the lines
 * the journal will get. Whoever reads a person says so with access_judge; the lines are written
 * before the answer leaves, or nothing leaves (docs/decisions/2026-11-29-access.md).
 */
#pragma once

#include "access/permission.h"
#include "base/list.h"
#include "base/moment.h"
#include "crypto/keyring.h"
#include "store/store.h"

enum { CALLER_MOST_TEAMS = 16 };

/* Who signed in. */
typedef struct Caller {
    Id account; /* nil for the machine itself: jobs, the command line of the operator */
    Text name;
    Text profession;
    Id house;
    Id teams[CALLER_MOST_TEAMS];
    size_t team_count;
    PermissionSet permissions;
    bool must_change_password; /* before anything else: somebody else knows it */
    bool must_add_second;      /* a role asks for a second factor, and there is none */
} Caller;

/* A line for the journal, still to be written. Codes alone, never a word of a person. */
typedef struct JournalNote {
    Text act; /* "person.read" */
    Id person;
    Id subject;
    Text because; /* the relation, or a code of a reason */
} JournalNote;

typedef struct Access {
    Arena *arena;
    Session *session;
    Caller caller;
    Moment now;
    const Keyring *keyring; /* NULL: what is sealed is neither read nor written */
    LIST_OF(JournalNote) notes;
    Problem *problem;
} Access;

bool caller_is_of_team(const Caller *caller, Id team);

/* REFUSED unless the caller holds `permission` under `relation`, in words that say nothing of
 * the person; either way the journal gets a line. `subject` may be nil. */
MUST_USE Outcome access_judge(Access *access, Permission permission, Relation relation,
                              Id person, Id subject);

/* Names the line of the last judgement, which was allowed, by what was done, where the
 * permission is one to write and somebody only read: "consent.read". */
void access_did(Access *access, const char *act);

/* The judgement of a route or a command before it runs: REFUSED, with a line, unless a role of
 * the caller holds the permission. Whose persons it holds for is access_judge's. */
MUST_USE Outcome access_permit(Access *access, Permission permission);

/* REFUSED unless the caller holds a permission that concerns no person. */
MUST_USE Outcome access_require(Access *access, Permission permission);

/* Adds a line by hand: an act upon access itself, such as a role granted. */
void access_note(Access *access, const char *act, Id person, Id subject, const char *because);

/* Writes the lines in the session, which must be a writing one, and forgets them. */
MUST_USE Outcome access_write_journal(Access *access, Session *session);

/* The same after reading in a snapshot: in a transaction of its own. Nothing to write costs
 * nothing. */
MUST_USE Outcome access_settle_reading(Access *access, Store *store);
