/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Many rows into one table by COPY in its binary form: several times the rows a second of
 * INSERT. PostgreSQL, "COPY", section "Binary Format".
 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "base/buffer.h"
#include "store/postgres/postgres_private.h"
#include "store/rows.h"

enum { PIECE = 1 << 16, MOST_PENDING = 1 << 30, PATIENCE_MILLISECONDS = 60000 };

typedef struct CopyIn {
    Connection *connection;
    const Table *table;
    int64_t stop_at;
    Buffer pending;
} CopyIn;

static void append_number(Buffer *buffer, uint64_t number, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        buffer_append_byte(buffer, (char)(number >> shift & 0xFF));
    }
}

static void append_value(Buffer *buffer, const Value *value)
{
    uint64_t bits = (uint64_t)value->integer;
    if (value->is_null) {
        append_number(buffer, UINT32_MAX, 4);
        return;
    }
    switch (value->kind) {
    case COLUMN_TEXT:
    case COLUMN_BLOB:
        append_number(buffer, value->bytes.length, 4);
        buffer_append(buffer, value->bytes);
        return;
    case COLUMN_REAL:
        memcpy(&bits, &value->real, sizeof bits);
        break;
    case COLUMN_INTEGER:
        break;
    }
    append_number(buffer, sizeof bits, 4);
    append_number(buffer, bits, sizeof bits);
}

static Outcome send_pending(CopyIn *copy, Problem *problem)
{
    const Buffer *pending = &copy->pending;
    if (pending->overflowed) {
        return problem_set(problem, INVALID, text_from(copy->table->name), "",
                           "a row is larger than PostgreSQL takes");
    }
    if (PQputCopyData(copy->connection->handle, pending->bytes, (int)pending->length) != 1 ||
        !postgres_flush(copy->connection, copy->stop_at)) {
        return postgres_lost(copy->connection, copy->table->name, problem);
    }
    buffer_clear(&copy->pending);
    return OK;
}

/* The signature, no flags, no extension; the rows; the number that ends them. */
static Outcome send_rows(CopyIn *copy, RowSource source, Problem *problem)
{
    Value values[TABLE_COLUMN_LIMIT];
    bool row = false;
    buffer_append(&copy->pending, TEXT("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"));
    TRY(source.next(source.context, values, &row, problem));
    while (row) {
        append_number(&copy->pending, (uint64_t)copy->table->column_count, 2);
        for (int i = 0; i < copy->table->column_count; i++) {
            append_value(&copy->pending, &values[i]);
        }
        if (copy->pending.length >= PIECE) {
            TRY(send_pending(copy, problem));
        }
        TRY(source.next(source.context, values, &row, problem));
    }
    append_number(&copy->pending, UINT16_MAX, 2);
    return send_pending(copy, problem);
}

/* Ends it either way, and hears what the server thinks of the rows. */
static Outcome end_copy(const CopyIn *copy, Outcome outcome, Problem *problem)
{
    PGresult *result = NULL;
    Problem *told = outcome == OK ? problem : NULL;
    if (copy->connection->broken) {
        return outcome;
    }
    const int ended = PQputCopyEnd(copy->connection->handle,
                                   outcome == OK ? NULL : "the rows could not all be given");
    if (ended != 1 || !postgres_flush(copy->connection, copy->stop_at)) {
        return postgres_lost(copy->connection, copy->table->name, told);
    }
    const Outcome said = postgres_read_command(copy->connection, copy->stop_at,
                                               copy->table->name, &result, told);
    PQclear(result);
    return outcome == OK ? said : outcome;
}

static Outcome copy_in(CopyIn *copy, RowSource source, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(PIECE);
    const Text sql =
        text_format(arena, "COPY %s (%.*s) FROM STDIN (FORMAT binary)", copy->table->name,
                    TEXT_ARG(table_columns(arena, copy->table)));
    PGresult *result = PQexec(copy->connection->handle, sql.bytes);
    const bool started = PQresultStatus(result) == PGRES_COPY_IN;
    const Outcome outcome =
        started ? OK : postgres_outcome(copy->connection, result, copy->table->name, problem);
    PQclear(result);
    if (!started) {
        return outcome;
    }
    copy->pending = buffer_new(arena, MOST_PENDING);
    return end_copy(copy, send_rows(copy, source, problem), problem);
}

/* A server that is busy with its disk reads no rows for a while, which the kernel takes for the
 * silence of a dead machine (connection.c). A socket that is no TCP has no such patience. */
static void set_patience(const Connection *connection, unsigned milliseconds)
{
    (void)setsockopt(PQsocket(connection->handle), IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds,
                     sizeof milliseconds);
}

static unsigned patience_of(const Connection *connection)
{
    unsigned milliseconds = 0;
    socklen_t size = sizeof milliseconds;
    (void)getsockopt(PQsocket(connection->handle), IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds,
                     &size);
    return milliseconds;
}

Outcome postgres_insert_rows(Session *session, const Table *table, RowSource source,
                             Problem *problem)
{
    CopyIn copy = {.connection = session->connection,
                   .table = table,
                   .stop_at = monotonic_nanoseconds() + session->deadline};
    postgres_set_timeout(session);
    TRY(postgres_leave_pipeline(copy.connection, problem));
    const unsigned patience = patience_of(copy.connection);
    set_patience(copy.connection, PATIENCE_MILLISECONDS);
    const Outcome outcome = copy_in(&copy, source, problem);
    set_patience(copy.connection, patience);
    return postgres_enter_pipeline(copy.connection, outcome, problem);
}
