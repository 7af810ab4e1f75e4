/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are read or refused, as a text and as a file; what was read and written reads the
 * same again. */
#include <assert.h>

#include "directory/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Outcome read_rows(Arena *arena, CsvReader *reader, Buffer *out, Problem *problem)
{
    CsvRow *row = ARENA_NEW(arena, CsvRow);
    bool found = true;
    while (found) {
        const Outcome outcome = csv_next(reader, arena, row, &found, problem);
        if (outcome != OK) {
            return outcome;
        }
        for (size_t i = 0; i < row->count; i++) {
            csv_cell(out, row->cells[i], i == 0);
        }
        csv_end_row(out);
    }
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    CsvReader *reader = ARENA_NEW(arena, CsvReader);
    Buffer written = buffer_new(arena, (size_t)16 << 20);
    csv_open_text(reader, text_of((const char *)data, size));
    if (read_rows(arena, reader, &written, &problem) != OK) {
        assert(problem.detail.length > 0);
        return 0;
    }
    Buffer again = buffer_new(arena, (size_t)16 << 20);
    csv_open_text(reader, buffer_text(&written));
    assert(read_rows(arena, reader, &again, &problem) == OK);
    assert(text_equal(buffer_text(&written), buffer_text(&again)));
    return 0;
}
