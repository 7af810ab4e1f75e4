/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Amendments: what partners and stewards put right in one field of a record that a source
 * brings. The record itself is changed, so that search, pages and formats need to know nothing
 * of it; the amendment is kept beside it and put in again after each load or import, until the
 * source says something else than it did: then the source has newer word, and the amendment
 * goes.
 */
#pragma once

#include "directory/record.h"

typedef struct Amendment {
    EntityKind kind;
    Id id;
    Text field; /* a JSON pointer (RFC 6901) through objects: "/seuil/hours" */
    Text value; /* canonical JSON; empty: nothing stands there */
} Amendment;

/* What stands in the field now, as canonical JSON; empty for nothing. NOT_FOUND for no such
 * record. */
MUST_USE Outcome amendment_standing(struct Session *session, Arena *arena,
                                    const Amendment *amendment, Text *value, Problem *problem);

/* Changes the record, in a writing session; what stood there before is put back by another
 * amendment. NOT_FOUND for no such record; INVALID for a value that is no JSON or that
 * record_put refuses. */
MUST_USE Outcome amendment_put(struct Session *session, Arena *arena,
                               const Amendment *amendment, Moment now, Problem *problem);

/* After a pass wrote what its source says, in its transaction. */
MUST_USE Outcome amendments_apply(struct Session *session, Moment now, Problem *problem);
