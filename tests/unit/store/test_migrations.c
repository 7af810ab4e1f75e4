/* SPDX-License-Identifier: EUPL-1.2 */
/* A store left by an older program, which knew the first migration alone, met in every way. */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "store/copy.h"
#include "store/schema.h"
#include "unit/store/store_fixture.h"

#define ONE_GAP                                                                                \
    "INSERT INTO search_gap (territory, day, need, postal_code, reason, count) "               \
    "VALUES ('wallonie', '2026-11-24', 'food.meal', '4000', 'none', 1)"

/* The list of migrations as the program keeps it: the checksum is of the file's text. */
static Text first_migration(const Fixture *fixture, const char *list, const char *statements)
{
    const Migration *first = &MIGRATIONS[0];
    return text_format(fixture->arena,
                       "%s; %s; INSERT INTO schema_migration (number, name, checksum) "
                       "VALUES (%d, '%s', %lld); " ONE_GAP,
                       list, statements, first->number, first->name,
                       (long long)(text_hash(first->source, 0) >> 1));
}

static Text first_of_file(const Fixture *fixture)
{
    return first_migration(fixture,
                           "PRAGMA journal_mode = wal; PRAGMA application_id = 1397052748; "
                           "CREATE TABLE schema_migration (number INTEGER NOT NULL PRIMARY "
                           "KEY, name TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT",
                           MIGRATIONS[0].source.bytes);
}

static void make_older_file(const Fixture *fixture, Text path)
{
    sqlite3 *connection = NULL;
    assert_int_equal(sqlite3_open(path.bytes, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, first_of_file(fixture).bytes, NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(connection), SQLITE_OK);
}

static void make_older_store(const Fixture *fixture)
{
    if (test_server() == NULL) {
        make_older_file(fixture, fixture->path);
        return;
    }
    const char *list = "CREATE TABLE schema_migration (number BIGINT NOT NULL PRIMARY KEY, "
                       "name TEXT COLLATE \"C\" NOT NULL, checksum BIGINT NOT NULL)";
    run_in_store(fixture, first_migration(fixture, list, MIGRATIONS[0].postgres).bytes);
}

static Text file_named(const Fixture *fixture, const char *name)
{
    return text_format(fixture->arena, "%.*s/%s", TEXT_ARG(fixture->folder), name);
}

static void require_ok(const Fixture *fixture, Outcome outcome)
{
    if (outcome != OK) {
        fail_msg("%.*s: %.*s", TEXT_ARG(fixture->problem.where),
                 TEXT_ARG(fixture->problem.detail));
    }
}

static void assert_current(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    require_ok(fixture, store_read(store, &session, &fixture->problem));
    require_ok(fixture, store_check(session, &fixture->problem));
}

/* --------------------------------------------------------------------------------- opening */

static void a_reader_brings_an_older_store_up_and_goes_on(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = NULL;
    make_older_store(fixture);
    require_ok(fixture, store_open(fixture->path, STORE_READ_ONLY, &store, &fixture->problem));
    assert_current(fixture, store);
    assert_int_equal(count_gaps(store), 1);
}

static void a_writer_brings_an_older_store_up_and_goes_on(void **state)
{
    Fixture *fixture = *state;
    make_older_store(fixture);
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_current(fixture, store);
    assert_int_equal(count_gaps(store), 1);
}

static void a_reader_leaves_the_lock_free_once_it_brought_the_store_up(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = NULL;
    make_older_store(fixture);
    require_ok(fixture, store_open(fixture->path, STORE_READ_ONLY, &store, &fixture->problem));
    Store *writer SCOPED(store_close) = open_store(fixture);
    assert_current(fixture, writer);
}

/* The lock as an older server would hold it, by another description of the same file. */
static int hold(const Fixture *fixture)
{
    const Text name = text_format(fixture->arena, "%.*s.lock", TEXT_ARG(fixture->path));
    const int file = open(name.bytes, O_RDWR | O_CREAT, 0600);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    assert_int_equal(fcntl(file, F_OFD_SETLK, &lock), 0);
    assert_int_equal(write(file, "4711\n", 5), 5);
    return file;
}

static void a_reader_beside_an_older_server_is_told_to_start_it_anew(void **state)
{
    Fixture *fixture = *state;
    Store *store = NULL;
    require_file_store();
    make_older_store(fixture);
    const int file = hold(fixture);
    assert_int_equal(store_open(fixture->path, STORE_READ_ONLY, &store, &fixture->problem),
                     CONFLICT);
    (void)close(file);
    assert_true(text_contains(fixture->problem.detail, TEXT("process 4711")));
    assert_true(text_contains(fixture->problem.detail, TEXT("start it anew")));
}

/* --------------------------------------------------------------------- backups and copies */

static Text bytes_of(const Fixture *fixture, Text path)
{
    enum { MOST = 1 << 20 };
    char *bytes = arena_allocate(fixture->arena, MOST);
    FILE *file = fopen(path.bytes, "rb");
    assert_non_null(file);
    const size_t length = fread(bytes, 1, MOST, file);
    (void)fclose(file);
    return text_of(bytes, length);
}

static size_t entries_in(Text folder)
{
    size_t count = 0;
    DIR *opened = opendir(folder.bytes);
    assert_non_null(opened);
    while (readdir(opened) != NULL) {
        count++;
    }
    (void)closedir(opened);
    return count;
}

/* Where temporary copies are to come and go. */
static Text temporary_folder(const Fixture *fixture)
{
    const Text folder = file_named(fixture, "temporary");
    assert_int_equal(mkdir(folder.bytes, 0700), 0);
    assert_int_equal(setenv("TMPDIR", folder.bytes, 1), 0);
    return folder;
}

static void an_older_backup_is_restored_and_stays_as_it_was(void **state)
{
    Fixture *fixture = *state;
    const Text backup = file_named(fixture, "older.db");
    const Text temporary = temporary_folder(fixture);
    Store *store SCOPED(store_close) = open_store(fixture);
    make_older_file(fixture, backup);
    const Text before = bytes_of(fixture, backup);
    require_ok(fixture, store_restore(store, backup, NULL, &fixture->problem));
    assert_int_equal(count_gaps(store), 1);
    assert_text_equal(bytes_of(fixture, backup), before);
    assert_int_equal(entries_in(temporary), 2); /* "." and ".." */
}

static void an_older_file_is_copied_and_stays_as_it_was(void **state)
{
    Fixture *fixture = *state;
    const Text older = file_named(fixture, "older.db");
    const Text temporary = temporary_folder(fixture);
    CopyReport report = {0};
    make_older_file(fixture, older);
    const Text before = bytes_of(fixture, older);
    const StoreCopy copy = {.from = older, .to = fixture->path};
    require_ok(fixture, store_copy(fixture->arena, &copy, &report, &fixture->problem));
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(count_gaps(store), 1);
    assert_text_equal(bytes_of(fixture, older), before);
    assert_int_equal(entries_in(temporary), 2);
}

static void an_older_store_is_copied_into_a_file(void **state)
{
    Fixture *fixture = *state;
    CopyReport report = {0};
    (void)temporary_folder(fixture);
    make_older_store(fixture);
    const StoreCopy copy = {.from = fixture->path, .to = file_named(fixture, "copy.db")};
    require_ok(fixture, store_copy(fixture->arena, &copy, &report, &fixture->problem));
    assert_true(report.rows >= 1);
}

static void a_backup_of_an_older_store_is_one_file_of_this_version(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = NULL;
    const Text backup = file_named(fixture, "backup.db");
    make_older_store(fixture);
    require_ok(fixture, store_backup(fixture->path, backup, &fixture->problem));
    assert_int_equal(access(text_format(fixture->arena, "%s-wal", backup.bytes).bytes, F_OK),
                     -1);
    require_ok(fixture, store_open(backup, STORE_READ_ONLY, &store, &fixture->problem));
    assert_int_equal(count_gaps(store), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_reader_brings_an_older_store_up_and_goes_on),
        STORE_TEST(a_writer_brings_an_older_store_up_and_goes_on),
        STORE_TEST(a_reader_leaves_the_lock_free_once_it_brought_the_store_up),
        STORE_TEST(a_reader_beside_an_older_server_is_told_to_start_it_anew),
        STORE_TEST(an_older_backup_is_restored_and_stays_as_it_was),
        STORE_TEST(an_older_file_is_copied_and_stays_as_it_was),
        STORE_TEST(an_older_store_is_copied_into_a_file),
        STORE_TEST(a_backup_of_an_older_store_is_one_file_of_this_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
