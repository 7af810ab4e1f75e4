/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A form that came when its session was locked or over is not lost: it is kept a day, sealed
 * under the secret of that session, and given back to the same account after it signs in. One a
 * session; a later one takes the place of an earlier.
 */
#pragma once

#include "base/list.h"
#include "base/moment.h"
#include "store/store.h"

typedef struct DraftField {
    Text name;
    Text value;
} DraftField;

typedef struct Draft {
    Text path; /* without the language: "/p/..." */
    DraftField *items;
    size_t count;
    size_t capacity;
    Moment kept;
} Draft;

/* INVALID for a form too large to keep. NOT_FOUND when the secret was never of a session, or of
 * one that ended more than a day ago or was ended on purpose. In a writing session. */
MUST_USE Outcome draft_keep(Session *session, Arena *arena, Text token, const Draft *draft,
                            Moment now, Problem *problem);

/* NOT_FOUND when there is none of the last day. */
MUST_USE Outcome draft_find(Session *session, Arena *arena, Text token, Moment now,
                            Draft *draft, Problem *problem);

MUST_USE Outcome draft_forget(Session *session, Text token, Problem *problem);

typedef struct DraftMove {
    Text before; /* the secret of the session it was kept under */
    Text after;  /* the one it is found under from now on */
    Id account;  /* who must have written it */
} DraftMove;

/* Does nothing when there is none, or when another wrote it. In a writing session. */
MUST_USE Outcome draft_move(Session *session, Arena *arena, const DraftMove *move, Moment now,
                            Problem *problem);
