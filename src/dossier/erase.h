/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The end of what is kept: files whose time has passed are proposed, a person decides, and what
 * is erased leaves codes, moments and identifiers alone. The keys of the cases are destroyed,
 * so that their words are unreadable in the store and in every later copy; names and other
 * facts are emptied. What older backups still hold is told in docs/topics/secrecy.md.
 *
 * MAY_ERASE_PERSON: the data protection officer. GDPR articles 5.1 e and 17; Belgian law of 24
 * June 1955 on the archives, article 5, for public bodies.
 */
#pragma once

#include "access/access.h"

typedef enum ErasureGround { GROUND_REQUEST, GROUND_RETENTION, GROUND_UNLAWFUL } ErasureGround;
enum { ERASURE_GROUND_COUNT = GROUND_UNLAWFUL + 1, LEAVE_MOST = 120 };

bool erasure_ground_parse(Text code, ErasureGround *ground);

/* CONFLICT under a legal hold, with an open case, or when it was done before. `leave` is the
 * reference of the State Archives where one is needed; empty else. With the person go those who
 * were merged into them. Needs no key file: what cannot be read can be destroyed. */
MUST_USE Outcome person_erase(Access *access, Id person, ErasureGround ground, Text leave);

/* A hold forbids erasing until it ends. Reasons: court, complaint, inspection. */
MUST_USE Outcome person_hold(Access *access, Id person, Text reason, Id *hold);
MUST_USE Outcome person_end_hold(Access *access, Id person, Id hold);

typedef struct Hold {
    Id person;
    Id id;
    Text reason;
    Id account;
    Moment at;
} Hold;
typedef LIST_OF(Hold) HoldList;

/* Those that hold now, the oldest first. */
MUST_USE Outcome hold_list(Access *access, HoldList *list);

typedef struct Erasure {
    Id person;
    Text ground;
    Text leave;
    Id account;
    Moment at;
} Erasure;
typedef LIST_OF(Erasure) ErasureList;

/* Those of a moment and later, the oldest first: what is to be done again after an older backup
 * was restored. */
MUST_USE Outcome erasure_list(Access *access, Moment since, ErasureList *list);

/* A closed case whose years have passed (casework/retention.h). */
typedef struct RetentionDue {
    Id case_file;
    Id person;
    Text retention;
    Moment closed;
    Moment since; /* from when it could be destroyed */
} RetentionDue;
typedef LIST_OF(RetentionDue) RetentionDueList;
MUST_USE Outcome retention_due(Access *access, RetentionDueList *list);
