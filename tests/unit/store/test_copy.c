/* SPDX-License-Identifier: EUPL-1.2 */
/* Moving a store: nothing lost, nothing doubled, nothing half done is taken for the whole. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/list.h"
#include "base/random.h"
#include "store/copy.h"
#include "store/rows.h"
#include "unit/store/store_fixture.h"

enum { MANY = 25000 }; /* three batches */

static const Query add_many = {
    .name = "add_many",
    .sqlite =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000) "
        "INSERT INTO search_gap SELECT 'wallonie', '2026', i, '', 'none', i FROM n",
    .postgres = "INSERT INTO search_gap SELECT 'wallonie', '2026', i::text, '', 'none', i "
                "FROM generate_series(1, 25000) AS n (i)",
};

static Outcome write_many(Session *session, void *context, Problem *problem)
{
    (void)context;
    return session_run(session, &add_many, problem);
}

static void fill(Text place)
{
    Store *store SCOPED(store_close) = NULL;
    assert_int_equal(store_open(place, STORE_READ_WRITE, &store, NULL), OK);
    assert_int_equal(store_write(store, write_many, NULL, NULL), OK);
}

static Text file_in(const Fixture *fixture, const char *name)
{
    return text_format(fixture->arena, "%.*s/%s", TEXT_ARG(fixture->folder), name);
}

static CopyReport copy_to(Fixture *fixture, Text from, Text to)
{
    CopyReport report = {0};
    const StoreCopy copy = {.from = from, .to = to};
    if (store_copy(fixture->arena, &copy, &report, &fixture->problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(fixture->problem.detail));
    }
    return report;
}

static void assert_same_digests(const CopyReport *a, const CopyReport *b)
{
    assert_int_equal(a->table_count, b->table_count);
    for (size_t i = 0; i < a->table_count; i++) {
        assert_int_equal(a->tables[i].rows, b->tables[i].rows);
        assert_true(digest_equal(a->tables[i].digest, b->tables[i].digest));
    }
}

static void a_store_moves_and_comes_back_with_the_same_digests(void **state)
{
    Fixture *fixture = *state;
    const Text back = store_place(fixture->arena, fixture->folder, "back.db");
    fill(fixture->path);
    const CopyReport there = copy_to(fixture, fixture->path, file_in(fixture, "b.db"));
    const CopyReport again = copy_to(fixture, file_in(fixture, "b.db"), back);
    assert_int_equal(there.written, MANY + 2);
    assert_same_digests(&there, &again);
    Store *store SCOPED(store_close) = NULL;
    assert_int_equal(store_open(back, STORE_READ_WRITE, &store, NULL), OK);
    int64_t one = 1;
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
}

static void the_counter_moves_too_and_goes_on_from_there(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = NULL;
    Session *session SCOPED(session_end) = NULL;
    int64_t changes = 0;
    int64_t one = 1;
    for (int i = 0; i < 3; i++) {
        fill(fixture->path);
        change_behind_our_back(fixture, "DELETE FROM search_gap");
    }
    (void)copy_to(fixture, fixture->path, file_in(fixture, "b.db"));
    assert_int_equal(store_open(file_in(fixture, "b.db"), STORE_READ_WRITE, &store, NULL), OK);
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(store_change_count(session, &changes), OK);
    assert_int_equal(changes, 4);
}

/* --------------------------------------------------------------------- every kind of value */

static const Table probe = {
    "probe",
    {{"k", COLUMN_INTEGER, 2},
      {"t", COLUMN_TEXT, 1},
      {"r", COLUMN_REAL, 0},
      {"b", COLUMN_BLOB, 0}},
    4,
    2,
};

typedef struct Probes {
    Value rows[5][4];
    size_t given;
} Probes;

static Probes probes(void)
{
    const Value null = {.is_null = true};
#define TEXT_VALUE(literal)                                                                    \
    {                                                                                          \
        .kind = COLUMN_TEXT, .bytes = TEXT(literal)                                            \
    }
#define BLOB_VALUE(literal)                                                                    \
    {                                                                                          \
        .kind = COLUMN_BLOB, .bytes = TEXT(literal)                                            \
    }
#define INTEGER_VALUE(number)                                                                  \
    {                                                                                          \
        .kind = COLUMN_INTEGER, .integer = (number)                                            \
    }
#define REAL_VALUE(number)                                                                     \
    {                                                                                          \
        .kind = COLUMN_REAL, .real = (number)                                                  \
    }
    return (Probes){
        .rows = {
                 {INTEGER_VALUE(INT64_MIN), TEXT_VALUE(""), REAL_VALUE(0.1), BLOB_VALUE("")},
                 {INTEGER_VALUE(INT64_MAX), TEXT_VALUE(""), REAL_VALUE(-1e300),
             BLOB_VALUE("\0\377")},
                 {INTEGER_VALUE(-1), TEXT_VALUE("Z"), null, null},
                 {INTEGER_VALUE(0), TEXT_VALUE("a"), REAL_VALUE(3), BLOB_VALUE("a,\"\\\n")},
                 {INTEGER_VALUE(7), TEXT_VALUE("é — \U0001F6AA"), REAL_VALUE(5e-324), null},
                 }
    };
}

static Outcome give_probe(void *context, Value *values, bool *row, Problem *problem)
{
    Probes *given = context;
    (void)problem;
    *row = given->given < LENGTH_OF(given->rows);
    if (*row) {
        memcpy(values, given->rows[given->given++], sizeof given->rows[0]);
    }
    return OK;
}

static Outcome put_probes(Session *session, void *context, Problem *problem)
{
    return table_insert(session, &probe, (RowSource){give_probe, context}, problem);
}

static void assert_same_value(const Value *a, const Value *b)
{
    assert_int_equal(a->is_null, b->is_null);
    assert_int_equal(a->integer, b->integer);
    assert_memory_equal(&a->real, &b->real, sizeof a->real);
    assert_text_equal(a->bytes, b->bytes);
}

static void every_kind_of_value_comes_back_as_it_went_in_and_in_order(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Session *session SCOPED(session_end) = NULL;
    RowReader reader SCOPED(rows_close) = {0};
    Probes given = probes();
    bool row = false;
    change_behind_our_back(fixture,
                           test_server() == NULL
                               ? "CREATE TABLE probe (k INTEGER, t TEXT, r REAL, b BLOB) STRICT"
                               : "CREATE TABLE probe (k BIGINT, t TEXT COLLATE \"C\", r DOUBLE "
                                 "PRECISION, b BYTEA)");
    assert_int_equal(store_write(store, put_probes, &given, &fixture->problem), OK);
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(rows_open(session, &probe, NULL, &reader, &fixture->problem), OK);
    for (size_t i = 0; i < LENGTH_OF(given.rows); i++) {
        assert_int_equal(rows_next(&reader, &row, NULL), OK);
        assert_true(row);
        for (int column = 0; column < probe.column_count; column++) {
            assert_same_value(&reader.values[column], &given.rows[i][column]);
        }
    }
    assert_int_equal(rows_next(&reader, &row, NULL), OK);
    assert_false(row);
}

/* -------------------------------------------------------------------------------- resuming */

typedef struct Killing {
    size_t after; /* rows copied */
} Killing;

static void kill_here(void *context, const char *doing, size_t done, size_t total)
{
    const Killing *killing = context;
    (void)total;
    if (strcmp(doing, "copying search_gap") == 0 && done >= killing->after) {
        (void)kill(getpid(), SIGKILL);
    }
}

static void copy_and_be_killed(Fixture *fixture, Text from, Text to, size_t after)
{
    const pid_t child = fork();
    int status = 0;
    if (child == 0) {
        Killing killing = {after};
        CopyReport report = {0};
        const StoreCopy copy = {from, to, kill_here, &killing};
        _exit(store_copy(fixture->arena, &copy, &report, NULL) == OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void assert_unfinished(Fixture *fixture, Text place)
{
    const StoreMode modes[] = {STORE_READ_ONLY, STORE_READ_WRITE};
    for (size_t i = 0; i < LENGTH_OF(modes); i++) {
        Store *store = NULL;
        assert_int_equal(store_open(place, modes[i], &store, &fixture->problem), CONFLICT);
        assert_true(text_contains(fixture->problem.detail, TEXT("unfinished copy")));
    }
    assert_int_equal(store_backup(place, file_in(fixture, "half.db"), NULL), CONFLICT);
}

static void a_copy_killed_half_way_is_refused_and_goes_on_from_there(void **state)
{
    Fixture *fixture = *state;
    const Text source = file_in(fixture, "source.db");
    fill(source);
    copy_and_be_killed(fixture, source, fixture->path, 10000);
    assert_unfinished(fixture, fixture->path);
    const CopyReport report = copy_to(fixture, source, fixture->path);
    assert_int_equal(report.rows, MANY + 2);
    assert_true(report.written < MANY && report.written >= MANY - 20000);
    Store *store SCOPED(store_close) = open_store(fixture);
}

static void a_copy_to_a_file_goes_on_too(void **state)
{
    Fixture *fixture = *state;
    const Text target = file_in(fixture, "target.db");
    fill(fixture->path);
    copy_and_be_killed(fixture, fixture->path, target, 10000);
    assert_unfinished(fixture, target);
    assert_int_equal(copy_to(fixture, fixture->path, target).rows, MANY + 2);
}

static void what_was_altered_between_two_runs_is_copied_anew(void **state)
{
    Fixture *fixture = *state;
    const Text source = file_in(fixture, "source.db");
    fill(source);
    copy_and_be_killed(fixture, source, fixture->path, 10000);
    change_behind_our_back(fixture, "UPDATE search_gap SET count = 0 WHERE need = '17'");
    const CopyReport report = copy_to(fixture, source, fixture->path);
    const CopyReport twice = copy_to(fixture, source, fixture->path);
    assert_true(report.written > MANY);
    assert_int_equal(twice.written, 0);
    assert_same_digests(&report, &twice);
}

/* A child that copies until it is done, killed at a random moment again and again. */
static void a_copy_killed_at_any_moment_ends_whole(void **state)
{
    Fixture *fixture = *state;
    const Text source = file_in(fixture, "source.db");
    Random random = random_seeded(20261124);
    int status = -1;
    fill(source);
    for (int round = 0; round < 200 && status != 0; round++) {
        const pid_t child = fork();
        if (child == 0) {
            CopyReport report = {0};
            const StoreCopy copy = {.from = source, .to = fixture->path};
            _exit(store_copy(fixture->arena, &copy, &report, NULL) == OK ? 0 : 1);
        }
        (void)usleep(20000 +
                     (useconds_t)random_below(&random, 60000 + (uint32_t)round * 10000));
        (void)kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_false(WIFEXITED(status) && WEXITSTATUS(status) != 0);
    }
    assert_int_equal(copy_to(fixture, source, fixture->path).written, 0);
}

/* ------------------------------------------------------------------------- other processes */

typedef struct Meddling {
    Fixture *fixture;
    Text place;
    bool done;
} Meddling;

static void write_meanwhile(void *context, const char *doing, size_t done, size_t total)
{
    Meddling *meddling = context;
    (void)doing;
    (void)done;
    (void)total;
    if (!meddling->done) {
        meddling->done = true;
        change_behind_our_back(meddling->fixture, "DELETE FROM search_gap");
    }
}

static void what_others_write_meanwhile_is_not_in_the_copy(void **state)
{
    Fixture *fixture = *state;
    Meddling meddling = {.fixture = fixture};
    CopyReport report = {0};
    fill(fixture->path);
    const StoreCopy copy = {fixture->path, file_in(fixture, "b.db"), write_meanwhile,
                            &meddling};
    assert_int_equal(store_copy(fixture->arena, &copy, &report, &fixture->problem), OK);
    assert_true(meddling.done);
    assert_int_equal(report.rows, MANY + 2);
}

static void copy_meanwhile(void *context, const char *doing, size_t done, size_t total)
{
    Meddling *meddling = context;
    (void)doing;
    (void)done;
    (void)total;
    if (!meddling->done) {
        meddling->done = true;
        (void)copy_to(meddling->fixture, meddling->place, meddling->fixture->path);
    }
}

static void of_two_runs_at_once_the_later_wins_and_the_other_is_told(void **state)
{
    Fixture *fixture = *state;
    Meddling meddling = {.fixture = fixture, .place = file_in(fixture, "source.db")};
    CopyReport report = {0};
    if (test_server() == NULL) {
        (void)printf(
            "skipped: a file has one writer, and SEUIL_TEST_POSTGRES names no server\n");
        skip();
    }
    fill(meddling.place);
    const StoreCopy copy = {meddling.place, fixture->path, copy_meanwhile, &meddling};
    assert_int_equal(store_copy(fixture->arena, &copy, &report, &fixture->problem), CONFLICT);
    assert_true(text_contains(fixture->problem.detail, TEXT("another run")));
    assert_int_equal(copy_to(fixture, meddling.place, fixture->path).written, 0);
}

/* --------------------------------------------------------------------------------- refusals */

static void assert_conflict(Fixture *fixture, Text from, Text to, Text words)
{
    CopyReport report = {0};
    const StoreCopy copy = {.from = from, .to = to};
    assert_int_equal(store_copy(fixture->arena, &copy, &report, &fixture->problem), CONFLICT);
    assert_true(text_contains(fixture->problem.detail, words));
}

static void a_target_that_holds_other_data_is_refused_and_keeps_it(void **state)
{
    Fixture *fixture = *state;
    const Text source = file_in(fixture, "source.db");
    int64_t one = 1;
    Store *store = open_store(fixture);
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    store_close(&store);
    fill(source);
    assert_conflict(fixture, source, fixture->path, TEXT("other data"));
    store = open_store(fixture);
    assert_int_equal(count_gaps(store), 1);
    store_close(&store);
}

static void the_unfinished_copy_of_another_store_is_refused(void **state)
{
    Fixture *fixture = *state;
    const Text source = file_in(fixture, "source.db");
    const Text other = file_in(fixture, "other.db");
    fill(source);
    fill(other);
    copy_and_be_killed(fixture, source, fixture->path, 10000);
    assert_conflict(fixture, other, fixture->path, TEXT("another store"));
}

static void a_source_that_is_not_there_leaves_no_target(void **state)
{
    Fixture *fixture = *state;
    CopyReport report = {0};
    const Text target = file_in(fixture, "target.db");
    const StoreCopy copy = {.from = file_in(fixture, "nowhere.db"), .to = target};
    assert_int_equal(store_copy(fixture->arena, &copy, &report, &fixture->problem), NOT_FOUND);
    assert_int_not_equal(access(target.bytes, F_OK), 0);
}

static void text_that_no_server_takes_is_said_with_its_table(void **state)
{
    Fixture *fixture = *state;
    CopyReport report = {0};
    const Text source = file_in(fixture, "source.db");
    sqlite3 *file = NULL;
    if (test_server() == NULL) {
        (void)printf("skipped: SEUIL_TEST_POSTGRES names no server\n");
        skip();
    }
    fill(source);
    assert_int_equal(sqlite3_open(source.bytes, &file), SQLITE_OK);
    assert_int_equal(sqlite3_exec(file,
                                  "UPDATE search_gap SET reason = CAST(x'61ff' AS TEXT) WHERE "
                                  "need = '17'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(file), SQLITE_OK);
    const StoreCopy copy = {.from = source, .to = fixture->path};
    assert_int_equal(store_copy(fixture->arena, &copy, &report, &fixture->problem), INVALID);
    assert_true(text_contains(fixture->problem.detail, TEXT("search_gap")));
    assert_unfinished(fixture, fixture->path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_store_moves_and_comes_back_with_the_same_digests),
        STORE_TEST(the_counter_moves_too_and_goes_on_from_there),
        STORE_TEST(every_kind_of_value_comes_back_as_it_went_in_and_in_order),
        STORE_TEST(a_copy_killed_half_way_is_refused_and_goes_on_from_there),
        STORE_TEST(a_copy_to_a_file_goes_on_too),
        STORE_TEST(what_was_altered_between_two_runs_is_copied_anew),
        STORE_TEST(a_copy_killed_at_any_moment_ends_whole),
        STORE_TEST(what_others_write_meanwhile_is_not_in_the_copy),
        STORE_TEST(of_two_runs_at_once_the_later_wins_and_the_other_is_told),
        STORE_TEST(a_target_that_holds_other_data_is_refused_and_keeps_it),
        STORE_TEST(the_unfinished_copy_of_another_store_is_refused),
        STORE_TEST(a_source_that_is_not_there_leaves_no_target),
        STORE_TEST(text_that_no_server_takes_is_said_with_its_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
