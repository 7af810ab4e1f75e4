/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A record is one HSDS entity, flat: its own fields as canonical JSON, without the records
 * nested in it. Loads and imports make records, the store keeps them, the catalogue and the
 * exports are built from them. Unknown properties stay in the body, so nothing is lost.
 */
#pragma once

#include "base/id.h"
#include "base/list.h"
#include "base/moment.h"
#include "directory/model.h"

typedef struct Record {
    EntityKind kind;
    Id id;
    EntityKind owner_kind; /* ENTITY_COUNT when the record stands alone */
    Id owner;
    uint32_t position; /* order among its siblings */
    Text body; /* canonical JSON object with "id" and, where HSDS has them, "*_id" links */
    Moment modified; /* when the body last changed; known of what is read */
} Record;

typedef LIST_OF(Record) RecordList;

/* Receives records one at a time, so that an import never holds the whole file. */
typedef struct RecordSink {
    Outcome (*put)(void *context, const Record *record, Problem *problem);
    void *context;
} RecordSink;

struct json_t;

/* The same of records whose bodies were parsed already, so that one pass serves two readers. */
typedef struct BodySink {
    Outcome (*put)(void *context, const Record *record, const struct json_t *body,
                   Problem *problem);
    void *context;
} BodySink;

struct Session;
struct Store;

/* Reads every record of a kind in the order of identifiers. The callback's record lives until
 * it returns. */
MUST_USE Outcome record_each(struct Session *session, EntityKind kind, RecordSink sink,
                             Problem *problem);

/* One pass of a load or import: what it brings is marked, so that what it no longer brings can
 * be pruned at its end. */
typedef struct RecordPass {
    Text origin; /* "load:wallonie", "import:hsds" */
    int64_t token;
    Moment now;
    struct TwinHolds *holds; /* what merges hold (twin_held.h); NULL: nothing */
} RecordPass;

RecordPass record_pass(Text origin, Moment now);

/* Writes one record inside a write transaction, replacing the one with the same kind and id.
 * INVALID when one of its texts holds a control character. */
MUST_USE Outcome record_put(struct Session *session, const RecordPass *pass,
                            const Record *record, Problem *problem);

/* Changes the body of a record that stays with the origin which brought it; refuses as
 * record_put does. */
MUST_USE Outcome record_amend(struct Session *session, const Record *record, Moment now,
                              Problem *problem);

/* The same past what merges hold: for themselves alone. */
MUST_USE Outcome record_put_as_is(struct Session *session, const RecordPass *pass,
                                  const Record *record, Problem *problem);

/* Removes what earlier passes of the origin brought and this one did not; says how many. */
MUST_USE Outcome record_prune(struct Session *session, const RecordPass *pass, int64_t *removed,
                              Problem *problem);

/* NOT_FOUND when there is none; the record lives in the arena. */
MUST_USE Outcome record_get(struct Session *session, Arena *arena, EntityKind kind, Id id,
                            Record *record, Problem *problem);
MUST_USE Outcome record_count(struct Session *session, EntityKind kind, int64_t *count,
                              Problem *problem);

/* The latest commits that changed a record and that removed one: tells a stale catalogue from
 * other writes, and a replica what it lacks. */
typedef struct RecordStamp {
    int64_t changed;
    int64_t removed;
} RecordStamp;

MUST_USE Outcome record_stamp(struct Session *session, RecordStamp *stamp, Problem *problem);

/* Once all records came from elsewhere (a restored backup), in the same transaction: gives
 * those of every territory the stamp of this commit, so that all who follow them read them
 * again, and makes the replicas in this store start again from their homes. No context. */
MUST_USE Outcome record_restamp(struct Session *session, void *context, Problem *problem);
