/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Amendments: what partners and stewards put right in one field of a record that a source
 * brings. The record itself is changed, so that search, pages and formats need to know nothing
 * of it; the amendment is kept beside it and put in again after each load or import, until the
 * source says something else than it did, or the same as the amendment: then the source has
 * newer word, and the amendment goes. One of a record that a merge withholds waits with it.
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

typedef struct AmendedField {
    bool is_amended; /* something else stands there than the source said */
    Text was;        /* what that was */
} AmendedField;

/* Of the field of a record: the value of `amendment` is not read. */
MUST_USE Outcome amendment_source(struct Session *session, Arena *arena,
                                  const Amendment *amendment, AmendedField *field,
                                  Problem *problem);

/* After a pass wrote what its source says, in its transaction; or after a merge showed records
 * anew: then the pass has no token. */
MUST_USE Outcome amendments_apply(struct Session *session, const RecordPass *pass,
                                  Problem *problem);
