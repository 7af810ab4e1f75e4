/* SPDX-License-Identifier: EUPL-1.2 */
/* Checking a file, copying its pages while others write, and making one file of it. */
#include <string.h>
#include <unistd.h>

#include "store/sqlite/sqlite_private.h"

enum { PAGES_A_STEP = 1024, MOST_WAITS = 1000, WAIT_MILLISECONDS = 10 };

static void close_connection(sqlite3 **connection)
{
    (void)sqlite3_close(*connection);
}

static Outcome first_finding(sqlite3 *connection, const char *sql, bool expects_ok,
                             Problem *problem)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
    if (result == SQLITE_OK) {
        result = sqlite3_step(statement);
    }
    Outcome outcome = connection_outcome(connection, result, "checking the store", problem);
    if (outcome == OK && result == SQLITE_ROW) {
        const char *finding = (const char *)sqlite3_column_text(statement, 0);
        if (!expects_ok || finding == NULL || strcmp(finding, "ok") != 0) {
            outcome = problem_set(problem, INVALID, TEXT(""), "store", "damaged: %s",
                                  finding == NULL ? sql : finding);
        }
    }
    (void)sqlite3_finalize(statement);
    return outcome;
}

Outcome sqlite_check(Session *session, Problem *problem)
{
    sqlite3 *connection = session->connection->handle;
    session->connection->stop_at = INT64_MAX;
    TRY(first_finding(connection, "PRAGMA integrity_check(1)", true, problem));
    return first_finding(connection, "PRAGMA foreign_key_check", false, problem);
}

static Outcome copy_pages(sqlite3 *from, sqlite3 *to, Problem *problem)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == NULL) {
        return connection_outcome(to, sqlite3_errcode(to), "copying the store", problem);
    }
    int result = SQLITE_OK;
    int waits = 0;
    while (result == SQLITE_OK ||
           ((result == SQLITE_BUSY || result == SQLITE_LOCKED) && waits++ < MOST_WAITS)) {
        if (result != SQLITE_OK) {
            (void)sqlite3_sleep(WAIT_MILLISECONDS);
        }
        result = sqlite3_backup_step(backup, PAGES_A_STEP);
    }
    const int finished = sqlite3_backup_finish(backup);
    return connection_outcome(to, result == SQLITE_DONE ? finished : result,
                              "copying the store", problem);
}

Outcome sqlite_copy_file(Text path, Text destination, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    sqlite3 *from SCOPED(close_connection) = NULL;
    sqlite3 *to SCOPED(close_connection) = NULL;
    const char *source = text_copy(arena, path).bytes;
    if (access(source, R_OK) != 0) {
        return problem_set(problem, NOT_FOUND, path, "store", "no store here");
    }
    TRY(connection_open(source, SQLITE_OPEN_READWRITE, &from, problem));
    TRY(connection_open(text_copy(arena, destination).bytes,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &to, problem));
    /* The read transaction keeps the copy to one state while others write. */
    TRY(connection_run(from,
                       "PRAGMA query_only = on; BEGIN; SELECT count(*) FROM "
                       "schema_migration",
                       problem));
    TRY(copy_pages(from, to, problem));
    return connection_run(to, "PRAGMA journal_mode = delete", problem);
}

Outcome sqlite_seal(Text path, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    sqlite3 *connection SCOPED(close_connection) = NULL;
    TRY(connection_open(text_copy(arena, path).bytes, SQLITE_OPEN_READWRITE, &connection,
                        problem));
    TRY(connection_run(connection, "PRAGMA journal_mode = delete", problem));
    (void)unlink(text_format(arena, "%.*s.lock", TEXT_ARG(path)).bytes);
    return OK;
}
