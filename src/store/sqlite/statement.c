/* SPDX-License-Identifier: EUPL-1.2 */
/* Statements over SQLite, and rows added to a table by one of them. */
#include <stdlib.h>

#include "base/buffer.h"
#include "store/rows.h"
#include "store/sqlite/sqlite_private.h"

static SqliteStatement *own(Statement *statement)
{
    return (SqliteStatement *)statement;
}

static sqlite3_stmt *handle_of(const Statement *statement)
{
    return ((const SqliteStatement *)statement)->handle;
}

Outcome sqlite_prepare(Session *session, const Query *query, Statement **statement,
                       Problem *problem)
{
    sqlite3 *connection = session->connection->handle;
    sqlite3_stmt *handle = NULL;
    const int result = sqlite3_prepare_v3(connection, query->sqlite, -1,
                                          SQLITE_PREPARE_PERSISTENT, &handle, NULL);
    TRY(connection_outcome(connection, result, query->name, problem));
    SqliteStatement *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    *made = (SqliteStatement){.handle = handle, .bind_result = SQLITE_OK};
    *statement = &made->base;
    return OK;
}

void sqlite_reset(Statement *statement)
{
    (void)sqlite3_reset(handle_of(statement));
    (void)sqlite3_clear_bindings(handle_of(statement));
    own(statement)->bind_result = SQLITE_OK;
}

void sqlite_finalize(Statement *statement)
{
    (void)sqlite3_finalize(handle_of(statement));
    free(own(statement));
}

static int bind_value(sqlite3_stmt *handle, int index, const Value *value)
{
    if (value->is_null) {
        return sqlite3_bind_null(handle, index);
    }
    switch (value->kind) {
    case COLUMN_TEXT:
        return sqlite3_bind_text64(handle, index, value->bytes.bytes, value->bytes.length,
                                   SQLITE_TRANSIENT, SQLITE_UTF8);
    case COLUMN_INTEGER:
        return sqlite3_bind_int64(handle, index, value->integer);
    case COLUMN_REAL:
        return sqlite3_bind_double(handle, index, value->real);
    case COLUMN_BLOB:
        return sqlite3_bind_blob64(handle, index, value->bytes.bytes, value->bytes.length,
                                   SQLITE_TRANSIENT);
    }
    return SQLITE_MISUSE;
}

/* Out of memory, or longer than the engine takes: told when the statement runs. */
void sqlite_bind(Statement *statement, int parameter, const Value *value)
{
    SqliteStatement *bound = own(statement);
    const int result = bind_value(bound->handle, parameter + 1, value);
    bound->bind_result = bound->bind_result == SQLITE_OK ? result : bound->bind_result;
}

Outcome sqlite_step(Statement *statement, bool *row, Problem *problem)
{
    Connection *connection = statement->session->connection;
    const char *name = statement->query->name;
    TRY(connection_outcome(connection->handle, own(statement)->bind_result, name, problem));
    /* The clock runs only while the engine works: a slow reader of the rows is not a slow
     * statement, and two statements of one session do not share their time. */
    const int64_t started = monotonic_nanoseconds();
    connection->stop_at = started + statement->time_left;
    const int result = sqlite3_step(handle_of(statement));
    connection->stop_at = INT64_MAX;
    statement->time_left -= monotonic_nanoseconds() - started;
    TRY(connection_outcome(connection->handle, result, name, problem));
    *row = result == SQLITE_ROW;
    statement->changed = *row ? 0 : sqlite3_changes64(connection->handle);
    return OK;
}

Text sqlite_text(const Statement *statement, int column)
{
    sqlite3_stmt *handle = handle_of(statement);
    const char *bytes = sqlite3_column_blob(handle, column);
    const int length = sqlite3_column_bytes(handle, column);
    return (Text){bytes == NULL ? "" : bytes, bytes == NULL ? 0 : (size_t)length};
}

int64_t sqlite_integer(const Statement *statement, int column)
{
    return sqlite3_column_int64(handle_of(statement), column);
}

double sqlite_real(const Statement *statement, int column)
{
    return sqlite3_column_double(handle_of(statement), column);
}

bool sqlite_null(const Statement *statement, int column)
{
    return sqlite3_column_type(handle_of(statement), column) == SQLITE_NULL;
}

/* --------------------------------------------------------------------------- many rows */

static void finalize(sqlite3_stmt **statement)
{
    (void)sqlite3_finalize(*statement);
}

static Outcome prepare_insert(sqlite3 *connection, const Table *table, sqlite3_stmt **statement,
                              Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(2048);
    Buffer sql = buffer_new(arena, 1 << 16);
    buffer_append_format(&sql, "INSERT INTO %s (%.*s) VALUES (?1", table->name,
                         TEXT_ARG(table_columns(arena, table)));
    for (int i = 1; i < table->column_count; i++) {
        buffer_append_format(&sql, ", ?%d", i + 1);
    }
    buffer_append(&sql, TEXT(")"));
    return connection_outcome(
        connection, sqlite3_prepare_v2(connection, sql.bytes, (int)sql.length, statement, NULL),
        table->name, problem);
}

static Outcome insert_row(sqlite3_stmt *statement, const Table *table, const Value *values,
                          Problem *problem)
{
    int result = SQLITE_OK;
    for (int i = 0; i < table->column_count && result == SQLITE_OK; i++) {
        result = bind_value(statement, i + 1, &values[i]);
    }
    if (result == SQLITE_OK) {
        result = sqlite3_step(statement);
    }
    const Outcome outcome =
        connection_outcome(sqlite3_db_handle(statement), result, table->name, problem);
    (void)sqlite3_reset(statement);
    return outcome;
}

Outcome sqlite_insert_rows(Session *session, const Table *table, RowSource source,
                           Problem *problem)
{
    sqlite3 *connection = session->connection->handle;
    sqlite3_stmt *statement SCOPED(finalize) = NULL;
    Value values[TABLE_COLUMN_LIMIT];
    bool row = false;
    /* A row may refer to one that comes later. */
    TRY(connection_run(connection, "PRAGMA defer_foreign_keys = on", problem));
    TRY(prepare_insert(connection, table, &statement, problem));
    TRY(source.next(source.context, values, &row, problem));
    while (row) {
        TRY(insert_row(statement, table, values, problem));
        TRY(source.next(source.context, values, &row, problem));
    }
    return OK;
}
