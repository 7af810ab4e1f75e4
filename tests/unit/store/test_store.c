/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "directory/record.h"
#include "store/queries.h"
#include "store/store.h"
#include "unit/testing.h"

/* A store in a folder of its own, gone after the test. */
typedef struct Fixture {
    Arena *arena;
    Text folder;
    Text path;
    Problem problem;
} Fixture;

static int set_up(void **state)
{
    static char name[] = "/tmp/seuil-store-XXXXXX";
    char template[sizeof name];
    for (size_t i = 0; i < sizeof name; i++) {
        template[i] = name[i];
    }
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new(0);
    fixture->folder = text_copy(fixture->arena, text_from(mkdtemp(template)));
    fixture->path = text_format(fixture->arena, "%.*s/a.db", TEXT_ARG(fixture->folder));
    fixture->problem.arena = fixture->arena;
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    const Text command =
        text_format(fixture->arena, "rm -rf '%.*s'", TEXT_ARG(fixture->folder));
    const int removed = system(command.bytes);
    arena_free(fixture->arena);
    free(fixture);
    return removed;
}

static Store *open_store(Fixture *fixture)
{
    Store *store = NULL;
    assert_int_equal(store_open(fixture->path, STORE_READ_WRITE, &store, &fixture->problem),
                     OK);
    return store;
}

static Outcome add_gap(Session *session, void *context, Problem *problem)
{
    const int64_t *number = context;
    Arena *arena SCOPED(arena_close) = arena_new(256);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_GAP_ADD, &statement, problem));
    bind_text(statement, "territory", STORE_TERRITORY);
    bind_text(statement, "day", text_format(arena, "%lld", (long long)*number));
    bind_text(statement, "need", TEXT("food.meal"));
    bind_text(statement, "postal_code", TEXT("4000"));
    bind_text(statement, "reason", TEXT("none"));
    return statement_run(statement, NULL, problem);
}

static Outcome add_then_fail(Session *session, void *context, Problem *problem)
{
    TRY(add_gap(session, context, problem));
    return problem_set(problem, INVALID, TEXT(""), "", "on purpose");
}

static size_t count_gaps(Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    size_t count = 0;
    bool row = false;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(statement_open(session, &DIRECTORY_GAP_EACH, &statement, NULL), OK);
    bind_text(statement, "territory", STORE_TERRITORY);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    while (row) {
        count++;
        assert_int_equal(statement_next(statement, &row, NULL), OK);
    }
    return count;
}

static void every_named_query_of_the_project_prepares(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    for (size_t i = 0; i < ALL_QUERY_COUNT; i++) {
        Statement *statement = NULL;
        assert_int_equal(statement_open(session, ALL_QUERIES[i], &statement, NULL), OK);
        statement_close(&statement);
    }
}

static void a_failing_job_is_undone_and_its_neighbours_kept(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    int64_t one = 1;
    int64_t two = 2;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_write(store, add_then_fail, &two, NULL), INVALID);
    assert_int_equal(count_gaps(store), 1);
}

static void a_snapshot_does_not_see_what_is_written_after_it_began(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    Session *session SCOPED(session_end) = NULL;
    int64_t before = 0;
    int64_t after = 0;
    int64_t one = 1;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(store_change_count(session, &before), OK);
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_change_count(session, &after), OK);
    assert_int_equal(before, after);
    session_end(&session);
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(store_change_count(session, &after), OK);
    assert_int_equal(after, before + 1);
}

static void a_second_writer_is_refused_and_told_who_holds_the_store(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *second = NULL;
    int process = 0;
    assert_int_equal(store_open(fixture->path, STORE_READ_WRITE, &second, &fixture->problem),
                     CONFLICT);
    assert_true(store_holder(fixture->path, &process));
    assert_int_equal(process, getpid());
}

static void a_reader_cannot_write(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    Session *session SCOPED(session_end) = NULL;
    int64_t one = 1;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(add_gap(session, &one, NULL), REFUSED);
}

enum { WRITERS = 16, WRITES_EACH = 50 };

typedef struct WriterTask {
    Store *store;
    int64_t first;
} WriterTask;

static void *write_many(void *context)
{
    const WriterTask *task = context;
    for (int64_t i = 0; i < WRITES_EACH; i++) {
        int64_t number = task->first + i;
        if (store_write(task->store, add_gap, &number, NULL) != OK) {
            return context;
        }
    }
    return NULL;
}

static void sixteen_writers_at_once_lose_nothing(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    pthread_t threads[WRITERS];
    WriterTask tasks[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        tasks[i] = (WriterTask){store, (int64_t)i * WRITES_EACH};
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &tasks[i]), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        void *failed = NULL;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
    assert_int_equal(count_gaps(store), WRITERS * WRITES_EACH);
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

static void a_file_of_another_program_is_refused(void **state)
{
    Fixture *fixture = *state;
    FILE *file = fopen(fixture->path.bytes, "wb");
    (void)fputs("not a database, but long enough to be taken for one by its size alone", file);
    (void)fclose(file);
    Store *store = NULL;
    assert_int_equal(store_open(fixture->path, STORE_READ_WRITE, &store, &fixture->problem),
                     INVALID);
    assert_null(store);
}

int main(void)
{
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_named_query_of_the_project_prepares),
        STORE_TEST(a_failing_job_is_undone_and_its_neighbours_kept),
        STORE_TEST(a_snapshot_does_not_see_what_is_written_after_it_began),
        STORE_TEST(a_second_writer_is_refused_and_told_who_holds_the_store),
        STORE_TEST(a_reader_cannot_write),
        STORE_TEST(sixteen_writers_at_once_lose_nothing),
        STORE_TEST(what_was_acknowledged_survives_kill_9),
        STORE_TEST(a_backup_taken_while_writing_restores_to_the_same_rows),
        STORE_TEST(a_damaged_backup_is_refused_and_changes_nothing),
        STORE_TEST(a_file_of_another_program_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
