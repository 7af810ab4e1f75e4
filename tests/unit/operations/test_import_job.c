/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/list.h"
#include "directory/record.h"
#include "operations/import_job.h"
#include "unit/store/store_fixture.h"

enum { NOON = 1700000000, LEASE = 60 };

static const Id first_server = {{11}};
static const Id second_server = {{22}};

static Outcome plan(Session *session, void *context, Problem *problem)
{
    const Text *payload = context;
    const NewJob job = {{{1}}, TEXT("import"), *payload, NOON};
    return job_add(session, &job, NOON, problem);
}

static void plan_import(Fixture *fixture, Store *store)
{
    const Text path = text_format(fixture->arena, "%.*s/one.json", TEXT_ARG(fixture->folder));
    Text payload = {0};
    FILE *file = fopen(path.bytes, "we");
    assert_non_null(file);
    assert_true(fputs("{\"id\": \"8a7f1c1e-0000-4000-8000-000000000001\", \"name\": \"A\", "
                      "\"description\": \"B\"}",
                      file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(import_job_payload(fixture->arena, TEXT("hsds"), path, &payload, NULL),
                     OK);
    assert_int_equal(store_write(store, plan, &payload, NULL), OK);
}

static Job take_at(Fixture *fixture, Store *store, Id server, Moment now)
{
    Job job = {0};
    bool found = false;
    assert_int_equal(
        job_take_next(store, fixture->arena, server, now, now + LEASE, &job, &found, NULL), OK);
    assert_true(found);
    return job;
}

static int64_t count_organizations(Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    int64_t count = 0;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(record_count(session, ENTITY_ORGANIZATION, &count, NULL), OK);
    return count;
}

static void an_import_whose_lease_was_lost_leaves_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    plan_import(fixture, store);
    const Job lost = take_at(fixture, store, first_server, NOON);
    const Job job = take_at(fixture, store, second_server, NOON + LEASE);
    const JobRun late = {store, fixture->arena, &lost, first_server, NOON + LEASE};
    const JobRun run = {store, fixture->arena, &job, second_server, NOON + LEASE};
    assert_int_equal(import_job_run(&late, NULL, &fixture->problem), CONFLICT);
    assert_int_equal(count_organizations(store), 0);
    assert_int_equal(import_job_run(&run, NULL, &fixture->problem), OK);
    assert_int_equal(count_organizations(store), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(an_import_whose_lease_was_lost_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
