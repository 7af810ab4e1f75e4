/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Durable writes a second and the worst wait at 1, 4, 16 and 64 writers; point, page and feed
 * reads. The store is held against plain SQLite with the same schema, the same settings, the
 * same statements, and a connection each.
 *     bench_store FOLDER [ROUNDS [SECONDS [postgresql://...]]]
 * The ways take turns, ROUNDS times SECONDS each; a rate is the median of the rounds, with the
 * lowest and the highest behind it.
 */
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/list.h"
#include "base/random.h"
#include "benches/bench_queries.h"
#include "crypto/crypto.h"
#include "directory/queries.h"
#include "store/queries.h"
#include "store/store.h"

enum { MOST_THREADS = 64, MOST_ROUNDS = 15, BUCKETS = 65536, READ_ROWS = 50000, WAYS = 3 };

/* The promise on waits is made for sixteen writers: they are measured in more rounds. */
enum { PROMISED_WRITERS = 16, PROMISED_ROUNDS = 10, PROMISED_MILLISECONDS = 50 };

#define BUCKET_NANOSECONDS 100000 /* of waits: up to 6.5 s, then all in the last */

typedef struct Worker Worker;

typedef struct Way {
    const char *name;
    const char *place;
    bool plain;
    Store *store;
    double rates[MOST_ROUNDS];
    double worsts[MOST_ROUNDS]; /* wait of each round, milliseconds */
    int64_t waits[BUCKETS];
} Way;

typedef void (*Step)(Worker *worker);

struct Worker {
    Way *way;
    Step step;
    const atomic_bool *stopping;
    pthread_barrier_t *ready; /* all have opened what they need */
    pthread_t thread;
    sqlite3 *connection;         /* a way that is plain */
    sqlite3_stmt *statements[6]; /* on it */
    Random random;
    int64_t count;
    int64_t worst;
    int64_t waits[BUCKETS];
};

static Id read_ids[READ_ROWS];
static const char sentence[] =
    "Le numéro de téléphone affiché n’est plus le bon, et les heures du mercredi ont changé "
    "depuis la rentrée; la permanence se tient maintenant au premier étage, salle 12, sur "
    "rendez-vous, sauf pour une première demande.";

_Noreturn static void die(const char *what, Text detail)
{
    (void)fprintf(stderr, "bench_store: %s: %.*s\n", what, TEXT_ARG(detail));
    exit(EXIT_FAILURE);
}

/* ---------------------------------------------------------------------------- the store */

static Outcome add_report(Session *session, void *context, Problem *problem)
{
    const Id *id = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_REPORT_ADD, &statement, problem));
    bind_id(statement, "id", *id);
    bind_text(statement, "service", TEXT("accueil"));
    bind_text(statement, "text", TEXT(sentence));
    bind_integer(statement, "now", 1764000000);
    return statement_run(statement, NULL, problem);
}

static void store_step_write(Worker *worker)
{
    Id id = id_new((int64_t)(monotonic_nanoseconds() / 1000000));
    if (store_write(worker->way->store, add_report, &id, NULL) != OK) {
        die(worker->way->name, TEXT("a write was refused"));
    }
}

static Id any_id(Worker *worker)
{
    return read_ids[random_below(&worker->random, READ_ROWS)];
}

static void store_read_rows(Worker *worker, const Query *query)
{
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    Outcome outcome = store_read(worker->way->store, &session, NULL);
    if (outcome == OK) {
        outcome = statement_open(session, query, &statement, NULL);
    }
    if (outcome == OK) {
        bind_id(statement, "id", any_id(worker));
        do {
            outcome = statement_next(statement, &row, NULL);
        } while (outcome == OK && row && column_text(statement, 1).length > 0);
    }
    if (outcome != OK) {
        die(worker->way->name, TEXT("a read was refused"));
    }
}

static void store_step_get(Worker *worker)
{
    store_read_rows(worker, &BENCH_GET);
}

static void store_step_page(Worker *worker)
{
    store_read_rows(worker, &BENCH_PAGE);
}

static void store_step_feed(Worker *worker)
{
    store_read_rows(worker, &BENCH_FEED);
}

/* ------------------------------------------------------------------------- plain SQLite */

enum { PLAIN_RAISE, PLAIN_LOG, PLAIN_ADD, PLAIN_GET, PLAIN_PAGE, PLAIN_FEED };

static void plain_open(Worker *worker)
{
    static const Query *const queries[] = {&STORE_COUNTER_RAISE,  &STORE_LOG_PUT,
                                           &DIRECTORY_REPORT_ADD, &BENCH_GET,
                                           &BENCH_PAGE,           &BENCH_FEED};
    static const char settings[] =
        "PRAGMA trusted_schema = off; PRAGMA foreign_keys = on; PRAGMA temp_store = memory;"
        "PRAGMA cell_size_check = on; PRAGMA synchronous = full;"
        "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864";
    bool good = sqlite3_open_v2(worker->way->place, &worker->connection,
                                SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    good = good && sqlite3_busy_timeout(worker->connection, 60000) == SQLITE_OK &&
           sqlite3_db_config(worker->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) ==
               SQLITE_OK &&
           sqlite3_exec(worker->connection, settings, NULL, NULL, NULL) == SQLITE_OK;
    for (size_t i = 0; i < LENGTH_OF(queries) && good; i++) {
        good = sqlite3_prepare_v2(worker->connection, queries[i]->sqlite, -1,
                                  &worker->statements[i], NULL) == SQLITE_OK;
    }
    if (!good) {
        die(worker->way->name, text_from(sqlite3_errmsg(worker->connection)));
    }
}

static void plain_close(Worker *worker)
{
    for (size_t i = 0; i < LENGTH_OF(worker->statements); i++) {
        (void)sqlite3_finalize(worker->statements[i]);
    }
    (void)sqlite3_close(worker->connection);
}

static void plain_run(Worker *worker, const char *sql)
{
    if (sqlite3_exec(worker->connection, sql, NULL, NULL, NULL) != SQLITE_OK) {
        die(sql, text_from(sqlite3_errmsg(worker->connection)));
    }
}

/* By name, as the numbers of parameters follow the text of the query. */
static sqlite3_stmt *plain_bound(Worker *worker, int which, const Query *query, Id id,
                                 int64_t count)
{
    sqlite3_stmt *statement = worker->statements[which];
    for (int i = 0; i < query->parameter_count; i++) {
        const Text name = text_from(query->parameters[i]);
        if (text_equal(name, TEXT("territory"))) {
            (void)sqlite3_bind_text(statement, i + 1, STORE_TERRITORY.bytes,
                                    (int)STORE_TERRITORY.length, SQLITE_STATIC);
        } else if (text_equal(name, TEXT("id"))) {
            (void)sqlite3_bind_blob(statement, i + 1, id.bytes, sizeof id, SQLITE_TRANSIENT);
        } else if (text_equal(name, TEXT("service"))) {
            (void)sqlite3_bind_text(statement, i + 1, "accueil", -1, SQLITE_STATIC);
        } else if (text_equal(name, TEXT("text"))) {
            (void)sqlite3_bind_text(statement, i + 1, sentence, -1, SQLITE_STATIC);
        } else {
            (void)sqlite3_bind_int64(statement, i + 1, count);
        }
    }
    return statement;
}

/* Steps to the end; gives the last integer of the first column. */
static int64_t plain_rows(Worker *worker, sqlite3_stmt *statement)
{
    int64_t value = 0;
    int result = sqlite3_step(statement);
    while (result == SQLITE_ROW) {
        value = sqlite3_column_int64(statement, 0);
        (void)sqlite3_column_text(statement, 1);
        result = sqlite3_step(statement);
    }
    if (result != SQLITE_DONE) {
        die(worker->way->name, text_from(sqlite3_errmsg(worker->connection)));
    }
    (void)sqlite3_reset(statement);
    return value;
}

static void plain_step_write(Worker *worker)
{
    const Id id = id_new((int64_t)(monotonic_nanoseconds() / 1000000));
    plain_run(worker, "BEGIN IMMEDIATE");
    const int64_t count =
        plain_rows(worker, plain_bound(worker, PLAIN_RAISE, &STORE_COUNTER_RAISE, id, 0));
    (void)plain_rows(worker, plain_bound(worker, PLAIN_LOG, &STORE_LOG_PUT, id, count));
    (void)plain_rows(worker, plain_bound(worker, PLAIN_ADD, &DIRECTORY_REPORT_ADD, id, count));
    plain_run(worker, "COMMIT");
}

static void plain_step_get(Worker *worker)
{
    (void)plain_rows(worker, plain_bound(worker, PLAIN_GET, &BENCH_GET, any_id(worker), 0));
}

static void plain_step_page(Worker *worker)
{
    (void)plain_rows(worker, plain_bound(worker, PLAIN_PAGE, &BENCH_PAGE, any_id(worker), 0));
}

static void plain_step_feed(Worker *worker)
{
    (void)plain_rows(worker, plain_bound(worker, PLAIN_FEED, &BENCH_FEED, any_id(worker), 0));
}

/* ---------------------------------------------------------------------------- measuring */

static void *work(void *context)
{
    Worker *worker = context;
    if (worker->way->plain) {
        plain_open(worker);
    }
    (void)pthread_barrier_wait(worker->ready);
    while (!atomic_load(worker->stopping)) {
        const int64_t from = monotonic_nanoseconds();
        worker->step(worker);
        const int64_t wait = monotonic_nanoseconds() - from;
        const int64_t bucket = wait / BUCKET_NANOSECONDS;
        worker->waits[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
        worker->worst = wait > worker->worst ? wait : worker->worst;
        worker->count++;
    }
    if (worker->way->plain) {
        plain_close(worker);
    }
    return NULL;
}

static void add_waits(Way *way, const Worker *worker, size_t round)
{
    const double worst = (double)worker->worst / 1e6;
    way->worsts[round] = worst > way->worsts[round] ? worst : way->worsts[round];
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        way->waits[bucket] += worker->waits[bucket];
    }
}

static void sleep_seconds(double seconds)
{
    const struct timespec time = {.tv_sec = (time_t)seconds,
                                  .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};
    (void)nanosleep(&time, NULL);
}

/* Runs so many threads for so long; adds to the way what they met in this round. */
static void measure(Way *way, Step step, size_t threads, double seconds, size_t round)
{
    static Worker workers[MOST_THREADS];
    atomic_bool stopping = false;
    pthread_barrier_t ready;
    int64_t total = 0;
    (void)pthread_barrier_init(&ready, NULL, (unsigned)threads + 1);
    for (size_t i = 0; i < threads; i++) {
        workers[i] = (Worker){.way = way,
                              .step = step,
                              .stopping = &stopping,
                              .ready = &ready,
                              .random = random_seeded(i)};
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) {
            die(way->name, TEXT("no thread"));
        }
    }
    (void)pthread_barrier_wait(&ready);
    const int64_t from = monotonic_nanoseconds();
    sleep_seconds(seconds);
    atomic_store(&stopping, true);
    for (size_t i = 0; i < threads; i++) {
        (void)pthread_join(workers[i].thread, NULL);
        total += workers[i].count;
        add_waits(way, &workers[i], round);
    }
    (void)pthread_barrier_destroy(&ready);
    way->rates[round] = (double)total / ((double)(monotonic_nanoseconds() - from) / 1e9);
}

static int number_compare(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double wait_below(const Way *way, double share)
{
    int64_t total = 0;
    int64_t seen = 0;
    for (size_t i = 0; i < BUCKETS; i++) {
        total += way->waits[i];
    }
    for (size_t i = 0; i < BUCKETS; i++) {
        seen += way->waits[i];
        if ((double)seen >= share * (double)total) {
            return (double)(i + 1) * BUCKET_NANOSECONDS / 1e6;
        }
    }
    return 0;
}

static size_t rounds_over(const Way *way, size_t rounds, double milliseconds)
{
    size_t over = 0;
    for (size_t i = 0; i < rounds; i++) {
        over += way->worsts[i] > milliseconds;
    }
    return over;
}

/* A line a way; the ratio is to the plain way, which comes second. */
static void print_ways(const char *what, size_t threads, Way *ways, size_t count, size_t rounds)
{
    for (size_t i = 0; i < count; i++) {
        qsort(ways[i].rates, rounds, sizeof(double), number_compare);
        qsort(ways[i].worsts, rounds, sizeof(double), number_compare);
    }
    for (size_t i = 0; i < count; i++) {
        const Way *way = &ways[i];
        (void)printf("%-8s %2zu  %-28s %9.0f/s (%.0f to %.0f)  x %.2f  p99 %7.1f ms  worst "
                     "%8.1f ms (%.1f in half of the rounds)  over %d ms in %zu of %zu\n",
                     what, threads, way->name, way->rates[rounds / 2], way->rates[0],
                     way->rates[rounds - 1], way->rates[rounds / 2] / ways[1].rates[rounds / 2],
                     wait_below(way, 0.99), way->worsts[rounds - 1], way->worsts[rounds / 2],
                     PROMISED_MILLISECONDS, rounds_over(way, rounds, PROMISED_MILLISECONDS),
                     rounds);
    }
    (void)fflush(stdout);
}

static void compare(const char *what, Way *ways, size_t count, const Step steps[2],
                    size_t threads, size_t rounds, double seconds)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t round = 0; round < MOST_ROUNDS; round++) {
            ways[i].worsts[round] = 0;
        }
        for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
            ways[i].waits[bucket] = 0;
        }
    }
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < count; i++) {
            measure(&ways[i], steps[ways[i].plain ? 1 : 0], threads, seconds, round);
        }
    }
    print_ways(what, threads, ways, count, rounds);
}

/* -------------------------------------------------------------------------------- stores */

static Outcome fill(Session *session, void *context, Problem *problem)
{
    (void)context;
    for (size_t i = 0; i < READ_ROWS; i++) {
        TRY(add_report(session, &read_ids[i], problem));
    }
    return OK;
}

static void open_way(Arena *arena, Way *way)
{
    Problem problem = {.arena = arena};
    if (store_open(text_from(way->place), STORE_READ_WRITE, &way->store, &problem) != OK ||
        store_write(way->store, fill, NULL, &problem) != OK) {
        die(way->name, problem.detail);
    }
    if (way->plain) {
        store_close(&way->store);
    }
}

int main(int count, char **arguments)
{
    static const size_t writers[] = {1, 4, 16, 64};
    static const size_t readers[] = {1, 4};
    static Way ways[WAYS];
    Arena *arena SCOPED(arena_close) = arena_new(0);
    if (count < 2) {
        die("usage", TEXT("bench_store FOLDER [ROUNDS [SECONDS [postgresql://...]]]"));
    }
    const long asked = count > 2 ? strtol(arguments[2], NULL, 10) : 5;
    const size_t rounds = asked < 1 || asked > MOST_ROUNDS ? 5 : (size_t)asked;
    const double seconds = count > 3 ? strtod(arguments[3], NULL) : 1;
    const size_t way_count = count > 4 ? 3 : 2;
    ways[0] = (Way){.name = "store, SQLite",
                    .place = text_format(arena, "%s/store.db", arguments[1]).bytes};
    ways[1] = (Way){.name = "SQLite, a connection each",
                    .place = text_format(arena, "%s/plain.db", arguments[1]).bytes,
                    .plain = true};
    ways[2] = (Way){.name = "store, PostgreSQL", .place = count > 4 ? arguments[4] : ""};
    for (size_t i = 0; i < READ_ROWS; i++) {
        read_ids[i] = id_new(1764000000000 + (int64_t)i);
    }
    for (size_t i = 0; i < way_count; i++) {
        open_way(arena, &ways[i]);
    }
    for (size_t i = 0; i < LENGTH_OF(writers); i++) {
        const bool more = writers[i] == PROMISED_WRITERS && rounds < PROMISED_ROUNDS;
        compare("write", ways, way_count, (Step[]){store_step_write, plain_step_write},
                writers[i], more ? PROMISED_ROUNDS : rounds, seconds);
    }
    for (size_t i = 0; i < LENGTH_OF(readers); i++) {
        compare("point", ways, way_count, (Step[]){store_step_get, plain_step_get}, readers[i],
                rounds, seconds / 2);
        compare("page", ways, way_count, (Step[]){store_step_page, plain_step_page}, readers[i],
                rounds, seconds / 2);
        compare("feed", ways, way_count, (Step[]){store_step_feed, plain_step_feed}, readers[i],
                rounds, seconds / 2);
    }
    for (size_t i = 0; i < way_count; i++) {
        store_close(&ways[i].store);
    }
    return EXIT_SUCCESS;
}
