/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CSV as RFC 4180 says: commas, quotes doubled inside quotes, line ends inside quotes allowed.
 * A cell a spreadsheet would run as a formula is written with an apostrophe before it, which
 * reading takes off again.
 */
#pragma once

#include <stdio.h>

#include "base/buffer.h"
#include "base/list.h"
#include "base/outcome.h"

enum { CSV_COLUMNS = 256, CSV_CELL_BYTES = 1 << 20, CSV_BLOCK_BYTES = 1 << 14 };

typedef struct CsvReader {
    FILE *file; /* NULL: the content is all there is */
    Text content;
    size_t at;
    size_t line; /* where the current row starts, from 1 */
    size_t next_line;
    size_t blocks; /* bytes of the blocks before this one */
    char block[CSV_BLOCK_BYTES];
} CsvReader;

typedef struct CsvRow {
    Text cells[CSV_COLUMNS];
    size_t count;
} CsvRow;

/* A byte order mark is skipped. A file is read a block at a time, from where it stands. */
void csv_open_text(CsvReader *reader, Text content);
void csv_open_file(CsvReader *reader, FILE *file);
size_t csv_offset(const CsvReader *reader); /* bytes read so far */

/* The next row that is not blank; false in `found` at the end. Its cells live in the arena.
 * INVALID, with "line N" as the place, for a quote that does not close or stands inside a cell,
 * for what is not UTF-8, and past the limits. */
MUST_USE Outcome csv_next(CsvReader *reader, Arena *arena, CsvRow *row, bool *found,
                          Problem *problem);

void csv_cell(Buffer *out, Text cell, bool is_first);
void csv_end_row(Buffer *out);
