/* SPDX-License-Identifier: EUPL-1.2 */
/* The tabular package of HSDS, read: one file a kind, one row a record. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "directory/csv.h"
#include "directory/hsds_set.h"

static const size_t most_file_bytes = (size_t)256 << 20;

static void close_file(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

/* NOT_FOUND leaves `problem` alone: most packages lack some of the files. */
static Outcome read_file(Arena *arena, Text path, Text *content, Problem *problem)
{
    FILE *file SCOPED(close_file) = fopen(path.bytes, "rb");
    if (file == NULL) {
        return errno == ENOENT ? NOT_FOUND
                               : problem_set(problem, INVALID, path, "", "cannot be read: %s",
                                             strerror(errno));
    }
    Buffer buffer = buffer_new(arena, most_file_bytes);
    char block[65536];
    for (size_t length = sizeof block; length == sizeof block;) {
        length = fread(block, 1, sizeof block, file);
        buffer_append(&buffer, text_of(block, length));
    }
    if (buffer.overflowed) {
        return problem_set(problem, INVALID, path, "", "larger than 256 MiB");
    }
    *content = buffer_text(&buffer);
    if (!text_is_utf8(*content)) {
        return problem_set(problem, INVALID, path, "", "not UTF-8");
    }
    return OK;
}

/* A table while it is read. */
typedef struct Table {
    HsdsSet *set;
    EntityKind kind;
    Text file; /* "phones.csv" */
    Text columns[CSV_COLUMNS];
    size_t column_count;
    size_t line;
} Table;

static Text place_in(const Table *table)
{
    return text_format(table->set->arena, "%.*s:%zu", TEXT_ARG(table->file), table->line);
}

static Outcome put_json(const Table *table, json_t *flat, const char *name, Text cell)
{
    json_t *value SCOPED(json_close) = NULL;
    Problem inner = {.arena = table->set->arena};
    if (json_read(cell, JSON_REQUEST_LIMITS, &value, &inner) != OK || !json_is_object(value)) {
        return problem_set(table->set->problem, INVALID, place_in(table), name,
                           "a JSON object is expected");
    }
    if (strcmp(name, "seuil") == 0) {
        (void)json_object_set(flat, name, value);
    } else {
        (void)json_object_update_missing(flat, value);
    }
    return OK;
}

static Outcome put_number(const Table *table, json_t *flat, const char *name, Text cell)
{
    int64_t whole = 0;
    double real = 0;
    if (text_to_integer(cell, &whole)) {
        (void)json_object_set_new(flat, name, json_integer(whole));
        return OK;
    }
    if (text_to_real(cell, &real)) {
        (void)json_object_set_new(flat, name, json_real(real));
        return OK;
    }
    return problem_set(table->set->problem, INVALID, place_in(table), name,
                       "“%.*s” is no number", TEXT_ARG(cell));
}

/* An address whose street nobody knows, a value that was empty before it was changed. */
static bool may_be_empty(EntityKind kind)
{
    return kind == ENTITY_ADDRESS || kind == ENTITY_METADATA;
}

/* "seuil" holds our own fields and "more" what HSDS does not know, both as JSON. */
static Outcome put_cell(const Table *table, json_t *flat, Text column, Text cell)
{
    const FieldModel *field = entity_field(table->kind, column);
    const char *name = text_to_c(table->set->arena, column);
    if (cell.length == 0) {
        if (field != NULL && field->required && may_be_empty(table->kind)) {
            (void)json_object_set_new(flat, name, json_string(""));
        }
        return OK;
    }
    if (text_equal(column, TEXT("seuil")) || text_equal(column, TEXT("more"))) {
        return put_json(table, flat, name, cell);
    }
    if (field != NULL && field->type == FIELD_NUMBER) {
        return put_number(table, flat, name, cell);
    }
    (void)json_object_set_new(flat, name, json_stringn(cell.bytes, cell.length));
    return OK;
}

static Outcome read_row(Table *table, const CsvRow *row)
{
    json_t *flat SCOPED(json_close) = json_object();
    HsdsDraft *draft = NULL;
    const Text where = place_in(table);
    if (row->count != table->column_count) {
        return problem_set(table->set->problem, INVALID, where, "",
                           "%zu cells, and the first line names %zu columns", row->count,
                           table->column_count);
    }
    for (size_t i = 0; i < row->count; i++) {
        TRY(put_cell(table, flat, table->columns[i], row->cells[i]));
    }
    TRY(hsds_check_fields(table->kind, flat, where, table->set->problem));
    return hsds_set_put(table->set, table->kind, flat, where, &draft);
}

static Outcome read_columns(Table *table, const CsvRow *row)
{
    for (size_t i = 0; i < row->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (text_equal(row->cells[i], table->columns[j])) {
                return problem_set(table->set->problem, INVALID, place_in(table), "",
                                   "the column “%.*s” stands twice", TEXT_ARG(row->cells[i]));
            }
        }
        if (text_to_c(table->set->arena, row->cells[i]) == NULL) {
            return problem_set(table->set->problem, INVALID, place_in(table), "",
                               "a column's name holds a NUL byte");
        }
        table->columns[table->column_count++] = row->cells[i];
    }
    return OK;
}

static Outcome next_row(Table *table, CsvReader *reader, Arena *arena, CsvRow *row, bool *found)
{
    Problem inner = {.arena = table->set->arena};
    const Outcome outcome = csv_next(reader, arena, row, found, &inner);
    table->line = reader->line;
    return outcome == OK ? OK
                         : problem_set(table->set->problem, outcome, place_in(table), "",
                                       "%.*s", TEXT_ARG(inner.detail));
}

static Outcome read_table(Table *table, Text content)
{
    CsvReader reader = csv_reader(content);
    CsvRow *row = ARENA_NEW(table->set->arena, CsvRow);
    bool found = false;
    TRY(next_row(table, &reader, table->set->arena, row, &found));
    if (found) {
        TRY(read_columns(table, row));
    }
    while (found) {
        Arena *scratch SCOPED(arena_close) = arena_new(0);
        TRY(next_row(table, &reader, scratch, row, &found));
        if (found) {
            TRY(read_row(table, row));
        }
    }
    return OK;
}

static Outcome read_kind(HsdsSet *set, Text folder, EntityKind kind, bool *is_there)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Table *table = ARENA_NEW(set->arena, Table);
    Text content = {0};
    *table = (Table){.set = set, .kind = kind};
    table->file = text_format(set->arena, "%s.csv", entity_model(kind)->table);
    const Text path =
        text_format(scratch, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(table->file));
    const Outcome outcome = read_file(scratch, path, &content, set->problem);
    if (outcome == NOT_FOUND) {
        return OK;
    }
    TRY(outcome);
    *is_there = true;
    /* The columns' names outlive the file's content. */
    return read_table(table, text_copy(set->arena, content));
}

Outcome hsds_read_csv(HsdsSet *set, Text folder)
{
    bool is_there = false;
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        TRY(read_kind(set, folder, (EntityKind)kind, &is_there));
    }
    if (!is_there) {
        return problem_set(set->problem, NOT_FOUND, folder, "",
                           "holds no file of HSDS: organizations.csv, services.csv...");
    }
    hsds_set_adopt(set);
    return OK;
}
