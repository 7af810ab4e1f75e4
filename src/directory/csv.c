/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/csv.h"

static const Text mark = TEXT_INIT("\xEF\xBB\xBF"); /* of the byte order */

/* The byte at hand, or EOF. */
static int here(CsvReader *reader)
{
    if (reader->at == reader->content.length && reader->file != NULL) {
        reader->blocks += reader->content.length;
        reader->content =
            text_of(reader->block, fread(reader->block, 1, CSV_BLOCK_BYTES, reader->file));
        reader->at = 0;
    }
    return reader->at == reader->content.length
               ? EOF
               : (unsigned char)reader->content.bytes[reader->at];
}

static void skip_mark(CsvReader *reader)
{
    if (here(reader) == 0xEF && text_starts_with(reader->content, mark)) {
        reader->at = 3;
    }
}

void csv_open_text(CsvReader *reader, Text content)
{
    reader->file = NULL;
    reader->content = content;
    reader->at = 0;
    reader->blocks = 0;
    reader->line = 0;
    reader->next_line = 1;
    skip_mark(reader);
}

void csv_open_file(CsvReader *reader, FILE *file)
{
    csv_open_text(reader, (Text){"", 0});
    reader->file = file;
    skip_mark(reader);
}

size_t csv_offset(const CsvReader *reader)
{
    return reader->blocks + reader->at;
}

static Outcome refuse(const CsvReader *reader, Problem *problem, const char *reason)
{
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    return problem_set(problem, INVALID, text_format(scratch, "line %zu", reader->line), "",
                       "%s", reason);
}

/* Takes a line end; both "\n" and "\r\n" are one, and so is a lone "\r". */
static bool take_line_end(CsvReader *reader)
{
    const bool returns = here(reader) == '\r';
    reader->at += returns ? 1 : 0;
    const bool feeds = here(reader) == '\n';
    reader->at += feeds ? 1 : 0;
    reader->next_line += returns || feeds ? 1 : 0;
    return returns || feeds;
}

static Outcome take_quoted(CsvReader *reader, Buffer *cell, Problem *problem)
{
    reader->at++;
    for (int byte = here(reader); byte != EOF; byte = here(reader)) {
        reader->at++;
        if (byte == '"' && here(reader) != '"') {
            return OK;
        }
        reader->at += byte == '"' ? 1 : 0;
        reader->next_line += byte == '\n' ? 1 : 0;
        buffer_append_byte(cell, (char)byte);
    }
    return refuse(reader, problem, "a quote does not close");
}

static Outcome take_plain(CsvReader *reader, Buffer *cell, Problem *problem)
{
    for (int byte = here(reader); byte != EOF && byte != ',' && byte != '\n' && byte != '\r';
         byte = here(reader)) {
        if (byte == '"') {
            return refuse(reader, problem, "a quote inside a cell that is not quoted");
        }
        buffer_append_byte(cell, (char)byte);
        reader->at++;
    }
    return OK;
}

/* "+32 (0)4/220.00.00" is a telephone and "-3.5" a number; with a letter or a bar behind the
 * sign it is a formula that may start a program ("-2+3+cmd|...", "+1+HYPERLINK(...)"). */
static bool is_number_or_telephone(Text cell)
{
    static const Text parts = TEXT_INIT("0123456789 ()/.-");
    double number = 0;
    for (size_t i = 1; i < cell.length; i++) {
        if (text_find_byte(parts, cell.bytes[i], 0) == parts.length) {
            return text_to_real(cell, &number);
        }
    }
    return true;
}

static bool runs_as_formula(Text cell)
{
    const char first = cell.length > 0 ? cell.bytes[0] : '\0';
    if (first == '+' || first == '-') {
        return !is_number_or_telephone(cell);
    }
    return first == '=' || first == '@' || first == '\t' || first == '\r' || first == '\n';
}

static bool is_guarded(Text cell)
{
    const Text rest = text_slice(cell, 1, cell.length);
    return text_starts_with(cell, TEXT("'")) &&
           (runs_as_formula(rest) || text_starts_with(rest, TEXT("'")));
}

static Outcome take_cell(CsvReader *reader, Arena *arena, CsvRow *row, Problem *problem)
{
    Buffer cell = buffer_new(arena, CSV_CELL_BYTES);
    if (row->count == CSV_COLUMNS) {
        return refuse(reader, problem, "more than 256 columns");
    }
    TRY(here(reader) == '"' ? take_quoted(reader, &cell, problem)
                            : take_plain(reader, &cell, problem));
    const Text text = buffer_text(&cell);
    if (cell.overflowed) {
        return refuse(reader, problem, "a cell of more than 1 MiB");
    }
    if (!text_is_utf8(text)) {
        return refuse(reader, problem, "not UTF-8");
    }
    row->cells[row->count++] = is_guarded(text) ? text_slice(text, 1, text.length) : text;
    return OK;
}

Outcome csv_next(CsvReader *reader, Arena *arena, CsvRow *row, bool *found, Problem *problem)
{
    row->count = 0;
    reader->line = reader->next_line;
    while (take_line_end(reader)) {
        reader->line = reader->next_line;
    }
    *found = here(reader) != EOF;
    while (*found) {
        TRY(take_cell(reader, arena, row, problem));
        if (here(reader) == EOF || take_line_end(reader)) {
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
    /* A row of one empty cell would be a blank line, which is no row; and a mark that starts a
     * file is no part of its first cell. */
    const bool quoted =
        needs_quotes(cell) || (is_first && (cell.length == 0 || text_starts_with(cell, mark)));
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
