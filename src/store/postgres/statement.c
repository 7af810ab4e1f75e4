/* SPDX-License-Identifier: EUPL-1.2 */
/* Statements on PostgreSQL: prepared once a connection, values in binary, long results read
 * through a cursor so that memory stays flat. */
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/postgres/postgres_private.h"

enum {
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_TEXT = 25,
    OID_FLOAT8 = 701,
    NAME_SIZE = 24,
    ROWS_A_FETCH = 512,
};

static PostgresStatement *own(Statement *statement)
{
    return (PostgresStatement *)statement;
}

Outcome postgres_prepare(Session *session, const Query *query, Statement **statement,
                         Problem *problem)
{
    (void)session;
    (void)query; /* sent with the first run, once the types of its values are known */
    (void)problem;
    PostgresStatement *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->arena = arena_new(512);
    made->row = -1;
    *statement = &made->base;
    return OK;
}

static bool is_alive(const PostgresStatement *statement)
{
    const Connection *connection = statement->base.session->connection;
    return statement->generation == connection->generation && !connection->broken;
}

static void close_cursor(PostgresStatement *statement)
{
    char sql[NAME_SIZE + 16];
    if (statement->cursor_open && is_alive(statement) &&
        !statement->base.session->connection->aborted) {
        (void)snprintf(sql, sizeof sql, "CLOSE c%u", statement->name);
        postgres_send(statement->base.session->connection, sql);
    }
    statement->cursor_open = false;
    statement->cursor_done = false;
}

void postgres_reset(Statement *statement)
{
    PostgresStatement *ended = own(statement);
    PQclear(ended->result);
    ended->result = NULL;
    ended->row = -1;
    close_cursor(ended);
    ended->running = false;
    arena_free(ended->arena);
    ended->arena = arena_new(512);
}

void postgres_finalize(Statement *statement)
{
    PostgresStatement *ended = own(statement);
    char sql[NAME_SIZE + 16];
    /* A cursor left nothing to give back. */
    if (!statement->query->many_rows && is_alive(ended) &&
        !statement->session->connection->aborted) {
        (void)snprintf(sql, sizeof sql, "DEALLOCATE s%u", ended->name);
        postgres_send(statement->session->connection, sql);
    }
    PQclear(ended->result);
    arena_free(ended->arena);
    free(ended);
}

/* ------------------------------------------------------------------------------ binding */

static const char *eight_bytes(Arena *arena, uint64_t bits)
{
    const uint64_t ordered = htobe64(bits);
    char *bytes = arena_allocate(arena, sizeof ordered);
    memcpy(bytes, &ordered, sizeof ordered);
    return bytes;
}

static Oid type_of(const Value *value)
{
    if (value->is_null) {
        return 0;
    }
    switch (value->kind) {
    case COLUMN_TEXT:
        return OID_TEXT;
    case COLUMN_INTEGER:
        return OID_INT8;
    case COLUMN_REAL:
        return OID_FLOAT8;
    case COLUMN_BLOB:
        return OID_BYTEA;
    }
    return 0;
}

void postgres_bind(Statement *statement, int parameter, const Value *value)
{
    PostgresStatement *bound = own(statement);
    const char *bytes = NULL;
    size_t length = sizeof(uint64_t);
    uint64_t bits = 0;
    if (!value->is_null && value->kind == COLUMN_INTEGER) {
        bytes = eight_bytes(bound->arena, (uint64_t)value->integer);
    } else if (!value->is_null && value->kind == COLUMN_REAL) {
        memcpy(&bits, &value->real, sizeof bits);
        bytes = eight_bytes(bound->arena, bits);
    } else if (!value->is_null) {
        bytes = text_copy(bound->arena, value->bytes).bytes;
        length = value->bytes.length;
    }
    bound->types[parameter] = type_of(value);
    bound->values[parameter] = bytes;
    bound->lengths[parameter] = (int)length;
}

/* ------------------------------------------------------------------------------ running */

void postgres_set_timeout(Session *session)
{
    Connection *connection = session->connection;
    const int64_t wanted = (session->deadline + 999999) / 1000000;
    if (wanted != connection->timeout) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "SET LOCAL statement_timeout = %lld",
                       (long long)wanted);
        postgres_send(connection, sql);
        connection->timeout = wanted;
    }
}

static const int binary_formats[QUERY_PARAMETER_LIMIT] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

/* A NULL leaves the server to find the type; a value of another type asks for a new plan. */
static bool fits_prepared(const PostgresStatement *statement)
{
    for (int i = 0; i < statement->base.query->parameter_count; i++) {
        if (statement->types[i] != 0 && statement->types[i] != statement->prepared_types[i]) {
            return false;
        }
    }
    return is_alive(statement);
}

static void send_prepare(PostgresStatement *statement)
{
    Connection *connection = statement->base.session->connection;
    const Query *query = statement->base.query;
    char name[NAME_SIZE];
    statement->name = ++connection->next_name; /* one that failed may have left its name */
    (void)snprintf(name, sizeof name, "s%u", statement->name);
    postgres_sent(connection, PQsendPrepare(connection->handle, name, query->postgres,
                                            query->parameter_count, statement->types));
    memcpy(statement->prepared_types, statement->types, sizeof statement->types);
}

/* Prepares where needed and runs, in one round trip. */
static Outcome run_prepared(PostgresStatement *statement, Problem *problem)
{
    Session *session = statement->base.session;
    Connection *connection = session->connection;
    const Query *query = statement->base.query;
    char name[NAME_SIZE];
    if (!fits_prepared(statement)) {
        send_prepare(statement);
    }
    statement->generation = 0;
    (void)snprintf(name, sizeof name, "s%u", statement->name);
    postgres_sent(connection, PQsendQueryPrepared(connection->handle, name,
                                                  query->parameter_count, statement->values,
                                                  statement->lengths, binary_formats, 1));
    TRY(postgres_receive(connection, session->deadline / 1000000 + 1, query->name,
                         &statement->result, problem));
    statement->generation = connection->generation;
    return OK;
}

static Outcome fetch(PostgresStatement *statement, Problem *problem)
{
    Session *session = statement->base.session;
    char sql[NAME_SIZE + 32];
    PQclear(statement->result);
    statement->result = NULL;
    (void)snprintf(sql, sizeof sql, "FETCH %d FROM c%u", ROWS_A_FETCH, statement->name);
    postgres_set_timeout(session);
    postgres_send(session->connection, sql);
    TRY(postgres_receive(session->connection, session->deadline / 1000000 + 1,
                         statement->base.query->name, &statement->result, problem));
    statement->row = -1;
    statement->cursor_done = PQntuples(statement->result) < ROWS_A_FETCH;
    return OK;
}

static Outcome open_cursor(PostgresStatement *statement, Problem *problem)
{
    Connection *connection = statement->base.session->connection;
    const Query *query = statement->base.query;
    char sql[8192];
    statement->name = ++connection->next_name;
    const int length = snprintf(sql, sizeof sql, "DECLARE c%u NO SCROLL CURSOR FOR %s",
                                statement->name, query->postgres);
    if (length < 0 || length >= (int)sizeof sql) {
        return problem_set(problem, FAILED, TEXT(""), "", "%s is too long for a cursor",
                           query->name);
    }
    postgres_sent(connection, PQsendQueryParams(connection->handle, sql, query->parameter_count,
                                                statement->types, statement->values,
                                                statement->lengths, binary_formats, 1));
    statement->generation = connection->generation;
    statement->cursor_open = true;
    return fetch(statement, problem);
}

static Outcome start(PostgresStatement *statement, Problem *problem)
{
    Session *session = statement->base.session;
    if (session->connection->broken) {
        return postgres_lost(session->connection, statement->base.query->name, problem);
    }
    statement->running = true;
    statement->row = -1;
    postgres_set_timeout(session);
    return statement->base.query->many_rows ? open_cursor(statement, problem)
                                            : run_prepared(statement, problem);
}

static bool at_last_row(const PostgresStatement *statement)
{
    return statement->row + 1 >= PQntuples(statement->result);
}

Outcome postgres_step(Statement *statement, bool *row, Problem *problem)
{
    PostgresStatement *running = own(statement);
    if (!running->running) {
        TRY(start(running, problem));
    } else if (at_last_row(running) && running->cursor_open && !running->cursor_done) {
        TRY(fetch(running, problem));
    }
    *row = running->result != NULL && !at_last_row(running);
    if (*row) {
        running->row++;
        return OK;
    }
    statement->changed = strtoll(PQcmdTuples(running->result), NULL, 10);
    /* The next run starts anew, as it does on the other engine. */
    running->running = false;
    close_cursor(running);
    return OK;
}

/* ------------------------------------------------------------------------------ columns */

static Text bytes_of(const Statement *statement, int column)
{
    const PostgresStatement *running = (const PostgresStatement *)statement;
    const char *bytes = PQgetvalue(running->result, running->row, column);
    const int length = PQgetlength(running->result, running->row, column);
    return (Text){bytes == NULL ? "" : bytes, bytes == NULL ? 0 : (size_t)length};
}

Text postgres_text(const Statement *statement, int column)
{
    return bytes_of(statement, column);
}

/* int2, int4, int8 and boolean: most significant byte first, the first carries the sign. */
int64_t postgres_integer(const Statement *statement, int column)
{
    const Text bytes = bytes_of(statement, column);
    if (bytes.length == 0 || bytes.length > sizeof(int64_t)) {
        return 0;
    }
    uint64_t value =
        ((unsigned char)bytes.bytes[0] & 0x80) != 0 && bytes.length > 1 ? UINT64_MAX : 0;
    for (size_t i = 0; i < bytes.length; i++) {
        value = value << 8 | (unsigned char)bytes.bytes[i];
    }
    return (int64_t)value;
}

double postgres_real(const Statement *statement, int column)
{
    const Text bytes = bytes_of(statement, column);
    uint64_t bits = 0;
    double value = 0;
    if (bytes.length == sizeof bits) {
        memcpy(&bits, bytes.bytes, sizeof bits);
        bits = be64toh(bits);
        memcpy(&value, &bits, sizeof value);
    }
    return value;
}

bool postgres_null(const Statement *statement, int column)
{
    const PostgresStatement *running = (const PostgresStatement *)statement;
    return PQgetisnull(running->result, running->row, column) != 0;
}
