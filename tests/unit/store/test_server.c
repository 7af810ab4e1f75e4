/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is true of a store on a server: connections die, answers get lost, others write too. A
 * small proxy between the store and the server loses what the tests ask it to lose.
 */
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "base/list.h"
#include "unit/store/store_fixture.h"

/* ---------------------------------------------------------------------------------- proxy */

typedef struct Proxy {
    struct sockaddr_un server;
    int listener;
    atomic_int losses; /* how many answers to COMMIT are still to be lost */
    const char *then;  /* what others do to the store, once an answer was lost; NULL: nothing */
    const Fixture *fixture;
    atomic_bool stopping;
    pthread_t thread;
} Proxy;

static bool forward(int from, int to, bool *says_commit)
{
    char bytes[65536];
    const ssize_t length = read(from, bytes, sizeof bytes);
    if (length <= 0) {
        return false;
    }
    if (says_commit != NULL) {
        /* The whole statement, its end included: BEGIN speaks of READ COMMITTED. */
        *says_commit = memmem(bytes, (size_t)length, "COMMIT", sizeof "COMMIT") != NULL;
    }
    return send(to, bytes, (size_t)length, MSG_NOSIGNAL) == length;
}

/* Waits for the server's answer, which proves that it acted, and keeps it. */
static void lose_answer(int server)
{
    char bytes[65536];
    (void)read(server, bytes, sizeof bytes);
}

static void relay(Proxy *proxy, int client, int server)
{
    struct pollfd ends[] = {
        {client, POLLIN, 0},
        {server, POLLIN, 0}
    };
    while (!atomic_load(&proxy->stopping)) {
        bool commits = false;
        if (poll(ends, 2, 50) < 0) {
            return;
        }
        if (ends[0].revents != 0 && !forward(client, server, &commits)) {
            return;
        }
        if (commits && atomic_load(&proxy->losses) > 0) {
            atomic_fetch_sub(&proxy->losses, 1);
            lose_answer(server);
            if (proxy->then != NULL) {
                run_on(proxy->fixture->path.bytes, proxy->then);
            }
            return;
        }
        if (ends[1].revents != 0 && !forward(server, client, NULL)) {
            return;
        }
    }
}

typedef struct Relay {
    Proxy *proxy;
    int client;
} Relay;

static void *run_relay(void *context)
{
    Relay *link = context;
    const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(server, (const struct sockaddr *)&link->proxy->server,
                sizeof link->proxy->server) == 0) {
        relay(link->proxy, link->client, server);
    }
    (void)close(server);
    (void)close(link->client);
    free(link);
    return NULL;
}

static void *accept_all(void *context)
{
    Proxy *proxy = context;
    while (!atomic_load(&proxy->stopping)) {
        struct pollfd waiting = {proxy->listener, POLLIN, 0};
        if (poll(&waiting, 1, 50) <= 0) {
            continue;
        }
        Relay *link = calloc(1, sizeof *link);
        pthread_t thread;
        *link = (Relay){proxy, accept4(proxy->listener, NULL, NULL, SOCK_CLOEXEC)};
        assert_int_equal(pthread_create(&thread, NULL, run_relay, link), 0);
        (void)pthread_detach(thread);
    }
    return NULL;
}

static struct sockaddr_un socket_in(Text folder)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    (void)snprintf(address.sun_path, sizeof address.sun_path, "%.*s/.s.PGSQL.5432",
                   TEXT_ARG(folder));
    return address;
}

/* The folder of the server's socket, from "...host=%2Ftmp%2Fx". */
static Text folder_of_server(Arena *arena)
{
    const Text url = text_from(test_server());
    Text coded = text_slice(url, text_find(url, TEXT("host="), 0) + 5, url.length);
    Text pieces[32];
    size_t count = 0;
    while (coded.length > 0) {
        const size_t end = text_find(coded, TEXT("%2F"), 0);
        pieces[count++] = text_slice(coded, 0, end);
        coded = end >= coded.length ? TEXT("") : text_slice(coded, end + 3, coded.length);
    }
    return text_join(arena, pieces, count, TEXT("/"));
}

static void start_proxy(Fixture *fixture, Proxy *proxy)
{
    const struct sockaddr_un here = socket_in(fixture->folder);
    proxy->fixture = fixture;
    proxy->server = socket_in(folder_of_server(fixture->arena));
    proxy->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(proxy->listener, (const struct sockaddr *)&here, sizeof here), 0);
    assert_int_equal(listen(proxy->listener, 16), 0);
    assert_int_equal(pthread_create(&proxy->thread, NULL, accept_all, proxy), 0);
    /* The store goes through the proxy: the later host wins. */
    fixture->path = text_format(fixture->arena, "%.*s&host=%.*s", TEXT_ARG(fixture->path),
                                TEXT_ARG(fixture->folder));
}

static void stop_proxy(Proxy *proxy)
{
    atomic_store(&proxy->stopping, true);
    (void)pthread_join(proxy->thread, NULL);
    (void)close(proxy->listener);
    (void)usleep(100000); /* the relays see it too */
}

/* ---------------------------------------------------------------------------------- tests */

static int64_t number_on_server(const Fixture *fixture, const char *sql)
{
    PGconn *connection = PQconnectdb(fixture->path.bytes);
    PGresult *result = PQexec(connection, sql);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    const int64_t number = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    PQfinish(connection);
    return number;
}

static int64_t total_of_gaps(const Fixture *fixture)
{
    return number_on_server(fixture, "SELECT coalesce(sum(count), 0)::bigint FROM search_gap");
}

static void a_commit_whose_answer_was_lost_is_applied_once(void **state)
{
    Fixture *fixture = *state;
    Proxy proxy = {.losses = 0};
    start_proxy(fixture, &proxy);
    Store *store = open_store(fixture);
    for (int64_t i = 0; i < 5; i++) {
        int64_t same = 7;
        atomic_store(&proxy.losses, 1);
        assert_int_equal(store_write(store, add_gap, &same, &fixture->problem), OK);
        assert_int_equal(atomic_load(&proxy.losses), 0);
        assert_int_equal(total_of_gaps(fixture), i + 1);
    }
    store_close(&store);
    stop_proxy(&proxy);
}

/* The first server may have died before a standby had confirmed, and come back: only a commit
 * made after it came back tells that a standby holds what was looked up. */
static void a_lost_answer_is_told_as_kept_after_another_commit_alone(void **state)
{
    Fixture *fixture = *state;
    Proxy proxy = {.losses = 0};
    int64_t one = 1;
    start_proxy(fixture, &proxy);
    Store *store = open_store(fixture);
    atomic_store(&proxy.losses, 2);
    assert_int_equal(store_write(store, add_gap, &one, &fixture->problem), OK);
    assert_int_equal(atomic_load(&proxy.losses), 0);
    assert_int_equal(total_of_gaps(fixture), 1);
    assert_int_equal(number_on_server(fixture, "SELECT count FROM change_counter"), 3);
    store_close(&store);
    stop_proxy(&proxy);
}

static void a_commit_in_doubt_whose_line_is_gone_is_not_applied_again(void **state)
{
    Fixture *fixture = *state;
    Proxy proxy = {.then = "WITH gone AS (DELETE FROM change_log) "
                           "UPDATE change_counter SET count = count + 9000"};
    int64_t one = 1;
    start_proxy(fixture, &proxy);
    Store *store = open_store(fixture);
    atomic_store(&proxy.losses, 1);
    assert_int_equal(store_write(store, add_gap, &one, &fixture->problem), UNAVAILABLE);
    assert_true(text_contains(fixture->problem.detail, TEXT("may have been kept")));
    assert_int_equal(total_of_gaps(fixture), 1);
    assert_int_equal(store_write(store, add_gap, &one, &fixture->problem), OK);
    store_close(&store);
    stop_proxy(&proxy);
}

static int kills_left;

/* Ends every connection of this test's store and of no other. */
static void end_connections(const Fixture *fixture)
{
    const size_t from = text_find(fixture->path, TEXT("application_name="), 0);
    Text rest = text_slice(fixture->path, from, fixture->path.length);
    Text name = TEXT("");
    (void)text_next(&rest, '&', &name);
    run_on(test_server(),
           text_format(fixture->arena,
                       "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE application_name = '%.*s'; END $$",
                       TEXT_ARG(text_slice(name, strlen("application_name="), name.length)))
               .bytes);
}

static Outcome add_and_lose_connection(Session *session, void *context, Problem *problem)
{
    int64_t number = 1;
    TRY(add_gap(session, &number, problem));
    if (kills_left > 0) {
        kills_left--;
        end_connections(context);
    }
    return add_gap(session, &number, problem);
}

static void a_connection_lost_in_the_middle_makes_the_job_run_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    kills_left = 2;
    assert_int_equal(store_write(store, add_and_lose_connection, fixture, &fixture->problem),
                     OK);
    assert_int_equal(kills_left, 0);
    assert_int_equal(total_of_gaps(fixture), 2);
}

static void a_reader_whose_connection_died_in_the_pool_is_replaced(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(count_gaps(store), 0);
    end_connections(fixture);
    assert_int_equal(count_gaps(store), 0);
}

enum { SERVERS = 3, WRITERS = 4, WRITES = 40 };

static void *write_many(void *context)
{
    Store *store = context;
    for (int64_t i = 0; i < WRITES; i++) {
        int64_t same = 7;
        if (store_write(store, add_gap, &same, NULL) != OK) {
            return context;
        }
    }
    return NULL;
}

static void several_servers_write_in_turn_and_lose_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *stores[SERVERS];
    pthread_t threads[SERVERS * WRITERS];
    for (int i = 0; i < SERVERS; i++) {
        stores[i] = open_store(fixture);
    }
    for (int i = 0; i < SERVERS * WRITERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, stores[i % SERVERS]), 0);
    }
    for (int i = 0; i < SERVERS * WRITERS; i++) {
        void *failed = NULL;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
    for (int i = 0; i < SERVERS; i++) {
        store_close(&stores[i]);
    }
    assert_int_equal(total_of_gaps(fixture), (int64_t)SERVERS * WRITERS * WRITES);
    /* Each commit has its own place in the order, and none is missing. */
    assert_int_equal(number_on_server(fixture, "SELECT count(*) - max(count) FROM change_log"),
                     0);
    assert_int_equal(number_on_server(fixture, "SELECT max(l.count) - max(c.count) FROM "
                                               "change_log l, change_counter c"),
                     0);
}

static void two_servers_may_make_the_same_store_at_once(void **state)
{
    Fixture *fixture = *state;
    for (int child = 0; child < 4; child++) {
        if (fork() == 0) {
            Store *store = NULL;
            const Outcome outcome =
                store_open(fixture->path, STORE_READ_WRITE, &store, &fixture->problem);
            store_close(&store);
            _exit((int)outcome);
        }
    }
    for (int child = 0; child < 4; child++) {
        int status = 0;
        (void)wait(&status);
        assert_int_equal(status, 0);
    }
}

static Outcome add_twice(Session *session, void *context, Problem *problem)
{
    static const Query insert = {
        .name = "insert_report",
        .postgres = "INSERT INTO error_report (territory, id, service, text, created) VALUES "
                    "('x', '\\x01', '', '', 1)",
    };
    (void)context;
    for (int i = 0; i < 2; i++) {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(session, &insert, &statement, problem));
        TRY(statement_run(statement, NULL, problem));
    }
    return OK;
}

static void a_broken_rule_is_a_conflict_and_the_writer_goes_on(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    int64_t one = 1;
    assert_int_equal(store_write(store, add_twice, NULL, &fixture->problem), CONFLICT);
    assert_int_equal(store_write(store, add_gap, &one, NULL), OK);
    assert_int_equal(number_on_server(fixture, "SELECT count(*) FROM error_report"), 0);
}

static void a_password_never_appears_in_a_message(void **state)
{
    Fixture *fixture = *state;
    Store *store = NULL;
    assert_int_not_equal(
        store_open(TEXT("postgresql://seuil:geheim@127.0.0.1:1/seuil?connect_timeout=1"),
                   STORE_READ_WRITE, &store, &fixture->problem),
        OK);
    assert_false(text_contains(fixture->problem.detail, TEXT("geheim")));
    assert_false(text_contains(fixture->problem.where, TEXT("geheim")));
}

static void a_server_that_is_not_there_is_unavailable_and_said_soon(void **state)
{
    Fixture *fixture = *state;
    Store *store = NULL;
    const Text place =
        text_format(fixture->arena, "postgresql:///seuil?host=%.*s", TEXT_ARG(fixture->folder));
    assert_int_equal(store_open(place, STORE_READ_WRITE, &store, &fixture->problem),
                     UNAVAILABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_commit_whose_answer_was_lost_is_applied_once),
        STORE_TEST(a_lost_answer_is_told_as_kept_after_another_commit_alone),
        STORE_TEST(a_commit_in_doubt_whose_line_is_gone_is_not_applied_again),
        STORE_TEST(a_connection_lost_in_the_middle_makes_the_job_run_again),
        STORE_TEST(a_reader_whose_connection_died_in_the_pool_is_replaced),
        STORE_TEST(several_servers_write_in_turn_and_lose_nothing),
        STORE_TEST(two_servers_may_make_the_same_store_at_once),
        STORE_TEST(a_broken_rule_is_a_conflict_and_the_writer_goes_on),
        STORE_TEST(a_password_never_appears_in_a_message),
        STORE_TEST(a_server_that_is_not_there_is_unavailable_and_said_soon),
    };
    if (test_server() == NULL) {
        (void)printf("a store on a server: tested by ./test postgres\n");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
