/* SPDX-License-Identifier: EUPL-1.2 */
/* Connections and transactions over SQLite. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/sqlite/sqlite_private.h"

enum { PROGRESS_STEPS = 2000 };

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
    case SQLITE_CORRUPT: /* also after a read that the disk refused */
        return problem_set(problem, INVALID, TEXT(""), "",
                           "the file is damaged, or the disk cannot be read: %s", words);
    case SQLITE_NOTADB:
        return problem_set(problem, INVALID, TEXT(""), "",
                           "the file is no store, or its beginning is damaged: %s", words);
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
                                   "PRAGMA synchronous = full; PRAGMA secure_delete = on;";
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

/* -------------------------------------------------------------------------- connections */

static int stop_when_late(void *context)
{
    const Connection *connection = context;
    return monotonic_nanoseconds() > connection->stop_at;
}

/* Only the writer moves the log into the file: every thousand pages, and when the store closes.
 * A log that a large import made long is cut back to 64 MiB. */
static Outcome take_charge_of_log(sqlite3 *handle, Problem *problem)
{
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return connection_run(
        handle, "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864",
        problem);
}

static Outcome prepare_writer(const Store *store, sqlite3 *handle, Problem *problem)
{
    TRY(require_our_application(handle, store->path, problem));
    TRY(connection_run(handle, "PRAGMA journal_mode = wal; PRAGMA application_id = 1397052748;",
                       problem));
    return take_charge_of_log(handle, problem);
}

static Outcome prepare_reader(const Store *store, sqlite3 *handle, Problem *problem)
{
    TRY(require_our_application(handle, store->path, problem));
    return connection_run(handle, "PRAGMA query_only = on", problem);
}

Outcome sqlite_connect(Store *store, SessionUse use, Connection **connection, Problem *problem)
{
    const bool writes = use == SESSION_WRITES;
    const int flags = SQLITE_OPEN_READWRITE | (writes ? SQLITE_OPEN_CREATE : 0);
    sqlite3 *handle = NULL;
    TRY(connection_open(store->location, flags, &handle, problem));
    const Outcome outcome = writes ? prepare_writer(store, handle, problem)
                                   : prepare_reader(store, handle, problem);
    if (outcome != OK) {
        (void)sqlite3_close(handle);
        return outcome;
    }
    Connection *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    *made = (Connection){.handle = handle, .stop_at = INT64_MAX};
    sqlite3_progress_handler(handle, PROGRESS_STEPS, stop_when_late, made);
    *connection = made;
    return OK;
}

void sqlite_disconnect(Connection *connection)
{
    (void)sqlite3_close(connection->handle);
    free(connection);
}

/* ------------------------------------------------------------------------- transactions */

Outcome sqlite_begin(Session *session, Problem *problem)
{
    const char *sql = session->use == SESSION_WRITES ? "BEGIN IMMEDIATE" : "BEGIN";
    return connection_run(session->connection->handle, sql, problem);
}

Outcome sqlite_command(Session *session, const char *sql, Problem *problem)
{
    return connection_run(session->connection->handle, sql, problem);
}

Outcome sqlite_commit(Session *session, Problem *problem)
{
    return connection_run(session->connection->handle, "COMMIT", problem);
}

bool sqlite_rollback(Session *session)
{
    session->connection->stop_at = INT64_MAX;
    return sqlite_transaction_lost(session) ||
           connection_run(session->connection->handle, "ROLLBACK", NULL) == OK;
}

/* A full disk, a failing one or a deadline inside a statement that writes. */
bool sqlite_transaction_lost(const Session *session)
{
    return sqlite3_get_autocommit(session->connection->handle) != 0;
}

/* The one writer of the file meets nobody: what failed once fails again. */
bool sqlite_recover(Session *session)
{
    (void)session;
    return false;
}
