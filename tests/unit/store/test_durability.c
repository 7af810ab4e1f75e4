/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/list.h"
#include "unit/store/store_fixture.h"

typedef struct Writing {
    Store *store;
    atomic_bool stop;
} Writing;

static Text copy_of(const Fixture *fixture)
{
    return text_format(fixture->arena, "%.*s/copy.db", TEXT_ARG(fixture->folder));
}

/* The child tells each acknowledged write through a pipe until it is killed. */
_Noreturn static void write_until_killed(Fixture *fixture, int64_t first, int acknowledged)
{
    Store *store = NULL;
    if (store_open(fixture->path, STORE_READ_WRITE, &store, NULL) != OK) {
        _exit(1);
    }
    for (int64_t number = first;; number++) {
        if (store_write(store, add_gap, &number, NULL) != OK ||
            write(acknowledged, "x", 1) != 1) {
            _exit(1);
        }
    }
}

static size_t kill_a_writer(Fixture *fixture, int64_t first, useconds_t after)
{
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    const pid_t child = fork();
    if (child == 0) {
        write_until_killed(fixture, first, ends[1]);
    }
    (void)close(ends[1]);
    (void)usleep(after);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    size_t acknowledged = 0;
    char byte = 0;
    while (read(ends[0], &byte, 1) == 1) {
        acknowledged++;
    }
    (void)close(ends[0]);
    return acknowledged;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
    Fixture *fixture = *state;
    size_t acknowledged = 0;
    for (int round = 0; round < 15; round++) {
        const useconds_t after = 20000 + (useconds_t)(round * 7919 % 30000);
        acknowledged += kill_a_writer(fixture, (int64_t)round * 100000, after);
        Store *store SCOPED(store_close) = open_store(fixture);
        Session *session SCOPED(session_end) = NULL;
        assert_int_equal(store_read(store, &session, NULL), OK);
        assert_int_equal(store_check(session, &fixture->problem), OK);
        session_end(&session);
        assert_true(count_gaps(store) >= (acknowledged < 1000 ? acknowledged : 1000));
    }
}

_Noreturn static void restore_until_killed(Fixture *fixture, Text copy)
{
    Store *store = NULL;
    if (store_open(fixture->path, STORE_READ_WRITE, &store, NULL) != OK) {
        _exit(1);
    }
    for (;;) {
        if (store_restore(store, copy, NULL, NULL) != OK) {
            _exit(1);
        }
    }
}

static Outcome add_many_gaps(Session *session, void *context, Problem *problem)
{
    const int64_t *count = context;
    for (int64_t i = 0; i < *count; i++) {
        TRY(add_gap(session, &i, problem));
    }
    return OK;
}

static void a_restore_killed_at_any_moment_leaves_a_whole_state(void **state)
{
    Fixture *fixture = *state;
    Store *store = open_store(fixture);
    const Text copy = copy_of(fixture);
    int64_t many = 900;
    assert_int_equal(store_write(store, add_many_gaps, &many, NULL), OK);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    store_close(&store);
    for (int round = 0; round < 15; round++) {
        const pid_t child = fork();
        if (child == 0) {
            restore_until_killed(fixture, copy);
        }
        (void)usleep(15000 + (useconds_t)(round * 4241 % 20000));
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        Store *after SCOPED(store_close) = open_store(fixture);
        assert_int_equal(count_gaps(after), many);
    }
}

/* ---------------------------------------------------------------------------------- backups */

static void a_backup_taken_while_writing_restores_to_the_same_rows(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = copy_of(fixture);
    int64_t one = 1;
    int64_t two = 2;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), CONFLICT);
    assert_int_equal(store_write(store, add_gap, &two, NULL), OK);
    assert_int_equal(count_gaps(store), 2);
    assert_int_equal(store_restore(store, copy, NULL, &fixture->problem), OK);
    assert_int_equal(count_gaps(store), 1);
}

static void a_damaged_backup_is_refused_and_changes_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = copy_of(fixture);
    int64_t one = 1;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    const int file = open(copy.bytes, O_RDWR | O_CLOEXEC);
    char noise[600];
    for (size_t i = 0; i < sizeof noise; i++) {
        noise[i] = (char)(i * 31);
    }
    assert_true(pwrite(file, noise, sizeof noise, 4096 + 8) == (ssize_t)sizeof noise);
    (void)close(file);
    assert_int_equal(store_restore(store, copy, NULL, &fixture->problem), INVALID);
    assert_true(text_contains(fixture->problem.detail, TEXT("damaged")));
    assert_text_equal(fixture->problem.where, copy);
    assert_int_equal(count_gaps(store), 1);
}

static void change_byte(Text path, off_t place)
{
    char byte = 0;
    const int file = open(path.bytes, O_RDWR | O_CLOEXEC);
    assert_true(pread(file, &byte, 1, place) == 1);
    byte ^= 1;
    assert_true(pwrite(file, &byte, 1, place) == 1);
    (void)close(file);
}

static off_t size_of(Text path)
{
    struct stat status = {0};
    assert_int_equal(stat(path.bytes, &status), 0);
    return status.st_size;
}

/* In a text of a row, SQLite sees nothing: a telephone number would come back as another. */
static void a_backup_with_one_changed_byte_is_refused_and_says_where(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = copy_of(fixture);
    int64_t one = 1;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    const off_t size = size_of(copy);
    for (off_t place = 0; place < size; place += place < 100 || place > size - 100 ? 1 : 997) {
        change_byte(copy, place);
        assert_int_equal(store_restore(store, copy, NULL, &fixture->problem), INVALID);
        assert_text_equal(fixture->problem.where, copy);
        assert_true(text_contains(fixture->problem.detail, TEXT("damaged: bytes ")));
        change_byte(copy, place);
    }
    assert_int_equal(store_restore(store, copy, NULL, &fixture->problem), OK);
}

static void a_backup_that_was_cut_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = copy_of(fixture);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    for (off_t size = size_of(copy) - 1; size > 100; size -= size / 3) {
        assert_int_equal(truncate(copy.bytes, size), 0);
        assert_int_equal(store_restore(store, copy, NULL, &fixture->problem), INVALID);
        assert_text_equal(fixture->problem.where, copy);
    }
}

static void a_backup_that_was_served_since_is_a_store_like_another(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *served = NULL;
    const Text copy = copy_of(fixture);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    assert_int_equal(store_open(copy, STORE_READ_WRITE, &served, &fixture->problem), OK);
    for (int64_t i = 0; i < 300; i++) {
        assert_int_equal(store_write(served, add_gap, &i, NULL), OK);
    }
    store_close(&served);
    assert_int_equal(store_restore(store, copy, NULL, &fixture->problem), OK);
    assert_int_equal(count_gaps(store), 300);
}

static void a_backup_is_closed_to_other_accounts_and_one_file(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = copy_of(fixture);
    struct stat status = {0};
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    assert_int_equal(stat(copy.bytes, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    const char *const beside[] = {"-wal", "-shm", "-journal", ".lock", ".partial"};
    for (size_t i = 0; i < LENGTH_OF(beside); i++) {
        const Text name = text_format(fixture->arena, "ls '%.*s'/copy.db*%s 2>/dev/null",
                                      TEXT_ARG(fixture->folder), beside[i]);
        assert_int_not_equal(system(name.bytes), 0);
    }
}

/* Each write adds one row and one to the counter, so a backup of one moment has as many. */
static void *write_until_told(void *context)
{
    Writing *writing = context;
    for (int64_t number = 1; !atomic_load(&writing->stop); number++) {
        if (store_write(writing->store, add_gap, &number, NULL) != OK) {
            return context;
        }
    }
    return NULL;
}

static void a_backup_holds_one_moment_while_others_write(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *copy SCOPED(store_close) = NULL;
    Session *session SCOPED(session_end) = NULL;
    Writing writing = {.store = store};
    pthread_t thread;
    void *failed = NULL;
    int64_t changes = 0;
    assert_int_equal(pthread_create(&thread, NULL, write_until_told, &writing), 0);
    (void)usleep(50000);
    assert_int_equal(store_backup(fixture->path, copy_of(fixture), &fixture->problem), OK);
    atomic_store(&writing.stop, true);
    assert_int_equal(pthread_join(thread, &failed), 0);
    assert_null(failed);
    assert_int_equal(store_open(copy_of(fixture), STORE_READ_ONLY, &copy, NULL), OK);
    assert_int_equal(store_read(copy, &session, NULL), OK);
    assert_int_equal(store_change_count(session, &changes), OK);
    assert_int_equal(count_gaps(copy), changes < 1000 ? changes : 1000);
}

static int64_t changes_in(Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    int64_t changes = 0;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(store_change_count(session, &changes), OK);
    return changes;
}

static void a_restore_is_seen_in_every_territory(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *other SCOPED(store_close) = store_view(store, TEXT("bruxelles"));
    int64_t one = 1;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_write(other, add_gap, &one, NULL), OK);
    assert_int_equal(store_backup(fixture->path, copy_of(fixture), &fixture->problem), OK);
    const int64_t here = changes_in(store);
    const int64_t there = changes_in(other);
    assert_int_equal(store_restore(store, copy_of(fixture), NULL, &fixture->problem), OK);
    assert_true(changes_in(store) > here);
    assert_true(changes_in(other) > there);
}

static void a_store_opened_for_reading_takes_no_backup_in(void **state)
{
    Fixture *fixture = *state;
    Store *store = open_store(fixture);
    const Text copy = copy_of(fixture);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    store_close(&store);
    assert_int_equal(store_open(fixture->path, STORE_READ_ONLY, &store, &fixture->problem), OK);
    assert_int_equal(store_restore(store, copy, NULL, &fixture->problem), REFUSED);
    store_close(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(what_was_acknowledged_survives_kill_9),
        STORE_TEST(a_backup_taken_while_writing_restores_to_the_same_rows),
        STORE_TEST(a_damaged_backup_is_refused_and_changes_nothing),
        STORE_TEST(a_backup_with_one_changed_byte_is_refused_and_says_where),
        STORE_TEST(a_backup_that_was_cut_is_refused),
        STORE_TEST(a_backup_that_was_served_since_is_a_store_like_another),
        STORE_TEST(a_backup_is_closed_to_other_accounts_and_one_file),
        STORE_TEST(a_backup_holds_one_moment_while_others_write),
        STORE_TEST(a_restore_is_seen_in_every_territory),
        STORE_TEST(a_store_opened_for_reading_takes_no_backup_in),
        STORE_TEST(a_restore_killed_at_any_moment_leaves_a_whole_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
