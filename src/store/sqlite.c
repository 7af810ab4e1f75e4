/* SPDX-License-Identifier: EUPL-1.2 */
/* Connections, sessions and statements over SQLite. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store_private.h"

const Text STORE_TERRITORY = TEXT_INIT("wallonie");

enum { PROGRESS_STEPS = 2000 };

static const int64_t DEFAULT_DEADLINE = 30000000000;

Outcome connection_outcome(sqlite3 *connection, int result, const char *doing, Problem *problem)
{
    const int primary = result & 0xFF;
    if (primary == SQLITE_OK || primary == SQLITE_ROW || primary == SQLITE_DONE) {
        return OK;
    }
    const char *words =
        connection == NULL ? sqlite3_errstr(result) : sqlite3_errmsg(connection);
    switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return problem_set(problem, UNAVAILABLE, TEXT(""), "", "the store is busy (%s)", words);
    case SQLITE_INTERRUPT:
        return problem_set(problem, UNAVAILABLE, TEXT(""), "",
                           "stopped by its deadline while %s", doing);
    case SQLITE_FULL:
        return problem_set(problem, UNAVAILABLE, TEXT(""), "",
                           "the disk is full: nothing was written");
    case SQLITE_IOERR:
        return problem_set(problem, UNAVAILABLE, TEXT(""), "",
                           "the disk refuses (%s): nothing was written", words);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return problem_set(problem, INVALID, TEXT(""), "",
                           "the file is damaged or no store: %s", words);
    case SQLITE_CANTOPEN:
        return problem_set(problem, NOT_FOUND, TEXT(""), "", "cannot open the store: %s",
                           words);
    case SQLITE_CONSTRAINT:
        return problem_set(problem, CONFLICT, TEXT(""), "", "%s", words);
    case SQLITE_READONLY:
        return problem_set(problem, REFUSED, TEXT(""), "", "the store is read-only: %s", words);
    default:
        return problem_set(problem, FAILED, TEXT(""), "", "%s: %s", doing, words);
    }
}

Outcome connection_run(sqlite3 *connection, const char *sql, Problem *problem)
{
    return connection_outcome(connection, sqlite3_exec(connection, sql, NULL, NULL, NULL), sql,
                              problem);
}

void connection_try(sqlite3 *connection, const char *sql)
{
    (void)sqlite3_exec(connection, sql, NULL, NULL, NULL);
}

/* A store may one day hold what is nobody else's business: it starts closed to others. The log
 * and the shared memory beside it take the same permissions. */
static void create_private(const char *path)
{
    const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) {
        (void)close(file);
    }
}

Outcome connection_open(const char *path, int flags, sqlite3 **connection, Problem *problem)
{
    static const char settings[] = "PRAGMA trusted_schema = off; PRAGMA foreign_keys = on;"
                                   "PRAGMA temp_store = memory; PRAGMA cell_size_check = on;"
                                   "PRAGMA synchronous = full;";
    if ((flags & SQLITE_OPEN_CREATE) != 0) {
        create_private(path);
    }
    sqlite3 *opened = NULL;
    const int result =
        sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    Outcome outcome = connection_outcome(opened, result, "opening the store", problem);
    if (outcome == OK) {
        (void)sqlite3_busy_timeout(opened, 10000);
        (void)sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        /* Only the writer moves the log into the file (writer_start). */
        (void)sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        (void)sqlite3_wal_autocheckpoint(opened, 0);
        outcome = connection_run(opened, settings, problem);
    }
    if (outcome != OK) {
        (void)sqlite3_close(opened);
        return outcome;
    }
    *connection = opened;
    return OK;
}

/* ----------------------------------------------------------------------------- sessions */

static int stop_when_late(void *context)
{
    const Session *session = context;
    return monotonic_nanoseconds() > session->stop_at;
}

Session *session_new(Store *store, sqlite3 *connection, bool writing)
{
    Session *session = calloc(1, sizeof *session);
    if (session == NULL) {
        abort();
    }
    session->store = store;
    session->connection = connection;
    session->writing = writing;
    session->deadline = DEFAULT_DEADLINE;
    session->stop_at = INT64_MAX;
    sqlite3_progress_handler(connection, PROGRESS_STEPS, stop_when_late, session);
    return session;
}

void session_free(Session *session)
{
    if (session == NULL) {
        return;
    }
    for (size_t i = 0; i < session->cached; i++) {
        (void)sqlite3_finalize(session->cache[i]->handle);
        free(session->cache[i]);
    }
    (void)sqlite3_close(session->connection);
    free(session);
}

void session_set_deadline(Session *session, int64_t nanoseconds)
{
    session->deadline = nanoseconds;
}

void session_reset_deadline(Session *session)
{
    session->deadline = DEFAULT_DEADLINE;
    session->stop_at = INT64_MAX;
}

static Session *take_idle_reader(Store *store)
{
    (void)pthread_mutex_lock(&store->mutex);
    Session *session = store->reader_count > 0 ? store->readers[--store->reader_count] : NULL;
    (void)pthread_mutex_unlock(&store->mutex);
    return session;
}

static Outcome open_reader(Store *store, Session **session, Problem *problem)
{
    sqlite3 *connection = NULL;
    TRY(connection_open(store->path_c, SQLITE_OPEN_READWRITE, &connection, problem));
    const Outcome outcome = connection_run(connection, "PRAGMA query_only = on", problem);
    if (outcome != OK) {
        (void)sqlite3_close(connection);
        return outcome;
    }
    *session = session_new(store, connection, false);
    return OK;
}

Outcome store_read(Store *store, Session **session, Problem *problem)
{
    Session *reader = take_idle_reader(store);
    if (reader == NULL) {
        TRY(open_reader(store, &reader, problem));
    }
    /* BEGIN alone takes no snapshot: the first read does. */
    const Outcome outcome = connection_run(
        reader->connection, "BEGIN; SELECT count FROM change_counter LIMIT 1;", problem);
    if (outcome != OK) {
        session_free(reader);
        return outcome;
    }
    *session = reader;
    return OK;
}

void session_end(Session **session)
{
    Session *ended = *session;
    *session = NULL;
    if (ended == NULL || ended->writing) {
        return;
    }
    Store *store = ended->store;
    session_reset_deadline(ended);
    const bool sound = connection_run(ended->connection, "ROLLBACK", NULL) == OK;
    (void)pthread_mutex_lock(&store->mutex);
    if (sound && store->reader_count < READER_POOL) {
        store->readers[store->reader_count++] = ended;
        ended = NULL;
    }
    (void)pthread_mutex_unlock(&store->mutex);
    session_free(ended);
}

/* --------------------------------------------------------------------------- statements */

static Statement *take_cached(Session *session, const Query *query)
{
    for (size_t i = 0; i < session->cached; i++) {
        Statement *statement = session->cache[i];
        if (statement->query == query) {
            session->cache[i] = session->cache[--session->cached];
            return statement;
        }
    }
    return NULL;
}

Outcome statement_open(Session *session, const Query *query, Statement **statement,
                       Problem *problem)
{
    Statement *found = take_cached(session, query);
    if (found == NULL) {
        sqlite3_stmt *handle = NULL;
        const int result = sqlite3_prepare_v3(session->connection, query->sqlite, -1,
                                              SQLITE_PREPARE_PERSISTENT, &handle, NULL);
        TRY(connection_outcome(session->connection, result, query->name, problem));
        found = calloc(1, sizeof *found);
        if (found == NULL) {
            abort();
        }
        *found = (Statement){.session = session, .query = query, .handle = handle};
    }
    found->time_left = session->deadline;
    found->bound = 0;
    found->bind_result = SQLITE_OK;
    *statement = found;
    return OK;
}

void statement_close(Statement **statement)
{
    Statement *closed = *statement;
    *statement = NULL;
    if (closed == NULL) {
        return;
    }
    (void)sqlite3_reset(closed->handle);
    (void)sqlite3_clear_bindings(closed->handle);
    Session *session = closed->session;
    if (session->cached < STATEMENT_CACHE) {
        session->cache[session->cached++] = closed;
        return;
    }
    (void)sqlite3_finalize(closed->handle);
    free(closed);
}

static int parameter_of(Statement *statement, const char *name)
{
    for (int i = 0; i < statement->query->parameter_count; i++) {
        if (strcmp(statement->query->parameters[i], name) == 0) {
            statement->bound |= UINT32_C(1) << i;
            return i + 1;
        }
    }
    (void)fprintf(stderr, "seuil: query %s has no parameter %s\n", statement->query->name,
                  name);
    abort();
}

/* A parameter left unbound would read as NULL and match nothing, in silence. */
static void require_all_bound(const Statement *statement)
{
    for (int i = 0; i < statement->query->parameter_count; i++) {
        if ((statement->bound >> i & 1) == 0) {
            (void)fprintf(stderr, "seuil: query %s runs without its parameter %s\n",
                          statement->query->name, statement->query->parameters[i]);
            abort();
        }
    }
}

/* Out of memory, or longer than the engine takes: told when the statement runs. */
static void note_binding(Statement *statement, int result)
{
    if (statement->bind_result == SQLITE_OK) {
        statement->bind_result = result;
    }
}

void bind_text(Statement *statement, const char *name, Text value)
{
    note_binding(statement,
                 sqlite3_bind_text64(statement->handle, parameter_of(statement, name),
                                     value.bytes == NULL ? "" : value.bytes, value.length,
                                     SQLITE_TRANSIENT, SQLITE_UTF8));
}

void bind_integer(Statement *statement, const char *name, int64_t value)
{
    note_binding(statement,
                 sqlite3_bind_int64(statement->handle, parameter_of(statement, name), value));
}

void bind_real(Statement *statement, const char *name, double value)
{
    note_binding(statement,
                 sqlite3_bind_double(statement->handle, parameter_of(statement, name), value));
}

void bind_blob(Statement *statement, const char *name, const void *bytes, size_t length)
{
    note_binding(statement,
                 sqlite3_bind_blob64(statement->handle, parameter_of(statement, name), bytes,
                                     length, SQLITE_TRANSIENT));
}

void bind_id(Statement *statement, const char *name, Id id)
{
    bind_blob(statement, name, id.bytes, sizeof id.bytes);
}

void bind_null(Statement *statement, const char *name)
{
    note_binding(statement,
                 sqlite3_bind_null(statement->handle, parameter_of(statement, name)));
}

Outcome statement_next(Statement *statement, bool *row, Problem *problem)
{
    Session *session = statement->session;
    require_all_bound(statement);
    TRY(connection_outcome(session->connection, statement->bind_result, statement->query->name,
                           problem));
    /* The clock runs only while the engine works: a slow reader of the rows is not a slow
     * statement, and two statements of one session do not share their time. */
    const int64_t started = monotonic_nanoseconds();
    session->stop_at = started + statement->time_left;
    const int result = sqlite3_step(statement->handle);
    session->stop_at = INT64_MAX;
    statement->time_left -= monotonic_nanoseconds() - started;
    TRY(connection_outcome(session->connection, result, statement->query->name, problem));
    *row = result == SQLITE_ROW;
    return OK;
}

Outcome statement_run(Statement *statement, int64_t *changed, Problem *problem)
{
    bool row = true;
    while (row) {
        TRY(statement_next(statement, &row, problem));
    }
    if (changed != NULL) {
        *changed = sqlite3_changes64(statement->session->connection);
    }
    return OK;
}

Text column_text(const Statement *statement, int column)
{
    const char *bytes = (const char *)sqlite3_column_text(statement->handle, column);
    const int length = sqlite3_column_bytes(statement->handle, column);
    return (Text){bytes == NULL ? "" : bytes, bytes == NULL ? 0 : (size_t)length};
}

int64_t column_integer(const Statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

Id column_id(const Statement *statement, int column)
{
    Id id = {0};
    const void *bytes = sqlite3_column_blob(statement->handle, column);
    if (bytes != NULL && sqlite3_column_bytes(statement->handle, column) == sizeof id.bytes) {
        memcpy(id.bytes, bytes, sizeof id.bytes);
    }
    return id;
}
