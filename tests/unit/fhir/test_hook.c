/* SPDX-License-Identifier: EUPL-1.2 */
/* Telling a server that is not there: nobody listens at the port that these tests name. */
#include "unit/referral/referral_fixture.h"

#include "access/account.h"
#include "access/queries.h"
#include "fhir/fhir_hook_api.h"
#include "fhir/fhir_thing.h"
#include "referral/referral_watch.h"

#define ENDPOINT "https://127.0.0.1:9/hook"

enum { LEASE = 60 };

static const FhirHooks quiet = {0};

typedef struct Subscribing {
    Client client; /* account: out */
    Id hook;       /* out */
} Subscribing;

static const char asked[] =
    "{\"resourceType\":\"Subscription\",\"status\":\"requested\",\"criteria\":"
    "\"" FHIR_TOPIC_TASK "\",\"channel\":{\"type\":\"rest-hook\",\"endpoint\":\"" ENDPOINT
    "\"}}";

static Outcome put_client(Access *access, const Client *client)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CLIENT_PUT, &statement, access->problem));
    bind_id(statement, "account", client->account);
    bind_text(statement, "keys", TEXT(""));
    bind_text(statement, "scopes", client->scopes);
    bind_text(statement, "dialect", TEXT("sdoh"));
    bind_text(statement, "hooks", client->hooks);
    bind_integer(statement, "private", client->hooks_are_private ? 1 : 0);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome subscribe(Access *access, void *context)
{
    Subscribing *subscribing = context;
    const NewAccount account = {.login = TEXT("chr"),
                                .name = TEXT("CHR Exemple"),
                                .house = access->caller.house,
                                .password_hash = TEXT("")};
    json_t *body SCOPED(json_close) = json_loads(asked, 0, NULL);
    FhirThing thing SCOPED(fhir_thing_close) = {0};
    FhirWrite write = {.kind = FHIR_SUBSCRIPTION, .body = body};
    TRY(account_add(access->session, access->arena, &account, access->now,
                    &subscribing->client.account, access->problem));
    TRY(put_client(access, &subscribing->client));
    access->caller.account = subscribing->client.account;
    Fhir fhir = {.access = access,
                 .client = &subscribing->client,
                 .base = TEXT("https://seuil.example/fhir")};
    TRY(fhir_write(&fhir, &write, &thing));
    subscribing->hook = write.id;
    return OK;
}

static Id subscribed(Fixture *fixture, Store *store, Id house)
{
    Subscribing subscribing = {
        .client = {.scopes = TEXT("system/*.cruds"),
                   .hooks = TEXT("127.0.0.1:9"),
                   .hooks_are_private = true},
    };
    const Caller caller = worker(0, house, team_of_desk, CLIENT_ROLE);
    clock_now = NOON;
    if (does(fixture, store, caller, subscribe, &subscribing) != OK) {
        fail_msg("%.*s", TEXT_ARG(fixture->problem.detail));
    }
    return subscribing.hook;
}

static Hook hook_of(Fixture *fixture, Store *store, Id id)
{
    Session *session SCOPED(session_end) = NULL;
    Hook hook = {0};
    bool found = false;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(hook_get(session, fixture->arena, id, &hook, &found, NULL), OK);
    assert_true(found);
    return hook;
}

static Outcome run_job(const JobRun *run, Problem *problem)
{
    const FhirHooks hooks = {.keyring = ring_of(0), .trust = quiet.trust};
    if (text_equal(run->job->kind, TEXT(REFERRAL_MOVED_JOB))) {
        return hook_note_moved(run, problem);
    }
    return text_equal(run->job->kind, TEXT(FHIR_HOOK_JOB)) ? fhir_hook_run(run, &hooks, problem)
                                                           : job_end(run, TEXT(""), problem);
}

/* Runs all that is due; the number of jobs that it was. */
static size_t work_at(Fixture *fixture, Store *store, Moment now)
{
    size_t count = 0;
    bool found = true;
    while (true) {
        Job job = {0};
        const Id server = {{0xF0}};
        assert_int_equal(job_take_next(store, fixture->arena, server, now, now + LEASE, &job,
                                       &found, &fixture->problem),
                         OK);
        if (!found) {
            return count;
        }
        const JobRun run = {store, fixture->arena, &job, server, now};
        assert_int_equal(run_job(&run, &fixture->problem), OK);
        count++;
    }
}

static void
what_is_not_taken_is_told_again_after_waits_that_double_and_then_no_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = subscribed(fixture, store, house_of_exemple);
    Moment now = NOON;
    for (int64_t failures = 1; failures <= HOOK_OFF_AFTER; failures++) {
        assert_int_equal(work_at(fixture, store, now - 1), 0);
        assert_int_equal(work_at(fixture, store, now), 1);
        const Hook hook = hook_of(fixture, store, id);
        assert_int_equal(hook.failures, failures);
        assert_text_equal(hook.said, TEXT("the connection was refused"));
        assert_int_equal(hook.due - now, HOOK_FIRST_WAIT << (failures < 9 ? failures - 1 : 8));
        assert_int_equal(hook.state, failures >= HOOK_OFF_AFTER     ? HOOK_OFF
                                     : failures >= HOOK_ERROR_AFTER ? HOOK_ERROR
                                                                    : HOOK_REQUESTED);
        now = hook.due;
    }
    assert_int_equal(work_at(fixture, store, now + 1000 * DAY), 0);
}

static void events_are_numbered_without_a_gap_while_nobody_takes_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = subscribed(fixture, store, house_of_exemple);
    const Referral sent = send_shelter(fixture, store);
    const Referral accepted = must_act(fixture, store, stranger(), &sent, REFERRAL_ACCEPT, "");
    (void)must_act(fixture, store, stranger(), &accepted, REFERRAL_START, "");
    (void)work_at(fixture, store, NOON);
    const Hook hook = hook_of(fixture, store, id);
    assert_int_equal(hook.events, 3);
    assert_int_equal(hook.told, 0);
    assert_int_equal(hook.failures, 1);
}

static void a_referral_within_one_house_is_told_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = subscribed(fixture, store, house_of_exemple);
    const ReferralList drafts = open_doors(fixture, store);
    (void)must_act(fixture, store, desk(), &drafts.items[1], REFERRAL_SEND, "");
    (void)work_at(fixture, store, NOON);
    assert_int_equal(hook_of(fixture, store, id).events, 1);
}

static void a_referral_between_two_other_houses_is_not_told(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id mine = subscribed(fixture, store, (Id){{0xC9}});
    (void)send_shelter(fixture, store);
    (void)work_at(fixture, store, NOON);
    assert_int_equal(hook_of(fixture, store, mine).events, 0);
}

static Outcome close_client(Access *access, void *context)
{
    const Hook *hook = context;
    return account_close(access->session, hook->client, access->now, access->problem);
}

static void a_client_that_is_closed_is_told_nothing_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = subscribed(fixture, store, house_of_exemple);
    Hook hook = hook_of(fixture, store, id);
    assert_int_equal(does(fixture, store, desk(), close_client, &hook), OK);
    assert_int_equal(work_at(fixture, store, NOON), 1);
    hook = hook_of(fixture, store, id);
    assert_int_equal(hook.state, HOOK_OFF);
    assert_text_equal(hook.said, TEXT("the client is closed"));
}

static Outcome name_no_host(Access *access, void *context)
{
    const Hook *hook = context;
    const Client client = {.account = hook->client, .scopes = TEXT("system/*.cruds")};
    return put_client(access, &client);
}

static void a_host_that_is_named_no_more_is_told_nothing_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = subscribed(fixture, store, house_of_exemple);
    Hook hook = hook_of(fixture, store, id);
    assert_int_equal(does(fixture, store, desk(), name_no_host, &hook), OK);
    assert_int_equal(work_at(fixture, store, NOON), 1);
    assert_int_equal(hook_of(fixture, store, id).state, HOOK_OFF);
}

static void without_the_keys_nothing_is_told_and_nothing_is_lost(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = subscribed(fixture, store, house_of_exemple);
    Job job = {0};
    bool found = false;
    assert_int_equal(job_take_next(store, fixture->arena, (Id){{0xF0}}, NOON, NOON + LEASE,
                                   &job, &found, &fixture->problem),
                     OK);
    const JobRun run = {store, fixture->arena, &job, {{0xF0}}, NOON};
    assert_int_equal(fhir_hook_run(&run, &quiet, &fixture->problem), UNAVAILABLE);
    assert_int_equal(hook_of(fixture, store, id).failures, 0);
    assert_int_equal(job_failed(&run, UNAVAILABLE, TEXT(""), NULL), OK);
    assert_int_equal(work_at(fixture, store, NOON + 120), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(what_is_not_taken_is_told_again_after_waits_that_double_and_then_no_more),
        STORE_TEST(events_are_numbered_without_a_gap_while_nobody_takes_them),
        STORE_TEST(a_referral_within_one_house_is_told_once),
        STORE_TEST(a_referral_between_two_other_houses_is_not_told),
        STORE_TEST(a_client_that_is_closed_is_told_nothing_more),
        STORE_TEST(a_host_that_is_named_no_more_is_told_nothing_more),
        STORE_TEST(without_the_keys_nothing_is_told_and_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
