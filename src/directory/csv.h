/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CSV as RFC 4180 says: commas, quotes doubled inside quotes, line ends inside quotes allowed.
 * A cell a spreadsheet would run as a formula is written with an apostrophe before it, which
 * reading takes off again.
 */
#pragma once

#include "base/buffer.h"
#include "base/list.h"
#include "base/outcome.h"

enum { CSV_COLUMNS = 256, CSV_CELL_BYTES = 1 << 20 };

typedef struct CsvReader {
    Text content;
    size_t at;
    size_t line; /* where the current row starts, from 1 */
    size_t next_line;
} CsvReader;

typedef struct CsvRow {
    Text cells[CSV_COLUMNS];
    size_t count;
} CsvRow;

CsvReader csv_reader(Text content); /* a byte order mark is skipped */

/* The next row that is not blank; false in `found` at the end. INVALID, with "line N" as the
 * place, for a quote that does not close or stands inside a cell, and past the limits. */
MUST_USE Outcome csv_next(CsvReader *reader, Arena *arena, CsvRow *row, bool *found,
                          Problem *problem);

void csv_cell(Buffer *out, Text cell, bool is_first);
void csv_end_row(Buffer *out);
