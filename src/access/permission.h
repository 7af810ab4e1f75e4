/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What may be permitted, and for whose persons: the rules of data/access/roles.yaml, compiled
 * into the program. All judging is here: a caller holds the permissions of their roles, and a
 * permission that concerns a person also asks how the caller stands to that person.
 *
 * Professional secrecy: Belgian Penal Code, "secret professionnel"; the relations are those of
 * shared secrecy (docs/decisions/2026-11-29-access.md).
 */
#pragma once

#include "base/id.h"
#include "base/outcome.h"
#include "base/permission.h"
#include "words/language.h"

/* In the order of the file; a test compares. */
enum {
    MAY_BE_ONESELF = FIRST_PERMISSION_OF_DOMAINS, /* sign out, lock, own password */
    MAY_USE_DESK,
    MAY_FIND_PERSON,
    MAY_CREATE_PERSON,
    MAY_READ_PERSON,
    MAY_WRITE_PERSON,
    MAY_MERGE_PERSONS,
    MAY_EXPORT_PERSON,
    MAY_ERASE_PERSON,
    MAY_READ_CASE,
    MAY_WRITE_CASE,
    MAY_WRITE_NOTE,
    MAY_RECORD_CONSENT,
    MAY_OVERRIDE_CONSENT,
    MAY_BREAK_GLASS,
    MAY_SEND_REFERRAL,
    MAY_ANSWER_REFERRAL,
    MAY_READ_JOURNAL,
    MAY_VERIFY_JOURNAL,
    MAY_MANAGE_ACCOUNTS,
    MAY_MANAGE_FORMS,
    MAY_EDIT_DIRECTORY,
    MAY_READ_COUNTS,     /* of the own house */
    MAY_READ_ALL_COUNTS, /* of every house besides */
    MAY_MANAGE_CONVENTIONS,
    MAY_GRANT,         /* by a convention, to a person */
    MAY_APPROVE_GRANT, /* above the threshold of one */
    MAY_REDEEM,
    MAY_SETTLE, /* what tickets cost, between who accepts and who pays */
    MAY_BOOK_UNIT,
    MAY_MANAGE_UNIT,
    MAY_REQUEST_RIDE,
    MAY_PLAN_RIDES,    /* also who drives, and what they are paid */
    MAY_HANDLE_RESULT, /* of a screening: doctors and nurses alone */
    MAY_EXCHANGE,      /* of a machine, a client: its own surface, and no page */
    PERMISSION_END,    /* one past the last */
};

/* Fewer persons than these are not counted out to who reads counts: one could be found. */
enum { COUNT_FEW = 5 };

/* How a caller stands to a person, the nearest first. */
typedef enum Relation {
    RELATION_TEAM,      /* of the team that keeps the file */
    RELATION_HOUSE,     /* of another team of that house */
    RELATION_CONSENT,   /* of another house, to which the person agreed */
    RELATION_EMERGENCY, /* broken glass */
    RELATION_STRANGER,  /* none of these: another house, or another territory */
} Relation;
enum { RELATION_COUNT = RELATION_STRANGER + 1 };

typedef uint64_t PermissionSet; /* bit 0 is MAY_BE_ONESELF */

typedef struct Role {
    Text key; /* "social_worker" */
    Text name[LANGUAGE_COUNT];
    PermissionSet permissions;
    bool needs_second_factor; /* a password alone opens nothing (docs/decisions) */
} Role;

typedef struct RoleList {
    const Role *items;
    size_t count;
} RoleList;

/* The roles of the file, read once, for the life of the program. */
RoleList roles(void);

/* NULL for none of this key. */
const Role *role_find(Text key);

Text permission_name(Permission permission); /* "person.read"; empty for none of them */
Text relation_name(Relation relation);       /* "team", "house", "consent", ... */

bool permission_holds(PermissionSet set, Permission permission);

/* Whether a permission concerns a person at all. */
bool permission_is_personal(Permission permission);

/* The one judgement: the set holds the permission, and its rule names the relation. For a
 * permission that concerns no person the relation counts for nothing. */
bool permission_allows(PermissionSet set, Permission permission, Relation relation);
