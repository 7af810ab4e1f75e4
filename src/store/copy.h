/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Moving a store: all its rows into another place, of the same engine or the other, from one
 * snapshot, while others go on writing to it. docs/howto/move-a-store.md tells when and how.
 */
#pragma once

#include "crypto/crypto.h"
#include "store/store.h"

typedef struct StoreCopy {
    Text from;
    Text to;
    /* Called now and then, unless NULL: what is done with which table, how far, of how many. */
    void (*show)(void *context, const char *doing, size_t done, size_t total);
    void *context;
} StoreCopy;

typedef struct TableCopy {
    const char *name;
    int64_t rows;
    Digest digest; /* of all rows in the order of their key; the same on every engine */
} TableCopy;

typedef struct CopyReport {
    TableCopy *tables;
    size_t table_count;
    int64_t rows;
    int64_t written; /* by this run; the others were there */
} CopyReport;

/* Copies every table with its history (counter and log), then verifies that both places hold
 * the same rows. Until then the target says that it is unfinished, and store_open refuses it
 * with CONFLICT. A copy that was stopped goes on from the rows that are there when it is asked
 * for again; a table that differs is copied anew. CONFLICT when the target holds other data, is
 * the unfinished copy of another store, or is taken over by a later run; nothing to do when it
 * holds the same. */
MUST_USE Outcome store_copy(Arena *arena, const StoreCopy *copy, CopyReport *report,
                            Problem *problem);
