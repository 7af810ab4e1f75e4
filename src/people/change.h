/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What of a person changed, and when in the order of the territory's commits: whoever follows
 * from a count on (offline/pull.h) misses nothing. Every function that changes what is shown of
 * a person says so here, in the transaction of the change.
 */
#pragma once

#include "access/access.h"

typedef enum ChangeKind {
    CHANGE_PERSON, /* the file and its facts */
    CHANGE_CASE,
    CHANGE_NOTE,
    CHANGE_REFERRAL,
    CHANGE_CONFLICT, /* of what was done offline */
    CHANGE_KIND_COUNT
} ChangeKind;

Text change_kind_code(ChangeKind kind); /* "person" */

/* `id` is that of the thing: of the person themself for CHANGE_PERSON. */
MUST_USE Outcome person_changed(Access *access, Id person, ChangeKind kind, Id id);

typedef struct Change {
    ChangeKind kind;
    Id id;
    int64_t count; /* of the territory, when it last changed */
} Change;

typedef LIST_OF(Change) ChangeList;

/* What changed after `since` and not after `until`, by kind. Judges nothing. */
MUST_USE Outcome person_changes(Access *access, Id person, int64_t since, int64_t until,
                                ChangeList *list);
