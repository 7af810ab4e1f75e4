/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/list.h"
#include "unit/store/store_fixture.h"

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
        if (store_restore(store, copy, NULL) != OK) {
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
    const Text copy = text_format(fixture->arena, "%.*s/copy.db", TEXT_ARG(fixture->folder));
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

/* ----------------------------------------------------------------------------- full disk */

static void limit_files(rlim_t bytes)
{
    struct rlimit limit = {0};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_is_said_and_leaves_the_store_good(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    int64_t number = 0;
    (void)signal(SIGXFSZ, SIG_IGN);
    limit_files(200000);
    Outcome outcome = OK;
    while (outcome == OK && number < 10000) {
        number++;
        outcome = store_write(store, add_gap, &number, &fixture->problem);
    }
    limit_files(RLIM_INFINITY);
    assert_int_equal(outcome, UNAVAILABLE);
    assert_true(text_contains(fixture->problem.detail, TEXT("disk")));
    assert_int_equal(count_gaps(store), number - 1 < 1000 ? number - 1 : 1000);
    assert_int_equal(store_write(store, add_gap, &number, &fixture->problem), OK);
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(store_check(session, &fixture->problem), OK);
}

/* ---------------------------------------------------------------------------------- backups */

static void a_backup_taken_while_writing_restores_to_the_same_rows(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = text_format(fixture->arena, "%.*s/copy.db", TEXT_ARG(fixture->folder));
    int64_t one = 1;
    int64_t two = 2;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), CONFLICT);
    assert_int_equal(store_write(store, add_gap, &two, NULL), OK);
    assert_int_equal(count_gaps(store), 2);
    assert_int_equal(store_restore(store, copy, &fixture->problem), OK);
    assert_int_equal(count_gaps(store), 1);
}

static void a_damaged_backup_is_refused_and_changes_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = text_format(fixture->arena, "%.*s/copy.db", TEXT_ARG(fixture->folder));
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
    assert_int_equal(store_restore(store, copy, &fixture->problem), INVALID);
    assert_true(fixture->problem.detail.length > 0);
    assert_int_equal(count_gaps(store), 1);
}

static void a_new_store_and_its_backup_are_closed_to_other_accounts(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text copy = text_format(fixture->arena, "%.*s/copy.db", TEXT_ARG(fixture->folder));
    struct stat status = {0};
    assert_int_equal(stat(fixture->path.bytes, &status), 0);
    assert_int_equal(status.st_mode & 077, 0);
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    assert_int_equal(stat(copy.bytes, &status), 0);
    assert_int_equal(status.st_mode & 077, 0);
}

static void a_store_opened_for_reading_takes_no_backup_in(void **state)
{
    Fixture *fixture = *state;
    Store *store = open_store(fixture);
    const Text copy = text_format(fixture->arena, "%.*s/copy.db", TEXT_ARG(fixture->folder));
    assert_int_equal(store_backup(fixture->path, copy, &fixture->problem), OK);
    store_close(&store);
    assert_int_equal(store_open(fixture->path, STORE_READ_ONLY, &store, &fixture->problem), OK);
    assert_int_equal(store_restore(store, copy, &fixture->problem), REFUSED);
    store_close(&store);
}

static void a_store_can_take_itself_as_its_backup(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    int64_t one = 1;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_restore(store, fixture->path, &fixture->problem), OK);
    assert_int_equal(count_gaps(store), 1);
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(what_was_acknowledged_survives_kill_9),
        STORE_TEST(a_backup_taken_while_writing_restores_to_the_same_rows),
        STORE_TEST(a_damaged_backup_is_refused_and_changes_nothing),
        STORE_TEST(a_full_disk_is_said_and_leaves_the_store_good),
        STORE_TEST(a_new_store_and_its_backup_are_closed_to_other_accounts),
        STORE_TEST(a_store_opened_for_reading_takes_no_backup_in),
        STORE_TEST(a_store_can_take_itself_as_its_backup),
        STORE_TEST(a_restore_killed_at_any_moment_leaves_a_whole_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
