/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether records hold together: each link leads to a record that is there, and no parents and
 * no requirements go round in a circle. One pass, at eight bytes a record and a little more for
 * each record that is named before it comes.
 */
#pragma once

#include "directory/links.h"
#include "directory/record_set.h"

/* The first mention of a record that had not come yet. */
typedef struct OpenLink {
    const char *field;
    EntityKind kind;
    Id id;
    Text name;
    Text where;
} OpenLink;

typedef struct Integrity {
    Arena *arena;
    RecordSet seen;
    RecordSet wanted;
    LIST_OF(OpenLink) open;
    EdgeList edges;
} Integrity;

Integrity integrity_start(Arena *arena);

/* Takes note of a record and of what it names; the problem of this record will be said to
 * stand at `where`. */
MUST_USE Outcome integrity_note(Integrity *integrity, EntityKind kind, Id id,
                                const json_t *body, Text where);

/* To be called when all have come: INVALID at the first link to a record that neither came nor
 * is in the store, or at a circle of which one link came at least. */
MUST_USE Outcome integrity_settle(Integrity *integrity, struct Session *session,
                                  Problem *problem);

/* The same of all records of the store; `where` is "service 0196f3a0-...". */
MUST_USE Outcome integrity_check(struct Session *session, Problem *problem);

/* After record_prune(): INVALID at a record left that names one the transaction under way
 * removed. */
MUST_USE Outcome integrity_check_gone(struct Session *session, Problem *problem);
