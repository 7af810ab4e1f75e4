/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/list.h"
#include "directory/queries.h"
#include "jobs/runner.h"
#include "unit/store/store_fixture.h"

enum { NOON = 1700000000, LEASE = 60 };

static const Id one = {{1}};
static const Id first_server = {{11}};
static const Id second_server = {{22}};

typedef struct Planning {
    NewJob job;
} Planning;

static Outcome plan_job(Session *session, void *context, Problem *problem)
{
    const Planning *planning = context;
    return job_add(session, &planning->job, NOON, problem);
}

static void plan_dump(Store *store)
{
    Planning planning = {
        {one, TEXT("dump"), TEXT(""), NOON}
    };
    assert_int_equal(store_write(store, plan_job, &planning, NULL), OK);
}

static bool take_at(Store *store, Arena *arena, Id server, Moment now, Job *job)
{
    bool found = false;
    assert_int_equal(job_take_next(store, arena, server, now, now + LEASE, job, &found, NULL),
                     OK);
    return found;
}

static Outcome add_gap_and_end(Session *session, void *context, Problem *problem)
{
    int64_t number = 1;
    TRY(add_gap(session, &number, problem));
    return job_done(session, context, TEXT("one gap"), problem);
}

static Job only_job(Store *store, Arena *arena)
{
    Session *session SCOPED(session_end) = NULL;
    const Job *jobs = NULL;
    size_t count = 0;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(job_list(session, arena, &jobs, &count, NULL), OK);
    assert_int_equal(count, 1);
    return jobs[0];
}

static void a_job_that_is_held_is_not_taken_by_another_server(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Job job = {0};
    plan_dump(store);
    assert_true(take_at(store, fixture->arena, first_server, NOON, &job));
    assert_text_equal(job.kind, TEXT("dump"));
    assert_false(take_at(store, fixture->arena, second_server, NOON + LEASE - 1, &job));
}

static void a_job_is_not_taken_before_it_is_due(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Job job = {0};
    plan_dump(store);
    assert_false(take_at(store, fixture->arena, first_server, NOON - 1, &job));
}

static void a_job_whose_server_died_goes_to_another_and_counts_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Job lost = {0};
    Job job = {0};
    plan_dump(store);
    assert_true(take_at(store, fixture->arena, first_server, NOON, &lost));
    assert_true(take_at(store, fixture->arena, second_server, NOON + LEASE, &job));
    assert_int_equal(job.attempts, 2);
    JobRun late = {store, fixture->arena, &lost, first_server, NOON + LEASE};
    JobRun run = {store, fixture->arena, &job, second_server, NOON + LEASE};
    assert_int_equal(store_write(store, add_gap_and_end, &run, NULL), OK);
    /* The first server was only slow, and comes back. */
    assert_int_equal(store_write(store, add_gap_and_end, &late, NULL), CONFLICT);
    assert_int_equal(job_renew(&late, NOON + 2 * LEASE, NULL), CONFLICT);
    assert_int_equal(only_job(store, fixture->arena).state, JOB_DONE);
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(statement_open(session, &DIRECTORY_GAP_EACH, &statement, NULL), OK);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    assert_true(row);
    assert_int_equal(column_integer(statement, 5), 1);
}

static void a_lease_that_is_renewed_keeps_the_job(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Job job = {0};
    Job other = {0};
    plan_dump(store);
    assert_true(take_at(store, fixture->arena, first_server, NOON, &job));
    const JobRun run = {store, fixture->arena, &job, first_server, NOON};
    assert_int_equal(job_renew(&run, NOON + 2 * LEASE, NULL), OK);
    assert_false(take_at(store, fixture->arena, second_server, NOON + LEASE, &other));
}

static void a_job_planned_by_two_servers_is_one_job(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Job job = {0};
    plan_dump(store);
    assert_true(take_at(store, fixture->arena, first_server, NOON, &job));
    plan_dump(store);
    assert_int_equal(only_job(store, fixture->arena).state, JOB_RUNNING);
}

static void a_job_that_fails_waits_longer_each_time_and_then_fails_for_good(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Moment now = NOON;
    plan_dump(store);
    for (int attempt = 1; attempt <= JOB_ATTEMPTS; attempt++) {
        Job job = {0};
        assert_true(take_at(store, fixture->arena, first_server, now, &job));
        const JobRun run = {store, fixture->arena, &job, first_server, now};
        assert_int_equal(job_failed(&run, UNAVAILABLE, TEXT("no disk"), NULL), OK);
        const Job after = only_job(store, fixture->arena);
        assert_text_equal(after.said, TEXT("no disk"));
        assert_int_equal(after.state, attempt < JOB_ATTEMPTS ? JOB_WAITING : JOB_FAILED);
        assert_true(after.state == JOB_FAILED || after.due == now + (60 << attempt));
        now = after.due;
    }
}

static void a_job_with_wrong_data_is_not_tried_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Job job = {0};
    plan_dump(store);
    assert_true(take_at(store, fixture->arena, first_server, NOON, &job));
    const JobRun run = {store, fixture->arena, &job, first_server, NOON};
    assert_int_equal(job_failed(&run, INVALID, TEXT("no such kind"), NULL), OK);
    assert_int_equal(only_job(store, fixture->arena).state, JOB_FAILED);
}

/* --------------------------------------------------------------------------------- runner */

static Outcome end_at_once(Session *session, void *context, Problem *problem)
{
    return job_done(session, context, TEXT("done"), problem);
}

static Outcome run_slowly(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    (void)usleep(3500000); /* longer than the lease, which the runner renews meanwhile */
    return store_write(run->store, end_at_once, (void *)(uintptr_t)run, problem);
}

static Store *the_store(const void *place)
{
    return (Store *)(uintptr_t)place;
}

static void a_runner_keeps_its_lease_while_a_slow_job_works(void **state)
{
    static const JobKind kinds[] = {
        {"dump", run_slowly, 0}
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const RunnerSettings settings = {the_store, store, kinds, LENGTH_OF(kinds), NULL, 2};
    Runner *first = NULL;
    Runner *second = NULL;
    plan_dump(store);
    assert_int_equal(runner_start(&settings, &first, NULL), OK);
    assert_int_equal(runner_start(&settings, &second, NULL), OK);
    for (int i = 0; i < 100 && only_job(store, fixture->arena).state != JOB_DONE; i++) {
        (void)usleep(100000);
    }
    runner_stop(&first);
    runner_stop(&second);
    const Job job = only_job(store, fixture->arena);
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(job.attempts, 1);
}

static int runs;

static Outcome count_run(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    runs++;
    return store_write(run->store, end_at_once, (void *)(uintptr_t)run, problem);
}

static void a_job_that_ended_each_server_that_took_it_is_given_up(void **state)
{
    static const JobKind kinds[] = {
        {"dump", count_run, 0}
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const RunnerSettings settings = {the_store, store, kinds, LENGTH_OF(kinds), NULL, 2};
    Runner *runner = NULL;
    Job job = {0};
    plan_dump(store);
    for (int i = 0; i < JOB_ATTEMPTS; i++) {
        assert_true(take_at(store, fixture->arena, first_server, NOON + i * LEASE, &job));
    }
    runs = 0;
    assert_int_equal(runner_start(&settings, &runner, NULL), OK);
    for (int i = 0; i < 100 && only_job(store, fixture->arena).ended == 0; i++) {
        (void)usleep(100000);
    }
    runner_stop(&runner);
    assert_int_equal(only_job(store, fixture->arena).state, JOB_FAILED);
    assert_int_equal(runs, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_job_that_is_held_is_not_taken_by_another_server),
        STORE_TEST(a_job_is_not_taken_before_it_is_due),
        STORE_TEST(a_job_whose_server_died_goes_to_another_and_counts_once),
        STORE_TEST(a_lease_that_is_renewed_keeps_the_job),
        STORE_TEST(a_job_planned_by_two_servers_is_one_job),
        STORE_TEST(a_job_that_fails_waits_longer_each_time_and_then_fails_for_good),
        STORE_TEST(a_job_with_wrong_data_is_not_tried_again),
        STORE_TEST(a_job_that_ended_each_server_that_took_it_is_given_up),
        STORE_TEST(a_runner_keeps_its_lease_while_a_slow_job_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
