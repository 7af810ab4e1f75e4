/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening, closing and the lock that names the one process that writes. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/queries.h"
#include "store/store_private.h"

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

Outcome lock_take(Text path, int *file, Problem *problem)
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

void lock_release(int file)
{
    if (file >= 0) {
        (void)ftruncate(file, 0);
        (void)close(file);
    }
}

bool store_holder(Text path, int *process)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
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

static Outcome check_application(sqlite3 *connection, Text path, Problem *problem)
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

static Outcome open_for_writing(Store *store, Problem *problem)
{
    TRY(lock_take(store->path, &store->lock_file, problem));
    sqlite3 *connection = NULL;
    TRY(connection_open(store->path_c, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &connection,
                        problem));
    store->writer = session_new(store, connection, true);
    TRY(check_application(connection, store->path, problem));
    TRY(connection_run(
        connection, "PRAGMA journal_mode = wal; PRAGMA application_id = 1397052748;", problem));
    TRY(migrate(connection, false, problem));
    return writer_start(store, problem);
}

static Outcome open_for_reading(Store *store, Problem *problem)
{
    if (access(store->path_c, R_OK) != 0) {
        return problem_set(problem, NOT_FOUND, store->path, "store",
                           "no store here: load one with “seuil load DIR”");
    }
    sqlite3 *connection = NULL;
    TRY(connection_open(store->path_c, SQLITE_OPEN_READWRITE, &connection, problem));
    Outcome outcome = check_application(connection, store->path, problem);
    if (outcome == OK) {
        outcome = migrate(connection, true, problem);
    }
    (void)sqlite3_close(connection);
    return outcome;
}

Outcome store_open(Text path, StoreMode mode, Store **store, Problem *problem)
{
    Store *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        abort();
    }
    opened->arena = arena_new(1024);
    opened->path = text_copy(opened->arena, path);
    opened->path_c = opened->path.bytes;
    opened->lock_file = -1;
    (void)pthread_mutex_init(&opened->mutex, NULL);
    (void)pthread_mutex_init(&opened->writing, NULL);
    (void)pthread_cond_init(&opened->work, NULL);
    (void)pthread_cond_init(&opened->finished, NULL);
    const Outcome outcome = mode == STORE_READ_WRITE ? open_for_writing(opened, problem)
                                                     : open_for_reading(opened, problem);
    if (outcome != OK) {
        store_close(&opened);
        return outcome;
    }
    *store = opened;
    return OK;
}

void store_close(Store **store)
{
    Store *closed = *store;
    *store = NULL;
    if (closed == NULL) {
        return;
    }
    writer_stop(closed);
    for (size_t i = 0; i < closed->reader_count; i++) {
        session_free(closed->readers[i]);
    }
    session_free(closed->writer);
    lock_release(closed->lock_file);
    (void)pthread_mutex_destroy(&closed->mutex);
    (void)pthread_mutex_destroy(&closed->writing);
    (void)pthread_cond_destroy(&closed->work);
    (void)pthread_cond_destroy(&closed->finished);
    arena_free(closed->arena);
    free(closed);
}

Text store_path(const Store *store)
{
    return store->path;
}

Outcome store_change_count(Session *session, int64_t *count)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_COUNTER_GET, &statement, NULL));
    bind_text(statement, "territory", STORE_TERRITORY);
    bool row = false;
    TRY(statement_next(statement, &row, NULL));
    *count = row ? column_integer(statement, 0) : 0;
    return OK;
}
