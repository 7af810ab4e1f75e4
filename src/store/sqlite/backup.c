/* SPDX-License-Identifier: EUPL-1.2 */
/* Checking a file, copying it while others write, and putting a copy in its place. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
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

Outcome connection_check(sqlite3 *connection, Problem *problem)
{
    TRY(first_finding(connection, "PRAGMA integrity_check(1)", true, problem));
    return first_finding(connection, "PRAGMA foreign_key_check", false, problem);
}

Outcome sqlite_check(Session *session, Problem *problem)
{
    session->connection->stop_at = INT64_MAX;
    return connection_check(session->connection->handle, problem);
}

/* The pages of a copy, and that its migrations are those this program knows. */
static Outcome check_copy(Text path, Problem *problem)
{
    Store *store SCOPED(store_close) = NULL;
    Session *session SCOPED(session_end) = NULL;
    TRY(store_open(path, STORE_READ_ONLY, &store, problem));
    TRY(store_read(store, &session, problem));
    return store_check(session, problem);
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

static Outcome sync_file(Text path, Problem *problem)
{
    const int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && fsync(file) == 0;
    if (file >= 0) {
        (void)close(file);
    }
    return synced ? OK
                  : problem_set(problem, UNAVAILABLE, path, "", "cannot be made durable: %s",
                                strerror(errno));
}

static Text folder_of(Arena *arena, Text path)
{
    size_t slash = path.length;
    while (slash > 0 && path.bytes[slash - 1] != '/') {
        slash--;
    }
    return slash == 0 ? TEXT(".") : text_copy(arena, text_slice(path, 0, slash));
}

/* One journal-less file, complete before it has its name. */
static Outcome copy_to(Text path, Text temporary, Problem *problem)
{
    sqlite3 *from SCOPED(close_connection) = NULL;
    sqlite3 *to SCOPED(close_connection) = NULL;
    TRY(connection_open(path.bytes, SQLITE_OPEN_READWRITE, &from, problem));
    TRY(connection_open(temporary.bytes, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &to,
                        problem));
    /* The read transaction keeps the copy to one state while others write. */
    TRY(connection_run(from,
                       "PRAGMA query_only = on; BEGIN; SELECT count(*) FROM "
                       "schema_migration",
                       problem));
    TRY(copy_pages(from, to, problem));
    return connection_run(to, "PRAGMA journal_mode = delete", problem);
}

Outcome sqlite_backup(Text path, Text destination, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    const Text source = text_copy(arena, path);
    const Text target = text_copy(arena, destination);
    const Text temporary =
        text_format(arena, "%.*s.%d.partial", TEXT_ARG(destination), (int)getpid());
    if (access(source.bytes, R_OK) != 0) {
        return problem_set(problem, NOT_FOUND, path, "store", "no store here");
    }
    if (access(target.bytes, F_OK) == 0) {
        return problem_set(problem, CONFLICT, destination, "", "exists already");
    }
    Outcome outcome = copy_to(source, temporary, problem);
    if (outcome == OK) {
        outcome = check_copy(temporary, problem);
    }
    if (outcome == OK) {
        outcome = sync_file(temporary, problem);
    }
    /* link() refuses an existing name, where rename() would replace it. */
    if (outcome == OK && link(temporary.bytes, target.bytes) != 0) {
        outcome = problem_set(problem, errno == EEXIST ? CONFLICT : UNAVAILABLE, destination,
                              "", "%s", strerror(errno));
    }
    (void)unlink(temporary.bytes);
    return outcome == OK ? sync_file(folder_of(arena, target), problem) : outcome;
}

/* ------------------------------------------------------------------------------ restore */

/* What was verified stays as it is until it is copied. */
static Outcome hold_backup(Text path, sqlite3 **connection, Problem *problem)
{
    TRY(connection_open(path.bytes, SQLITE_OPEN_READONLY, connection, problem));
    return connection_run(*connection, "BEGIN; SELECT count(*) FROM schema_migration", problem);
}

static Outcome verify_backup(Text path, Problem *problem)
{
    if (access(path.bytes, R_OK) != 0) {
        return problem_set(problem, NOT_FOUND, path, "", "cannot be read: %s", strerror(errno));
    }
    const Outcome outcome = check_copy(path, problem);
    if (outcome != OK && problem != NULL && problem->where.length == 0) {
        problem->where = text_copy(problem->arena, path);
    }
    return outcome;
}

/* Rows are copied table by table within the writer's transaction, so that readers see the old
 * state or the new one, and a crash leaves the old. */
static Outcome copy_table(sqlite3 *connection, const char *table, Problem *problem)
{
    char *sql =
        sqlite3_mprintf("DELETE FROM main.\"%w\"; INSERT INTO main.\"%w\" SELECT * FROM "
                        "backup.\"%w\"",
                        table, table, table);
    const Outcome outcome = connection_run(connection, sql, problem);
    sqlite3_free(sql);
    return outcome;
}

static Outcome copy_tables(Session *session, void *context, Problem *problem)
{
    (void)context;
    sqlite3_stmt *tables = NULL;
    TRY(connection_run(session->connection->handle, "PRAGMA defer_foreign_keys = on", problem));
    TRY(connection_outcome(
        session->connection->handle,
        sqlite3_prepare_v2(session->connection->handle,
                           "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name "
                           "NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT IN "
                           "('schema_migration', 'change_counter', "
                           "'change_log')",
                           -1, &tables, NULL),
        "reading the schema", problem));
    Outcome outcome = OK;
    int result = sqlite3_step(tables);
    while (outcome == OK && result == SQLITE_ROW) {
        outcome = copy_table(session->connection->handle,
                             (const char *)sqlite3_column_text(tables, 0), problem);
        result = outcome == OK ? sqlite3_step(tables) : result;
    }
    if (outcome == OK) {
        outcome = connection_outcome(session->connection->handle, result, "reading the schema",
                                     problem);
    }
    (void)sqlite3_finalize(tables);
    return outcome;
}

/* The name as a URI, whose query says that the backup is never written. */
static Text read_only_uri(Arena *arena, Text path)
{
    Buffer uri = buffer_new(arena, path.length * 3 + 32);
    buffer_append(&uri, TEXT("file:"));
    for (size_t i = 0; i < path.length; i++) {
        const char byte = path.bytes[i];
        if (byte == '%' || byte == '?' || byte == '#') {
            buffer_append_format(&uri, "%%%02X", (unsigned)byte);
        } else {
            buffer_append_byte(&uri, byte);
        }
    }
    buffer_append(&uri, TEXT("?mode=ro"));
    return text_copy(arena, buffer_text(&uri));
}

/* ATTACH is refused inside a transaction, so the writer attaches between two groups. */
static Outcome attach(Store *store, Text backup, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    char *sql = sqlite3_mprintf("ATTACH %Q AS backup", read_only_uri(arena, backup).bytes);
    const Outcome outcome = connection_run(store->writer->connection->handle, sql, problem);
    sqlite3_free(sql);
    return outcome;
}

Outcome sqlite_restore(Store *store, Text backup, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    const Text path = text_copy(arena, backup);
    sqlite3 *source SCOPED(close_connection) = NULL;
    TRY(verify_backup(path, problem));
    TRY(hold_backup(path, &source, problem));
    writer_pause(store);
    Outcome outcome = attach(store, path, problem);
    writer_resume(store);
    if (outcome == OK) {
        outcome = store_write(store, copy_tables, NULL, problem);
        writer_pause(store);
        connection_try(store->writer->connection->handle, "DETACH backup");
        writer_resume(store);
    }
    return outcome;
}
