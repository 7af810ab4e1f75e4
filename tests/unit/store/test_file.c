/* SPDX-License-Identifier: EUPL-1.2 */
/* What is true of a store in a file, and of no other. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/list.h"
#include "unit/store/store_fixture.h"

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

static void an_empty_file_is_no_store_to_read(void **state)
{
    Fixture *fixture = *state;
    FILE *file = fopen(fixture->path.bytes, "wb");
    (void)fclose(file);
    Store *store = NULL;
    assert_int_equal(store_open(fixture->path, STORE_READ_ONLY, &store, &fixture->problem),
                     INVALID);
}

static void a_link_to_the_store_finds_the_same_lock(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *second = NULL;
    const Text other = text_format(fixture->arena, "%.*s/link.db", TEXT_ARG(fixture->folder));
    assert_int_equal(symlink(fixture->path.bytes, other.bytes), 0);
    assert_int_equal(store_open(other, STORE_READ_WRITE, &second, &fixture->problem), CONFLICT);
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

static void a_store_can_take_itself_as_its_backup(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    int64_t one = 1;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_restore(store, fixture->path, NULL, &fixture->problem), OK);
    assert_int_equal(count_gaps(store), 1);
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
}

static Outcome add_long_reports(Session *session, void *context, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, context, &statement, problem));
    return statement_run(statement, NULL, problem);
}

/* Forty megabytes of rows are replaced; SQLite's own memory is looked at, not the process's. */
static void a_restore_holds_no_rows_in_memory(void **state)
{
    enum { A_MEGABYTE = 1 << 20 };
    static const char sql[] =
        "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 10000) "
        "INSERT INTO error_report SELECT :territory, randomblob(16), '', "
        "hex(randomblob(2000)), "
        "0 FROM number";
    const Query query = {.name = "long_reports",
                         .sqlite = sql,
                         .parameters = {"territory"},
                         .parameter_count = 1};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(
        store_write(store, add_long_reports, (void *)(uintptr_t)&query, &fixture->problem), OK);
    const int64_t before = sqlite3_memory_used();
    (void)sqlite3_memory_highwater(1);
    assert_int_equal(store_restore(store, fixture->path, NULL, &fixture->problem), OK);
    assert_true(before > 0);
    assert_true(sqlite3_memory_highwater(0) - before < 8 * A_MEGABYTE);
}

static void a_new_store_is_closed_to_other_accounts(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    struct stat status = {0};
    assert_int_equal(stat(fixture->path.bytes, &status), 0);
    assert_int_equal(status.st_mode & 077, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_second_writer_is_refused_and_told_who_holds_the_store),
        STORE_TEST(a_file_of_another_program_is_refused),
        STORE_TEST(an_empty_file_is_no_store_to_read),
        STORE_TEST(a_link_to_the_store_finds_the_same_lock),
        STORE_TEST(a_full_disk_is_said_and_leaves_the_store_good),
        STORE_TEST(a_store_can_take_itself_as_its_backup),
        STORE_TEST(a_restore_holds_no_rows_in_memory),
        STORE_TEST(a_new_store_is_closed_to_other_accounts),
    };
    (void)unsetenv("SEUIL_TEST_POSTGRES");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
