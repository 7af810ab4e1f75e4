/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/rows.h"

#include <string.h>

#include "base/buffer.h"

enum { MOST_SQL = 8192 };

/* For one statement over a whole table. */
static const int64_t TABLE_DEADLINE = INT64_C(3600000000000);

/* ----------------------------------------------------------------------------- tables */

bool table_is_mark(const Table *table)
{
    return strcmp(table->name, "unfinished_copy") == 0;
}

bool table_is_history(const Table *table)
{
    return strcmp(table->name, "change_counter") == 0 || strcmp(table->name, "change_log") == 0;
}

Text table_columns(Arena *arena, const Table *table)
{
    Buffer names = buffer_new(arena, MOST_SQL);
    for (int i = 0; i < table->column_count; i++) {
        buffer_append_format(&names, "%s%s", i == 0 ? "" : ", ", table->columns[i].name);
    }
    return buffer_text(&names);
}

/* The column at a place of the key, from 1. */
static int key_column(const Table *table, int place)
{
    int column = 0;
    while (table->columns[column].key != place) {
        column++;
    }
    return column;
}

static Text key_list(Arena *arena, const Table *table, const char *suffix)
{
    Buffer names = buffer_new(arena, MOST_SQL);
    for (int place = 1; place <= table->key_count; place++) {
        buffer_append_format(&names, "%s%s%s", place == 1 ? "" : ", ",
                             table->columns[key_column(table, place)].name, suffix);
    }
    return buffer_text(&names);
}

/* "?1, ?2" or "$1, $2". */
static Text parameter_list(Arena *arena, const Table *table, char sign)
{
    Buffer names = buffer_new(arena, MOST_SQL);
    for (int place = 1; place <= table->key_count; place++) {
        buffer_append_format(&names, "%s%c%d", place == 1 ? "" : ", ", sign, place);
    }
    return buffer_text(&names);
}

/* ---------------------------------------------------------------------------- reading */

static Text rest_sql(Arena *arena, const Table *table, char sign)
{
    const Text keys = key_list(arena, table, "");
    return text_format(arena, "SELECT %.*s FROM %s WHERE (%.*s) > (%.*s) ORDER BY %.*s",
                       TEXT_ARG(table_columns(arena, table)), table->name, TEXT_ARG(keys),
                       TEXT_ARG(parameter_list(arena, table, sign)), TEXT_ARG(keys));
}

static Query rest_query(Arena *arena, const Table *table)
{
    Query query = {.name = table->name,
                   .sqlite = rest_sql(arena, table, '?').bytes,
                   .postgres = rest_sql(arena, table, '$').bytes,
                   .parameter_count = table->key_count,
                   .many_rows = true};
    for (int place = 1; place <= table->key_count; place++) {
        query.parameters[place - 1] =
            text_format(arena, "after_%s", table->columns[key_column(table, place)].name).bytes;
    }
    return query;
}

static Query plain_query(const Table *table, Text sql)
{
    return (Query){.name = table->name, .sqlite = sql.bytes, .postgres = sql.bytes};
}

static Query all_query(Arena *arena, const Table *table)
{
    Query query =
        plain_query(table, text_format(arena, "SELECT %.*s FROM %s ORDER BY %.*s",
                                       TEXT_ARG(table_columns(arena, table)), table->name,
                                       TEXT_ARG(key_list(arena, table, ""))));
    query.many_rows = true;
    return query;
}

Outcome rows_open(Session *session, const Table *table, const Value *after, RowReader *reader,
                  Problem *problem)
{
    *reader = (RowReader){.arena = arena_new(2048), .table = table};
    digester_start(&reader->digester, TEXT("table"));
    digester_add(&reader->digester, text_from(table->name));
    reader->query =
        after == NULL ? all_query(reader->arena, table) : rest_query(reader->arena, table);
    session_set_deadline(session, TABLE_DEADLINE);
    TRY(statement_open(session, &reader->query, &reader->statement, problem));
    for (int place = 1; after != NULL && place <= table->key_count; place++) {
        statement_bind(reader->statement, place - 1, after[key_column(table, place)]);
    }
    return OK;
}

bool table_has_territory(const Table *table)
{
    return strcmp(table->columns[0].name, "territory") == 0;
}

/* "... WHERE territory = ?1", which the store binds by itself. */
static Query territory_query(Arena *arena, const Table *table, const char *start,
                             const char *end)
{
    return (Query){
        .name = table->name,
        .sqlite = text_format(arena, "%s WHERE territory = ?1%s", start, end).bytes,
        .postgres = text_format(arena, "%s WHERE territory = $1%s", start, end).bytes,
        .parameters = {"territory"},
        .parameter_count = 1,
    };
}

Outcome rows_open_territory(Session *session, const Table *table, RowReader *reader,
                            Problem *problem)
{
    *reader = (RowReader){.arena = arena_new(2048), .table = table};
    digester_start(&reader->digester, TEXT("table"));
    const Text start = text_format(reader->arena, "SELECT %.*s FROM %s",
                                   TEXT_ARG(table_columns(reader->arena, table)), table->name);
    const Text end = text_format(reader->arena, " ORDER BY %.*s",
                                 TEXT_ARG(key_list(reader->arena, table, "")));
    reader->query = territory_query(reader->arena, table, start.bytes, end.bytes);
    reader->query.many_rows = true;
    session_set_deadline(session, TABLE_DEADLINE);
    return statement_open(session, &reader->query, &reader->statement, problem);
}

void rows_close(RowReader *reader)
{
    statement_discard(&reader->statement);
    if (reader->arena != NULL) {
        arena_free(reader->arena);
        reader->arena = NULL;
    }
}

static Value column_value(const Statement *statement, int column, ColumnKind kind)
{
    Value value = {.kind = kind, .is_null = column_is_null(statement, column)};
    if (value.is_null) {
        return value;
    }
    switch (kind) {
    case COLUMN_TEXT:
    case COLUMN_BLOB:
        value.bytes = column_text(statement, column);
        break;
    case COLUMN_INTEGER:
        value.integer = column_integer(statement, column);
        break;
    case COLUMN_REAL:
        value.real = column_real(statement, column);
        break;
    }
    return value;
}

Outcome rows_next(RowReader *reader, bool *row, Problem *problem)
{
    TRY(statement_next(reader->statement, row, problem));
    reader->row_bytes = 0;
    for (int i = 0; *row && i < reader->table->column_count; i++) {
        reader->values[i] = column_value(reader->statement, i, reader->table->columns[i].kind);
        reader->row_bytes += reader->values[i].bytes.length;
    }
    reader->count += *row;
    return OK;
}

/* ----------------------------------------------------------------------------- digest */

static void store_bits(uint8_t *bytes, uint64_t bits)
{
    for (size_t i = 0; i < sizeof bits; i++) {
        bytes[i] = (uint8_t)(bits >> (56 - 8 * i));
    }
}

/* What stands for a value's bytes when it has none: the number. SQLite keeps no negative zero,
 * so both zeros are one. */
static uint64_t number_bits(const Value *value)
{
    const double real = value->real + 0.0;
    uint64_t bits = (uint64_t)value->integer;
    if (value->kind == COLUMN_REAL) {
        memcpy(&bits, &real, sizeof bits);
    }
    return value->kind == COLUMN_TEXT || value->kind == COLUMN_BLOB ? value->bytes.length
                                                                    : bits;
}

void rows_digest(RowReader *reader)
{
    for (int i = 0; i < reader->table->column_count; i++) {
        const Value *value = &reader->values[i];
        uint8_t head[9] = {(uint8_t)(value->is_null ? 'n' : "tirb"[value->kind])};
        store_bits(head + 1, value->is_null ? 0 : number_bits(value));
        digester_add(&reader->digester, text_of((const char *)head, sizeof head));
        digester_add(&reader->digester, value->bytes);
    }
}

/* ---------------------------------------------------------------------- single answers */

static Value value_copy(Arena *arena, Value value)
{
    value.bytes = text_copy(arena, value.bytes);
    return value;
}

Outcome table_last(Session *session, const Table *table, Arena *arena, Value *values,
                   bool *found, Problem *problem)
{
    const Query query =
        plain_query(table, text_format(arena, "SELECT %.*s FROM %s ORDER BY %.*s LIMIT 1",
                                       TEXT_ARG(table_columns(arena, table)), table->name,
                                       TEXT_ARG(key_list(arena, table, " DESC"))));
    Statement *statement SCOPED(statement_discard) = NULL;
    session_set_deadline(session, TABLE_DEADLINE);
    TRY(statement_open(session, &query, &statement, problem));
    TRY(statement_next(statement, found, problem));
    for (int i = 0; *found && i < table->column_count; i++) {
        values[i] = value_copy(arena, column_value(statement, i, table->columns[i].kind));
    }
    return OK;
}

Outcome table_count(Session *session, const Table *table, int64_t *count, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(512);
    const Query query =
        plain_query(table, text_format(arena, "SELECT count(*) FROM %s", table->name));
    Statement *statement SCOPED(statement_discard) = NULL;
    bool row = false;
    session_set_deadline(session, TABLE_DEADLINE);
    TRY(statement_open(session, &query, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *count = row ? column_integer(statement, 0) : 0;
    return OK;
}

Outcome table_clear(Session *session, const Table *table, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(512);
    const Query query = plain_query(table, text_format(arena, "DELETE FROM %s", table->name));
    Statement *statement SCOPED(statement_discard) = NULL;
    session_set_deadline(session, TABLE_DEADLINE);
    TRY(statement_open(session, &query, &statement, problem));
    return statement_run(statement, NULL, problem);
}

Outcome table_clear_territory(Session *session, const Table *table, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(512);
    const Text start = text_format(arena, "DELETE FROM %s", table->name);
    const Query query = territory_query(arena, table, start.bytes, "");
    Statement *statement SCOPED(statement_discard) = NULL;
    session_set_deadline(session, TABLE_DEADLINE);
    TRY(statement_open(session, &query, &statement, problem));
    return statement_run(statement, NULL, problem);
}

Outcome table_insert(Session *session, const Table *table, RowSource source, Problem *problem)
{
    session_set_deadline(session, TABLE_DEADLINE);
    return session->store->engine->insert_rows(session, table, source, problem);
}
