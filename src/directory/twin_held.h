/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to the writers of records: what a merge holds (twin_merge.h). An import asks here
 * before it writes a record, at the cost of one look into a set in memory for each.
 */
#pragma once

#include "directory/record.h"
#include "directory/record_set.h"
#include "json/json.h"

struct Session;

/* A record with what the store knows besides. */
typedef struct HeldRecord {
    Record record;
    Text origin;
    int64_t pass;
    Id merge;  /* of twin_source alone */
    Text fate; /* "kept", "withheld", "moved", "alone" */
} HeldRecord;

typedef LIST_OF(HeldRecord) HeldList;

/* The records that merges of this territory hold; a read of their identifiers. */
typedef struct TwinHolds {
    RecordSet set;
} TwinHolds;

MUST_USE Outcome twin_holds_read(struct Session *session, Arena *arena, TwinHolds *holds,
                                 Problem *problem);

/* Whether the record, or whom it belongs to, is held. */
bool twin_holds(const TwinHolds *holds, const Record *record);

/* Writes it where its source is kept, and what the merge makes of it into the directory. */
MUST_USE Outcome twin_holds_put(struct Session *session, const RecordPass *pass,
                                const Record *record, Problem *problem);

/* After record_prune(): forgets what the source dropped of what merges hold, and ends the
 * merges of which one or the other service went. */
MUST_USE Outcome twin_holds_release(struct Session *session, const RecordPass *pass,
                                    Problem *problem);

/* ------------------------------------------------------------------------- of amendment.c */

/* The record as its source has it; false in `found` when no merge holds it. */
MUST_USE Outcome twin_source_of(struct Session *session, Arena *arena, EntityKind kind, Id id,
                                HeldRecord *held, bool *found, Problem *problem);

/* Keeps another body of a record that is withheld, and shows what is taken of it. */
MUST_USE Outcome twin_amend_source(struct Session *session, Arena *arena,
                                   const HeldRecord *held, Moment now, Problem *problem);

/* ------------------------------------------------------------------------- of twin_merge.c */

/* Takes a record and all that belongs to it out of the directory, or to its new owner. */
MUST_USE Outcome twin_hold(struct Session *session, Arena *arena, Id absorbed, Id merge,
                           Moment now, Problem *problem);

/* The kept service as its source has it, with what merges take; as its source has it alone once
 * there are none. */
MUST_USE Outcome twin_show_kept(struct Session *session, Arena *arena, Id kept, Moment now,
                                Problem *problem);

/* All that a merge holds goes back as its sources have it. */
MUST_USE Outcome twin_release(struct Session *session, Arena *arena, Id merge, Id kept,
                              Moment now, Problem *problem);

/* Keeps the record as its source has it, unless it is kept already. */
MUST_USE Outcome twin_keep_source(struct Session *session, const HeldRecord *held,
                                  Problem *problem);

/* NOT_FOUND when there is none. */
MUST_USE Outcome twin_record(struct Session *session, Arena *arena, EntityKind kind, Id id,
                             HeldRecord *held, Problem *problem);
MUST_USE Outcome twin_owned(struct Session *session, Arena *arena, EntityKind owner_kind,
                            Id owner, HeldList *held, Problem *problem);

/* Whether "name phones" names the field. */
bool twin_takes(Text taken, Text field);

/* Gives the body of the kept service the fields taken of the absorbed, or their absence. */
void twin_take(Arena *arena, json_t *into, const json_t *from, Text taken);

/* "phones": the member of a service that such records are; NULL for none. */
const char *twin_member(EntityKind kind);
