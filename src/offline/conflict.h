/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a device brought for a guarded thing that others had changed. What stands stays until
 * somebody decides, who saw both: the one who brought it, the one who wrote what stands, or who
 * leads the case. Two values of one fact of a person are settled in the file itself
 * (people/person.h), and are none of these.
 */
#pragma once

#include "offline/apply.h"

typedef struct OfflineConflict {
    Id op; /* of the operation, and of the conflict */
    Id person;
    Id case_file; /* nil for none */
    Text kind;    /* of the operation: "need.set" */
    Text field;   /* "urgency"; "closed" for what came to a closed case */
    Id author;    /* who brought it */
    Id other;     /* who wrote what stands; nil when nobody knows */
    bool is_open;
    Moment at;
    bool is_withheld; /* the two values are not for the caller: both are empty */
    Text stands;
    Text wanted;
} OfflineConflict;

typedef LIST_OF(OfflineConflict) OfflineConflictList;

/* Keeps one, sealed, with the change it is for who follows the person. REFUSED without a key
 * file. In a writing session. */
MUST_USE Outcome conflict_keep(const Applying *doing);

/* The open ones that are the caller's to decide, the oldest first, at most 200; each of a
 * person the caller may still read, with its line in the journal. */
MUST_USE Outcome conflict_list(Access *access, OfflineConflictList *list);

typedef enum ConflictChoice {
    CONFLICT_KEEP, /* what stands */
    CONFLICT_TAKE, /* what the device brought, done now by who decides */
} ConflictChoice;

bool conflict_choice_parse(Text code, ConflictChoice *choice); /* "keep", "take" */

/* NOT_FOUND for one that is not the caller's to decide, as for none; CONFLICT when it was
 * decided before, or when what was brought is not possible even now: it then stays open. In a
 * writing session. */
MUST_USE Outcome conflict_decide(Access *access, Id op, ConflictChoice choice);
