/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/csv.h"

CsvReader csv_reader(Text content)
{
    const bool marked = text_starts_with(content, TEXT("\xEF\xBB\xBF"));
    return (CsvReader){.content = content, .at = marked ? 3 : 0, .next_line = 1};
}

static bool at_end(const CsvReader *reader)
{
    return reader->at >= reader->content.length;
}

static char here(const CsvReader *reader)
{
    return at_end(reader) ? '\0' : reader->content.bytes[reader->at];
}

static Outcome refuse(const CsvReader *reader, Problem *problem, const char *reason)
{
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    return problem_set(problem, INVALID, text_format(scratch, "line %zu", reader->line), "",
                       "%s", reason);
}

/* Takes a line end; both "\n" and "\r\n" are one. */
static bool take_line_end(CsvReader *reader)
{
    const size_t start = reader->at;
    if (here(reader) == '\r') {
        reader->at++;
    }
    if (!at_end(reader) && here(reader) == '\n') {
        reader->at++;
    } else if (reader->at > start && !at_end(reader)) {
        reader->at = start;
        return false;
    }
    reader->next_line += reader->at > start ? 1 : 0;
    return reader->at > start || at_end(reader);
}

static Outcome take_quoted(CsvReader *reader, Arena *arena, Text *cell, Problem *problem)
{
    Buffer content = buffer_new(arena, CSV_CELL_BYTES);
    reader->at++;
    while (!at_end(reader)) {
        const char byte = here(reader);
        reader->at++;
        if (byte == '"' && here(reader) != '"') {
            *cell = buffer_text(&content);
            return content.overflowed ? refuse(reader, problem, "a cell of more than 1 MiB")
                                      : OK;
        }
        reader->at += byte == '"' ? 1 : 0;
        reader->next_line += byte == '\n' ? 1 : 0;
        buffer_append_byte(&content, byte);
    }
    return refuse(reader, problem, "a quote does not close");
}

static Outcome take_plain(CsvReader *reader, Text *cell, Problem *problem)
{
    const size_t start = reader->at;
    while (!at_end(reader) && here(reader) != ',' && here(reader) != '\n' &&
           here(reader) != '\r') {
        if (here(reader) == '"') {
            return refuse(reader, problem, "a quote inside a cell that is not quoted");
        }
        reader->at++;
    }
    *cell = text_slice(reader->content, start, reader->at);
    return cell->length > CSV_CELL_BYTES ? refuse(reader, problem, "a cell of more than 1 MiB")
                                         : OK;
}

/* "+32 4 ..." is a telephone and "-3" a number; before anything else the sign starts a formula.
 */
static bool runs_as_formula(Text cell)
{
    const char first = cell.length > 0 ? cell.bytes[0] : '\0';
    const char second = cell.length > 1 ? cell.bytes[1] : '\0';
    if (first == '+' || first == '-') {
        return !(second >= '0' && second <= '9') && second != '(' && second != ' ' &&
               second != '\0';
    }
    return first == '=' || first == '@' || first == '\t' || first == '\r';
}

static bool is_guarded(Text cell)
{
    const Text rest = text_slice(cell, 1, cell.length);
    return text_starts_with(cell, TEXT("'")) &&
           (runs_as_formula(rest) || text_starts_with(rest, TEXT("'")));
}

static Outcome take_cell(CsvReader *reader, Arena *arena, CsvRow *row, Problem *problem)
{
    Text cell = {"", 0};
    if (row->count == CSV_COLUMNS) {
        return refuse(reader, problem, "more than 256 columns");
    }
    TRY(here(reader) == '"' ? take_quoted(reader, arena, &cell, problem)
                            : take_plain(reader, &cell, problem));
    row->cells[row->count++] = is_guarded(cell) ? text_slice(cell, 1, cell.length) : cell;
    return OK;
}

Outcome csv_next(CsvReader *reader, Arena *arena, CsvRow *row, bool *found, Problem *problem)
{
    row->count = 0;
    reader->line = reader->next_line;
    while (!at_end(reader) && take_line_end(reader)) {
        reader->line = reader->next_line;
    }
    *found = !at_end(reader);
    while (*found) {
        TRY(take_cell(reader, arena, row, problem));
        if (at_end(reader) || take_line_end(reader)) {
            return OK;
        }
        if (here(reader) != ',') {
            return refuse(reader, problem, "a comma or the end of the line is expected");
        }
        reader->at++;
    }
    return OK;
}

/* ---------------------------------------------------------------------------------- writing */

static bool needs_quotes(Text cell)
{
    for (size_t i = 0; i < cell.length; i++) {
        const char byte = cell.bytes[i];
        if (byte == '"' || byte == ',' || byte == '\n' || byte == '\r') {
            return true;
        }
    }
    return false;
}

void csv_cell(Buffer *out, Text cell, bool is_first)
{
    const bool guarded = runs_as_formula(cell) || text_starts_with(cell, TEXT("'"));
    const bool quoted = needs_quotes(cell);
    buffer_append(out, is_first ? TEXT("") : TEXT(","));
    buffer_append(out, quoted ? TEXT("\"") : TEXT(""));
    buffer_append(out, guarded ? TEXT("'") : TEXT(""));
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.bytes[i] == '"') {
            buffer_append_byte(out, '"');
        }
        buffer_append_byte(out, cell.bytes[i]);
    }
    buffer_append(out, quoted ? TEXT("\"") : TEXT(""));
}

void csv_end_row(Buffer *out)
{
    buffer_append(out, TEXT("\r\n"));
}
