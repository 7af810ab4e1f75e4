/* SPDX-License-Identifier: EUPL-1.2 */
#include <pthread.h>

#include "base/list.h"
#include "directory/queries.h"
#include "unit/store/all_queries.h"
#include "unit/store/store_fixture.h"

/* A session prepares there on first use only, with the types of the values. */
static void assert_server_prepares(const Fixture *fixture, const Query *query)
{
    PGconn *connection = PQconnectdb(fixture->path.bytes);
    PGresult *result = PQprepare(connection, query->name, query->postgres, 0, NULL);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        fail_msg("%s: %s", query->name, PQresultErrorMessage(result));
    }
    PQclear(result);
    PQfinish(connection);
}

static void assert_prepares(const Fixture *fixture, Session *session, const Query *query)
{
    if (test_server() != NULL) {
        assert_server_prepares(fixture, query);
        return;
    }
    Statement *statement = NULL;
    assert_int_equal(statement_open(session, query, &statement, NULL), OK);
    statement_close(&statement);
}

static void every_named_query_of_the_project_prepares(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    for (size_t i = 0; i < LENGTH_OF(all_queries); i++) {
        for (size_t j = 0; j < all_queries[i]->count; j++) {
            assert_prepares(*state, session, all_queries[i]->items[j]);
        }
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

/* ------------------------------------------------------------------ deadlines and values */

static const Query runaway = {
    .name = "runaway",
    .sqlite = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
              "SELECT count(*) FROM n",
    .postgres = "SELECT pg_sleep(10)",
};

static const Query runaway_write = {
    .name = "runaway_write",
    .sqlite = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
              "INSERT INTO search_gap SELECT 'wallonie', 'day', i, '', '', 1 FROM n",
    .postgres = "INSERT INTO search_gap SELECT 'wallonie', 'day', i::text, '', '', 1 "
                "FROM generate_series(1, 1000000000) AS n (i)",
};

static const Query type_of_value = {
    .name = "type_of_value",
    .sqlite = "SELECT typeof(?1), 2 < ?1",
    .postgres = "SELECT CASE CAST(pg_typeof($1) AS TEXT) WHEN 'bigint' THEN 'integer' ELSE "
                "'another' END, 2 < $1",
    .parameters = {"value"},
    .parameter_count = 1,
};

static Outcome run_late(Session *session, const Query *query, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    session_set_deadline(session, 20000000);
    TRY(statement_open(session, query, &statement, problem));
    return statement_run(statement, NULL, problem);
}

static Outcome write_without_end(Session *session, void *context, Problem *problem)
{
    (void)context;
    return run_late(session, &runaway_write, problem);
}

static void a_statement_without_end_is_stopped_by_its_deadline(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Session *session SCOPED(session_end) = NULL;
    int64_t one = 1;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(run_late(session, &runaway, &fixture->problem), UNAVAILABLE);
    assert_true(text_contains(fixture->problem.detail, TEXT("deadline")));
    assert_int_equal(store_write(store, write_without_end, NULL, NULL), UNAVAILABLE);
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(count_gaps(store), 1);
}

enum { MANY_QUERIES = 200, QUERY_TEXT = 32 };

static void run_once(Session *session, const Query *query, int64_t expected)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    assert_int_equal(statement_open(session, query, &statement, NULL), OK);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    assert_true(row);
    assert_int_equal(column_integer(statement, 0), expected);
}

static const Statement *opened(Session *session, const Query *query)
{
    Statement *statement = NULL;
    assert_int_equal(statement_open(session, query, &statement, NULL), OK);
    const Statement *found = statement;
    statement_close(&statement);
    return found;
}

static void what_was_used_last_stays_prepared_however_many_queries_went_before(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    Session *session SCOPED(session_end) = NULL;
    static char texts[MANY_QUERIES][QUERY_TEXT];
    static Query queries[MANY_QUERIES];
    assert_int_equal(store_read(store, &session, NULL), OK);
    for (int i = 0; i < MANY_QUERIES; i++) {
        (void)snprintf(texts[i], QUERY_TEXT, "SELECT %d", i);
        queries[i] = (Query){.name = "many", .sqlite = texts[i], .postgres = texts[i]};
        run_once(session, &queries[i], i);
    }
    const Statement *last = opened(session, &queries[MANY_QUERIES - 1]);
    run_once(session, &queries[0], 0);
    assert_ptr_equal(opened(session, &queries[MANY_QUERIES - 1]), last);
}

static void an_integer_is_bound_as_an_integer_and_compared_as_one(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(statement_open(session, &type_of_value, &statement, NULL), OK);
    bind_integer(statement, "value", 1);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    assert_text_equal(column_text(statement, 0), TEXT("integer"));
    assert_int_equal(column_integer(statement, 1), 0);
}

/* Three jobs of one group: the writer is kept busy while they queue up. */
static Outcome wait_a_little(Session *session, void *context, Problem *problem)
{
    (void)session;
    (void)context;
    (void)problem;
    (void)usleep(100000);
    return OK;
}

typedef struct GroupTask {
    Store *store;
    WriteFunction write;
    int64_t number;
    Outcome outcome;
} GroupTask;

static void *write_in_group(void *context)
{
    GroupTask *task = context;
    task->outcome = store_write(task->store, task->write, &task->number, NULL);
    return NULL;
}

static void a_job_that_undoes_the_whole_transaction_harms_no_neighbour(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    GroupTask tasks[] = {
        {store, wait_a_little,     0, FAILED},
        {store, add_gap,           1, FAILED},
        {store, write_without_end, 2, FAILED},
        {store, add_gap,           3, FAILED},
        {store, add_then_fail,     4, FAILED},
    };
    pthread_t threads[LENGTH_OF(tasks)];
    for (size_t i = 0; i < LENGTH_OF(tasks); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, write_in_group, &tasks[i]), 0);
        (void)usleep(10000);
    }
    for (size_t i = 0; i < LENGTH_OF(tasks); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(tasks[1].outcome, OK);
    assert_int_equal(tasks[2].outcome, UNAVAILABLE);
    assert_int_equal(tasks[3].outcome, OK);
    assert_int_equal(tasks[4].outcome, INVALID);
    assert_int_equal(count_gaps(store), 2);
}

/* ------------------------------------------------------------------------------- the log */

#define LINES_UP_TO_10239                                                                      \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10239) "         \
    "INSERT INTO change_log (territory, count, id, at) SELECT "

static const Query many_lines = {
    .name = "many_lines",
    .sqlite = LINES_UP_TO_10239 "?1, i, zeroblob(16), CASE WHEN i < 3000 THEN 0 ELSE ?2 END "
                                "FROM n WHERE i > 1",
    .postgres = LINES_UP_TO_10239 "$1, i, decode(repeat('00', 16), 'hex'), "
                                  "CASE WHEN i < 3000 THEN 0 ELSE $2 END FROM n WHERE i > 1",
    .parameters = {"territory", "now"},
    .parameter_count = 2,
};

static const Query count_on = {
    .name = "count_on",
    .sqlite = "UPDATE change_counter SET count = 10239 WHERE territory = ?1",
    .postgres = "UPDATE change_counter SET count = 10239 WHERE territory = $1",
    .parameters = {"territory"},
    .parameter_count = 1,
};

static const Query count_lines = {
    .name = "count_lines",
    .sqlite = "SELECT count(*) FROM change_log WHERE territory = ?1",
    .postgres = "SELECT count(*) FROM change_log WHERE territory = $1",
    .parameters = {"territory"},
    .parameter_count = 1,
};

static Outcome write_many_lines(Session *session, void *context, Problem *problem)
{
    Statement *lines SCOPED(statement_close) = NULL;
    Statement *counter SCOPED(statement_close) = NULL;
    (void)context;
    TRY(statement_open(session, &many_lines, &lines, problem));
    bind_integer(lines, "now", moment_now());
    TRY(statement_run(lines, NULL, problem));
    TRY(statement_open(session, &count_on, &counter, problem));
    return statement_run(counter, NULL, problem);
}

/* However fast others write, who lost an answer finds the line of its transaction. */
static void lines_of_the_log_go_when_they_are_many_and_old(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t one = 1;
    bool row = false;
    assert_int_equal(store_write(store, write_many_lines, NULL, &fixture->problem), OK);
    assert_int_equal(store_write(store, add_gap, &one, &fixture->problem), OK);
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(statement_open(session, &count_lines, &statement, NULL), OK);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    assert_int_equal(column_integer(statement, 0), 1 + 10240 - 2999);
}

/* --------------------------------------------------------------------------- territories */

static size_t count_changes_and_gaps(Store *store, int64_t *changes)
{
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    size_t count = 0;
    bool row = false;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(store_change_count(session, changes), OK);
    assert_int_equal(statement_open(session, &DIRECTORY_GAP_EACH, &statement, NULL), OK);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    while (row) {
        count++;
        assert_int_equal(statement_next(statement, &row, NULL), OK);
    }
    return count;
}

static void a_session_sees_its_own_territory_and_no_other(void **state)
{
    Store *store SCOPED(store_close) = open_store(*state);
    Store *namur SCOPED(store_close) = store_view(store, TEXT("namur"));
    Store *liege SCOPED(store_close) = store_view(store, TEXT("liege"));
    int64_t numbers[] = {1, 2, 3};
    int64_t changes = 0;
    assert_int_equal(store_write(namur, add_gap, &numbers[0], NULL), OK);
    assert_int_equal(store_write(liege, add_gap, &numbers[1], NULL), OK);
    assert_int_equal(store_write(liege, add_gap, &numbers[2], NULL), OK);
    assert_int_equal(count_changes_and_gaps(namur, &changes), 1);
    assert_int_equal(changes, 1);
    assert_int_equal(count_changes_and_gaps(liege, &changes), 2);
    assert_int_equal(changes, 2);
    assert_int_equal(count_gaps(store), 0);
}

/* ---------------------------------------------------------------------------- migrations */

static void assert_refused(Fixture *fixture, Text words)
{
    const StoreMode modes[] = {STORE_READ_ONLY, STORE_READ_WRITE};
    for (size_t i = 0; i < LENGTH_OF(modes); i++) {
        Store *store = NULL;
        assert_int_equal(store_open(fixture->path, modes[i], &store, &fixture->problem),
                         INVALID);
        assert_true(text_contains(fixture->problem.detail, words));
    }
}

static void a_store_whose_migration_was_altered_is_refused(void **state)
{
    Store *store = open_store(*state);
    store_close(&store);
    change_behind_our_back(*state, "UPDATE schema_migration SET checksum = checksum - 1");
    assert_refused(*state, TEXT("altered"));
}

static void a_store_newer_than_the_program_is_refused(void **state)
{
    Store *store = open_store(*state);
    store_close(&store);
    change_behind_our_back(*state, "INSERT INTO schema_migration VALUES (9999, 'later', 1)");
    assert_refused(*state, TEXT("newer program"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_named_query_of_the_project_prepares),
        STORE_TEST(a_failing_job_is_undone_and_its_neighbours_kept),
        STORE_TEST(a_snapshot_does_not_see_what_is_written_after_it_began),
        STORE_TEST(a_reader_cannot_write),
        STORE_TEST(sixteen_writers_at_once_lose_nothing),
        STORE_TEST(a_statement_without_end_is_stopped_by_its_deadline),
        STORE_TEST(what_was_used_last_stays_prepared_however_many_queries_went_before),
        STORE_TEST(an_integer_is_bound_as_an_integer_and_compared_as_one),
        STORE_TEST(a_job_that_undoes_the_whole_transaction_harms_no_neighbour),
        STORE_TEST(lines_of_the_log_go_when_they_are_many_and_old),
        STORE_TEST(a_session_sees_its_own_territory_and_no_other),
        STORE_TEST(a_store_whose_migration_was_altered_is_refused),
        STORE_TEST(a_store_newer_than_the_program_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
