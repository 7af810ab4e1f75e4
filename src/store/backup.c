/* SPDX-License-Identifier: EUPL-1.2 */
/* A backup is one file that appears whole, and is verified before it replaces anything. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "store/aside.h"
#include "store/copy.h"
#include "store/queries.h"
#include "store/rows.h"

/* ------------------------------------------------------------------------------ backup */

static Outcome make_copy(Text path, Text temporary, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Engine *engine = engine_of(path);
    if (engine->copy_file != NULL) {
        return engine->copy_file(path, temporary, problem);
    }
    CopyReport report = {0};
    TRY(store_copy(arena, &(StoreCopy){.from = path, .to = temporary}, &report, problem));
    return sqlite_seal(temporary, problem);
}

/* The pages of a copy; one of an older store is brought up on the way. */
static Outcome check_copy(Text path, Problem *problem)
{
    Store *store SCOPED(store_close) = NULL;
    Session *session SCOPED(session_end) = NULL;
    TRY(store_open(path, STORE_READ_ONLY, &store, problem));
    TRY(store_read(store, &session, problem));
    return store_check(session, problem);
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

static Outcome make_whole_copy(Text path, Text temporary, Problem *problem)
{
    TRY(make_copy(path, temporary, problem));
    TRY(check_copy(temporary, problem));
    TRY(sqlite_seal(temporary, problem));
    TRY(sqlite_imprint_add(temporary, problem));
    return sync_file(temporary, problem);
}

/* What stands beside a file of SQLite while it is open stays there after a failure. */
static void remove_copy(Arena *arena, Text temporary)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".lock"};
    for (size_t i = 0; i < LENGTH_OF(endings); i++) {
        (void)unlink(text_format(arena, "%.*s%s", TEXT_ARG(temporary), endings[i]).bytes);
    }
}

/* Said before the work, and in the same words on every engine. */
static Outcome require_free(Text target, Text folder, Problem *problem)
{
    if (access(target.bytes, F_OK) == 0) {
        return problem_set(problem, CONFLICT, target, "", "exists already");
    }
    if (access(folder.bytes, F_OK) != 0) {
        return problem_set(problem, NOT_FOUND, target, "", "no such folder: %s", folder.bytes);
    }
    return OK;
}

Outcome store_backup(Text path, Text destination, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    const Text target = text_copy(arena, destination);
    const Text temporary =
        text_format(arena, "%.*s.%d.partial", TEXT_ARG(destination), (int)getpid());
    const Text folder = folder_of(arena, target);
    TRY(require_free(target, folder, problem));
    Outcome outcome = make_whole_copy(path, temporary, problem);
    /* link() refuses an existing name, where rename() would replace it. */
    if (outcome == OK && link(temporary.bytes, target.bytes) != 0) {
        outcome = problem_set(problem, errno == EEXIST ? CONFLICT : UNAVAILABLE, destination,
                              "", "%s", strerror(errno));
    }
    remove_copy(arena, temporary);
    return outcome == OK ? sync_file(folder, problem) : outcome;
}

Outcome store_check_backup(Text path, Problem *problem)
{
    return store_place_is_shared(path) ? OK : sqlite_imprint_check(path, problem);
}

/* ----------------------------------------------------------------------------- restore */

static bool is_replaced(const Table *table)
{
    return !table_is_mark(table) && !table_is_history(table);
}

static Outcome give_row(void *context, Value *values, bool *row, Problem *problem)
{
    RowReader *reader = context;
    TRY(rows_next(reader, row, problem));
    memcpy(values, reader->values, sizeof reader->values);
    return OK;
}

static Outcome replace_rows(Session *session, const Table *table, Session *backup,
                            Problem *problem)
{
    RowReader reader SCOPED(rows_close) = {0};
    TRY(rows_open(backup, table, NULL, &reader, problem));
    return table_insert(session, table, (RowSource){give_row, &reader}, problem);
}

typedef struct Restoring {
    Session *backup;
    WriteFunction then;
} Restoring;

/* All in the writer's transaction: readers see the old state or the new one, and a crash leaves
 * the old. The writer raised the counter of its own territory; those of all others are raised
 * first too, so that nobody writes there meanwhile, and that those who follow them see it. */
static Outcome replace_all(Session *session, void *context, Problem *problem)
{
    const Restoring *restoring = context;
    TRY(session_run(session, &STORE_COUNTER_RAISE_OTHERS, problem));
    for (size_t i = TABLE_COUNT; i-- > 0;) {
        if (is_replaced(&TABLES[i])) {
            TRY(table_clear(session, &TABLES[i], problem));
        }
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (is_replaced(&TABLES[i])) {
            TRY(replace_rows(session, &TABLES[i], restoring->backup, problem));
        }
    }
    return restoring->then == NULL ? OK : restoring->then(session, NULL, problem);
}

/* What was verified is what is copied: one snapshot serves both. */
static Outcome open_backup(Text path, Aside *aside, Session **session, Problem *problem)
{
    if (access(path.bytes, R_OK) != 0) {
        return problem_set(problem, NOT_FOUND, path, "", "cannot be read: %s", strerror(errno));
    }
    TRY(store_check_backup(path, problem));
    TRY(aside_open(path, aside, problem));
    TRY(store_read(aside->store, session, problem));
    return store_check(*session, problem);
}

Outcome store_restore(Store *store, Text backup, WriteFunction then, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    Aside source SCOPED(aside_close) = {0};
    Session *session SCOPED(session_end) = NULL;
    if (store->root->read_only) {
        return problem_set(problem, REFUSED, store_path(store), "store",
                           "opened for reading only");
    }
    Outcome outcome = open_backup(text_copy(arena, backup), &source, &session, problem);
    if (outcome == OK) {
        Restoring restoring = {session, then};
        outcome = store_write(store, replace_all, &restoring, problem);
    }
    if (outcome != OK && problem != NULL && text_is_empty(problem->where)) {
        problem->where = text_copy(problem->arena, backup);
    }
    return outcome;
}
