/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A set of records that only grows, at eight bytes each: hashes of kind and identifier, so that
 * a directory of millions can be asked whether it holds a record without reading it again.
 */
#pragma once

#include "base/arena.h"
#include "base/id.h"
#include "directory/model.h"

typedef struct RecordSet {
    Arena *arena;
    uint64_t *slots; /* 0: free */
    size_t slot_count;
    size_t count;
} RecordSet;

RecordSet record_set(Arena *arena);

/* False when it was there already. */
bool record_set_add(RecordSet *set, EntityKind kind, Id id);
bool record_set_has(const RecordSet *set, EntityKind kind, Id id);
