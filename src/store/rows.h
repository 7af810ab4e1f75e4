/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whole tables, row by row in the order of their keys, the same on every engine. The statements
 * are made from the list of tables (schema.h), so that a new table or column moves by itself.
 */
#pragma once

#include "crypto/crypto.h"
#include "store/store_private.h"

/* What reads a table. It must stay where it is until rows_close. */
typedef struct RowReader {
    Arena *arena;
    const Table *table;
    Query query;
    Statement *statement;
    Value values[TABLE_COLUMN_LIMIT]; /* of the current row */
    int64_t count;                    /* rows read */
    size_t row_bytes;                 /* of the current row's texts and blobs */
    Digester digester;
} RowReader;

/* Opens all rows, or those whose key is greater than that of `after`, a row of values. */
MUST_USE Outcome rows_open(Session *session, const Table *table, const Value *after,
                           RowReader *reader, Problem *problem);

/* Opens the rows of the session's territory; a table that knows none has none. */
MUST_USE Outcome rows_open_territory(Session *session, const Table *table, RowReader *reader,
                                     Problem *problem);
MUST_USE Outcome rows_next(RowReader *reader, bool *row, Problem *problem);
void rows_close(RowReader *reader);

/* Adds the current row to the digest: kind, length and bytes of each value. */
void rows_digest(RowReader *reader);

/* The row with the greatest key, its values in the arena. */
MUST_USE Outcome table_last(Session *session, const Table *table, Arena *arena, Value *values,
                            bool *found, Problem *problem);
MUST_USE Outcome table_count(Session *session, const Table *table, int64_t *count,
                             Problem *problem);
MUST_USE Outcome table_insert(Session *session, const Table *table, RowSource source,
                              Problem *problem);
MUST_USE Outcome table_clear(Session *session, const Table *table, Problem *problem);
MUST_USE Outcome table_clear_territory(Session *session, const Table *table, Problem *problem);
bool table_has_territory(const Table *table);

/* "territory, kind, id", in the order of the table. */
Text table_columns(Arena *arena, const Table *table);

/* What a store says of itself: nothing of it goes to another one's place. A moved store takes
 * its counter and log along, a restored one goes on with its own. */
bool table_is_mark(const Table *table);
bool table_is_history(const Table *table);
