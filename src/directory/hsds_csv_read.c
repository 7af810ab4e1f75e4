/* SPDX-License-Identifier: EUPL-1.2 */
/* The tabular package of HSDS, read: one file a kind, one row a record. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/closest.h"
#include "directory/csv.h"
#include "directory/hsds_intake.h"

static void close_file(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

/* A table while it is read. */
typedef struct Table {
    Intake *intake;
    Problem *problem;
    Arena *arena; /* of the columns' names */
    EntityKind kind;
    Text file; /* "phones.csv" */
    Text columns[CSV_COLUMNS];
    size_t column_count;
    size_t line;
} Table;

/* "phones.csv:12", in the arena of the set under way. */
static Text place_in(const Table *table)
{
    return text_format(intake_set(table->intake)->arena, "%.*s:%zu", TEXT_ARG(table->file),
                       table->line);
}

static Outcome put_json(const Table *table, json_t *flat, const char *name, Text cell)
{
    json_t *value SCOPED(json_close) = NULL;
    Problem inner = {.arena = intake_set(table->intake)->arena};
    if (json_read(cell, JSON_REQUEST_LIMITS, &value, &inner) != OK || !json_is_object(value)) {
        return problem_set(table->problem, INVALID, place_in(table), name,
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
    return problem_set(table->problem, INVALID, place_in(table), name, "“%.*s” is no number",
                       TEXT_ARG(cell));
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
    const char *name = column.bytes; /* ends with a NUL: see read_columns() */
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
        return problem_set(table->problem, INVALID, where, "",
                           "%zu cells, and the first line names %zu columns", row->count,
                           table->column_count);
    }
    for (size_t i = 0; i < row->count; i++) {
        TRY(put_cell(table, flat, table->columns[i], row->cells[i]));
    }
    TRY(hsds_check_fields(table->kind, flat, where, table->problem));
    TRY(hsds_set_put(intake_set(table->intake), table->kind, flat, where, &draft));
    return intake_pause(table->intake);
}

static Outcome read_columns(Table *table, const CsvRow *row)
{
    for (size_t i = 0; i < row->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (text_equal(row->cells[i], table->columns[j])) {
                return problem_set(table->problem, INVALID, place_in(table), "",
                                   "the column “%.*s” stands twice", TEXT_ARG(row->cells[i]));
            }
        }
        const char *name = text_to_c(table->arena, row->cells[i]);
        if (name == NULL) {
            return problem_set(table->problem, INVALID, place_in(table), "",
                               "a column's name holds a NUL byte");
        }
        table->columns[table->column_count++] = text_from(name);
    }
    return OK;
}

static Outcome next_row(Table *table, CsvReader *reader, Arena *arena, CsvRow *row, bool *found)
{
    Problem inner = {.arena = intake_set(table->intake)->arena};
    const Outcome outcome = csv_next(reader, arena, row, found, &inner);
    table->line = reader->line;
    return outcome == OK ? OK
                         : problem_set(table->problem, outcome, place_in(table), "", "%.*s",
                                       TEXT_ARG(inner.detail));
}

/* What is known of a package while it is read. */
typedef struct CsvPackage {
    const HsdsImport *import;
    Text folder;
    bool is_there; /* one of the tables, at least */
    size_t done;   /* bytes of the tables so far, and of all of them */
    size_t total;
} CsvPackage;

static void show(const CsvPackage *package, const CsvReader *reader)
{
    if (package->import->show != NULL) {
        package->import->show(package->import->show_context, package->done + csv_offset(reader),
                              package->total);
    }
}

static Outcome read_table(const CsvPackage *package, Table *table, FILE *file)
{
    CsvReader *reader = ARENA_NEW(table->arena, CsvReader);
    CsvRow *row = ARENA_NEW(table->arena, CsvRow);
    bool found = false;
    csv_open_file(reader, file);
    TRY(next_row(table, reader, table->arena, row, &found));
    if (found) {
        TRY(read_columns(table, row));
    }
    while (found) {
        Arena *scratch SCOPED(arena_close) = arena_new(0);
        TRY(next_row(table, reader, scratch, row, &found));
        if (found) {
            TRY(read_row(table, row));
            show(package, reader);
        }
    }
    return ferror(file) == 0 ? OK
                             : problem_set(table->problem, FAILED, table->file, "",
                                           "cannot be read: %s", strerror(errno));
}

static Text path_of(Arena *arena, const CsvPackage *package, EntityKind kind)
{
    return text_format(arena, "%.*s/%s.csv", TEXT_ARG(package->folder),
                       entity_model(kind)->table);
}

/* Most packages lack some of the files. */
static Outcome read_kind(CsvPackage *package, Intake *intake, EntityKind kind, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text path = path_of(arena, package, kind);
    FILE *file SCOPED(close_file) = fopen(path.bytes, "rbe");
    if (file == NULL) {
        return errno == ENOENT ? OK
                               : problem_set(problem, INVALID, path, "", "cannot be read: %s",
                                             strerror(errno));
    }
    Table *table = ARENA_NEW(arena, Table);
    *table = (Table){.intake = intake, .problem = problem, .arena = arena, .kind = kind};
    table->file = text_format(arena, "%s.csv", entity_model(kind)->table);
    package->is_there = true;
    TRY(read_table(package, table, file));
    package->done += (size_t)ftello(file);
    return OK;
}

static Outcome read_package(void *context, Intake *intake, Problem *problem)
{
    CsvPackage *package = context;
    package->done = 0;
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        TRY(read_kind(package, intake, (EntityKind)kind, problem));
    }
    return package->is_there
               ? OK
               : problem_set(problem, NOT_FOUND, package->folder, "",
                             "holds no file of HSDS: organizations.csv, services.csv...");
}

static bool is_table(Text file)
{
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        const Text table = text_from(entity_model((EntityKind)kind)->table);
        if (file.length == table.length + 4 && text_starts_with(file, table)) {
            return true;
        }
    }
    return false;
}

static Outcome refuse_table(Arena *arena, Text file, Problem *problem)
{
    Closest closest = closest_to(file);
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        closest_consider(&closest,
                         text_format(arena, "%s.csv", entity_model((EntityKind)kind)->table));
    }
    return problem_set(problem, INVALID, file, "", "no table of HSDS%s%.*s%s",
                       closest.best.length > 0 ? "; did you mean " : "", TEXT_ARG(closest.best),
                       closest.best.length > 0 ? "?" : "");
}

static void close_folder(DIR **folder)
{
    if (*folder != NULL) {
        (void)closedir(*folder);
    }
}

/* A table under a name that is slightly wrong would be left out without a word. */
static Outcome refuse_unknown_tables(Arena *arena, Text folder, Problem *problem)
{
    DIR *listing SCOPED(close_folder) =
        opendir(folder.length == 0 ? "." : text_to_c(arena, folder));
    const struct dirent *entry = NULL;
    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        const Text file = text_from(entry->d_name);
        if (text_ends_with(file, TEXT(".csv")) && !is_table(file)) {
            return refuse_table(arena, file, problem);
        }
    }
    return OK;
}

Outcome hsds_import_csv(const HsdsImport *import, Text folder, HsdsCounts *counts,
                        Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    CsvPackage package = {.import = import, .folder = folder};
    TRY(refuse_unknown_tables(arena, folder, problem));
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        struct stat state = {0};
        if (stat(path_of(arena, &package, (EntityKind)kind).bytes, &state) == 0) {
            package.total += (size_t)state.st_size;
        }
    }
    return intake_run(import, (IntakeSource){read_package, &package}, counts, problem);
}
