/* SPDX-License-Identifier: EUPL-1.2 */
/* The file: whose it is, the lock that names the one process that writes, its migrations. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/sqlite/sqlite_private.h"

/* Two names of one file (a link, "./") must find the same lock. */
static Text real_path(Arena *arena, Text path)
{
    char *real = realpath(text_copy(arena, path).bytes, NULL);
    const Text found = real == NULL ? path : text_copy(arena, text_from(real));
    free(real);
    return found;
}

static Text lock_path(Arena *arena, Text path)
{
    return text_format(arena, "%.*s.lock", TEXT_ARG(real_path(arena, path)));
}

/* Locks of open file descriptions (F_OFD_*) belong to the file, not to the process, so closing
 * another descriptor of the same file does not lose them. */
static struct flock whole_file(short type)
{
    return (struct flock){.l_type = type, .l_whence = SEEK_SET};
}

static int pid_in(int file)
{
    char digits[24] = {0};
    const ssize_t length = pread(file, digits, sizeof digits - 1, 0);
    int64_t process = 0;
    const Text text = text_trim(text_of(digits, length > 0 ? (size_t)length : 0));
    return text_to_integer(text, &process) ? (int)process : 0;
}

static Outcome lock_take(Text path, int *file, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    const Text name = lock_path(arena, path);
    const int opened = open(name.bytes, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (opened < 0) {
        return problem_set(problem, UNAVAILABLE, name, "", "cannot be created: %s",
                           strerror(errno));
    }
    struct flock lock = whole_file(F_WRLCK);
    if (fcntl(opened, F_OFD_SETLK, &lock) != 0) {
        const int error = errno;
        const int process = pid_in(opened);
        (void)close(opened);
        if (error != EAGAIN && error != EACCES) {
            return problem_set(problem, UNAVAILABLE, name, "", "cannot be locked: %s",
                               strerror(error));
        }
        return problem_set(problem, CONFLICT, path, "store",
                           "process %d holds the store for writing", process);
    }
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%d\n", (int)getpid());
    if (ftruncate(opened, 0) != 0 || pwrite(opened, digits, (size_t)length, 0) != length) {
        (void)close(opened);
        return problem_set(problem, UNAVAILABLE, name, "", "cannot be written: %s",
                           strerror(errno));
    }
    *file = opened;
    return OK;
}

static void lock_release(int file)
{
    if (file >= 0) {
        (void)ftruncate(file, 0);
        (void)close(file);
    }
}

bool store_holder(Text path, int *process)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    if (store_place_is_shared(path)) {
        return false;
    }
    const int file = open(lock_path(arena, path).bytes, O_RDWR | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    struct flock lock = whole_file(F_WRLCK);
    const bool held = fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    *process = held ? pid_in(file) : 0;
    (void)close(file);
    return held;
}

Outcome require_our_application(sqlite3 *connection, Text path, Problem *problem)
{
    sqlite3_stmt *statement = NULL;
    const int result =
        sqlite3_prepare_v2(connection,
                           "SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM "
                           "pragma_application_id",
                           -1, &statement, NULL);
    Outcome outcome = connection_outcome(connection, result, "reading the file", problem);
    if (outcome == OK) {
        outcome = connection_outcome(connection, sqlite3_step(statement), "reading the file",
                                     problem);
    }
    const bool ours = outcome != OK ||
                      sqlite3_column_int(statement, 0) == STORE_APPLICATION_ID ||
                      sqlite3_column_int(statement, 1) == 0;
    (void)sqlite3_finalize(statement);
    if (!ours) {
        return problem_set(problem, INVALID, path, "store", "a database of another program");
    }
    return outcome;
}

static Outcome sqlite_open(Store *store, Problem *problem)
{
    SqliteStore *own = arena_allocate(store->arena, sizeof *own);
    own->lock_file = -1;
    store->own = own;
    if (!store->read_only) {
        return lock_take(store->path, &own->lock_file, problem);
    }
    if (access(store->location, R_OK) != 0) {
        return problem_set(problem, NOT_FOUND, store->path, "store",
                           "no store here: load one with “seuil load DIR”");
    }
    return OK;
}

static void sqlite_close(Store *store)
{
    const SqliteStore *own = store->own;
    if (own != NULL) {
        lock_release(own->lock_file);
    }
}

/* --------------------------------------------------------------------------- migrations */

static Outcome sqlite_migrate(Session *session, const Migration *migration, Problem *problem)
{
    return connection_run(session->connection->handle, migration->source.bytes, problem);
}

static Outcome sqlite_make_migration_list(Session *session, Problem *problem)
{
    return connection_run(session->connection->handle,
                          "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER NOT "
                          "NULL PRIMARY KEY, name TEXT NOT NULL, checksum INTEGER NOT NULL) "
                          "STRICT",
                          problem);
}

static Outcome sqlite_has_migration_list(Session *session, bool *exists, Problem *problem)
{
    sqlite3 *connection = session->connection->handle;
    const int result = sqlite3_table_column_metadata(connection, "main", "schema_migration",
                                                     "number", NULL, NULL, NULL, NULL, NULL);
    *exists = result == SQLITE_OK;
    return result == SQLITE_ERROR
               ? OK
               : connection_outcome(connection, result, "reading migrations", problem);
}

const Engine SQLITE_ENGINE = {
    .name = "sqlite",
    .shared = false,
    .open = sqlite_open,
    .close = sqlite_close,
    .connect = sqlite_connect,
    .disconnect = sqlite_disconnect,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .command = sqlite_command,
    .transaction_lost = sqlite_transaction_lost,
    .recover = sqlite_recover,
    .prepare = sqlite_prepare,
    .reset = sqlite_reset,
    .finalize = sqlite_finalize,
    .bind = sqlite_bind,
    .step = sqlite_step,
    .text = sqlite_text,
    .integer = sqlite_integer,
    .real = sqlite_real,
    .null = sqlite_null,
    .insert_rows = sqlite_insert_rows,
    .migrate = sqlite_migrate,
    .make_migration_list = sqlite_make_migration_list,
    .has_migration_list = sqlite_has_migration_list,
    .check = sqlite_check,
    .copy_file = sqlite_copy_file,
};
