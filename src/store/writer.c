/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one writer of a process. Jobs queue up while a commit is under way; the next transaction
 * takes all of them, each under a savepoint of its own, and one fsync makes them durable
 * together. The transaction starts by raising the counter of each territory it writes to: on an
 * engine that several processes share, that row is the territory's lock, so counts are in the
 * order of commits and no reader misses a late one.
 */

#include "crypto/crypto.h"
#include "store/queries.h"
#include "store/store_metrics.h"
#include "store/store_private.h"

/* A lost server is asked for again and again while another takes its place. */
enum { MOST_ATTEMPTS = 60, LOG_LINES_KEPT = 4096, LOG_PRUNED_EVERY = 1024 };

/* Longer than all attempts together: a transaction in doubt finds its line however fast others
 * write meanwhile. */
static const Moment LOG_KEPT_SECONDS = (Moment)60 * 60;

/* What a transaction is known by once its answer was lost. */
typedef struct Mark {
    Id id;
    Text territory;
    int64_t count;
    bool in_doubt; /* its COMMIT was sent and not answered */
} Mark;

/* -------------------------------------------------------------------- counters and the log */

static Outcome raise_counter(Session *session, Text territory, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    session->territory = territory;
    TRY(statement_open(session, &STORE_COUNTER_RAISE, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, UNAVAILABLE, territory, "territory",
                           "it moves to another store: try again");
    }
    session->change_count = column_integer(statement, 0);
    return statement_run(statement, NULL, problem);
}

static Outcome prune_log(Session *session, int64_t count, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    if (count % LOG_PRUNED_EVERY != 0) {
        return OK;
    }
    TRY(statement_open(session, &STORE_LOG_PRUNE, &statement, problem));
    bind_integer(statement, "count", count - LOG_LINES_KEPT);
    bind_integer(statement, "before", now - LOG_KEPT_SECONDS);
    return statement_run(statement, NULL, problem);
}

static Outcome put_in_log(Session *session, Id id, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    const Moment now = moment_now();
    TRY(statement_open(session, &STORE_LOG_PUT, &statement, problem));
    bind_integer(statement, "count", session->change_count);
    bind_id(statement, "id", id);
    bind_integer(statement, "now", now);
    TRY(statement_run(statement, NULL, problem));
    return prune_log(session, session->change_count, now, problem);
}

/* Opens what the mark says and keeps it for the log. */
static Outcome open_territory(Session *session, Text territory, Mark *mark, Problem *problem)
{
    TRY(raise_counter(session, territory, problem));
    TRY(put_in_log(session, mark->id, problem));
    mark->territory = territory;
    mark->count = session->change_count;
    return OK;
}

static void settle_job(WriteJob *job, Outcome outcome, const Problem *problem)
{
    if (outcome != OK) {
        job->outcome = problem_set(job->problem, outcome, problem->where, "", "%.*s",
                                   TEXT_ARG(problem->detail));
    }
    job->settled = true;
}

static void settle(WriteJob *jobs, Outcome outcome, const Problem *problem)
{
    for (WriteJob *job = jobs; job != NULL; job = job->next) {
        if (!job->settled) {
            settle_job(job, outcome, problem);
        }
    }
}

/* The jobs of a territory that is not this store's to write: the others go on. */
static void settle_territory(WriteJob *jobs, Text territory, Outcome outcome,
                             const Problem *problem)
{
    for (WriteJob *job = jobs; job != NULL; job = job->next) {
        if (!job->settled && text_equal(job->territory, territory)) {
            settle_job(job, outcome, problem);
        }
    }
}

/* The smallest territory after `after` that a waiting job writes to: always in the same order,
 * so that two servers never wait for each other. */
static bool next_territory(const WriteJob *jobs, Text after, Text *next)
{
    bool found = false;
    for (const WriteJob *job = jobs; job != NULL; job = job->next) {
        if (!job->settled && text_compare(job->territory, after) > 0 &&
            (!found || text_compare(job->territory, *next) < 0)) {
            *next = job->territory;
            found = true;
        }
    }
    return found;
}

static Outcome open_territories(Session *session, WriteJob *jobs, Mark *mark, Problem *problem)
{
    Text territory = TEXT("");
    while (next_territory(jobs, territory, &territory)) {
        const Outcome outcome = open_territory(session, territory, mark, problem);
        if (outcome != OK && session->failed) {
            return outcome;
        }
        if (outcome != OK) {
            settle_territory(jobs, territory, outcome, problem);
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------------ jobs */

static Outcome refuse_after_failure(const Session *session, Problem *problem)
{
    if (!session->failed) {
        return OK;
    }
    return problem_set(problem, FAILED, TEXT(""), "",
                       "a statement failed and the work went on: nothing was written");
}

static void run_alone(Session *session, WriteJob *job)
{
    session_reset(session);
    session->territory = job->territory;
    job->outcome = job->write(session, job->context, job->problem);
    if (job->outcome == OK) {
        job->outcome = refuse_after_failure(session, job->problem);
    }
}

static void run_beside_others(Session *session, WriteJob *job)
{
    const Engine *engine = session->store->engine;
    job->outcome = engine->command(session, "SAVEPOINT job", job->problem);
    if (job->outcome == OK) {
        run_alone(session, job);
    }
    if (job->outcome == OK) {
        job->outcome = engine->command(session, "RELEASE SAVEPOINT job", job->problem);
    } else if (!engine->transaction_lost(session)) {
        (void)engine->command(session, "ROLLBACK TO SAVEPOINT job", NULL);
        (void)engine->command(session, "RELEASE SAVEPOINT job", NULL);
    }
}

static size_t count_waiting(const WriteJob *jobs)
{
    size_t count = 0;
    for (const WriteJob *job = jobs; job != NULL; job = job->next) {
        count += !job->settled;
    }
    return count;
}

/* Runs each job that has no final outcome yet; says which one took the transaction with it. A
 * job alone needs no savepoint: the transaction is undone with it. SQLite would hold in memory
 * every page that a large one replaces, for the sake of the savepoint. */
static WriteJob *run_jobs(Session *session, WriteJob *jobs)
{
    void (*run)(Session *, WriteJob *) =
        count_waiting(jobs) == 1 ? run_alone : run_beside_others;
    for (WriteJob *job = jobs; job != NULL; job = job->next) {
        if (!job->settled) {
            run(session, job);
            if (session->store->engine->transaction_lost(session)) {
                return job;
            }
            job->settled = job->outcome != OK;
        }
    }
    return NULL;
}

static bool any_waits(const WriteJob *jobs)
{
    return count_waiting(jobs) > 0;
}

static void settle_alone(WriteJob *job)
{
    if (job->outcome == OK) {
        job->outcome = problem_set(job->problem, UNAVAILABLE, TEXT(""), "",
                                   "the transaction was undone by the store");
    }
    job->settled = true;
}

/* ---------------------------------------------------------------------------- transactions */

static Outcome commit(Session *session, Mark *mark, Problem *problem)
{
    mark->in_doubt = true;
    const Outcome outcome = session->store->engine->commit(session, problem);
    mark->in_doubt = outcome != OK && session->store->engine->transaction_lost(session);
    return outcome;
}

/* A transaction whose COMMIT was not answered is in the log, or was never kept. The counter is
 * raised first: a server that still works on the old transaction makes us wait there. A count
 * that was passed and has no line any more tells nothing: the doubt stays. */
static Outcome look_up(Session *session, const Mark *mark, bool *kept, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(raise_counter(session, mark->territory, problem));
    TRY(statement_open(session, &STORE_LOG_GET, &statement, problem));
    bind_integer(statement, "count", mark->count);
    TRY(statement_next(statement, &row, problem));
    if (!row && session->change_count > mark->count) {
        return problem_set(problem, UNAVAILABLE, mark->territory, "store",
                           "what was written is in doubt: its line of the log is gone");
    }
    *kept = row && id_equal(column_id(statement, 0), mark->id);
    return OK;
}

/* What is found may be kept by this server alone: it died before a standby had confirmed, and
 * came back. A commit of ours, which waits for a standby, takes what came before along. */
static Outcome confirm(Session *session, Problem *problem)
{
    TRY(put_in_log(session, id_new(moment_now() * 1000), problem));
    return session->store->engine->commit(session, problem);
}

static Outcome resolve_doubt(Session *session, Mark *mark, bool *kept, Problem *problem)
{
    const Engine *engine = session->store->engine;
    bool found = false;
    session_reset(session);
    TRY(engine->begin(session, problem));
    Outcome outcome = look_up(session, mark, &found, problem);
    if (outcome == OK && found) {
        outcome = confirm(session, problem);
    }
    if (outcome != OK || !found) {
        (void)engine->rollback(session);
    }
    *kept = outcome == OK && found;
    mark->in_doubt = mark->in_doubt && outcome != OK;
    return outcome;
}

typedef enum Attempt {
    ATTEMPT_ENDED, /* every job that took part is settled, or must run again */
    ATTEMPT_AGAIN  /* nothing of it counts; the reason may have gone */
} Attempt;

/* One transaction over what is not settled yet. A job that takes the transaction with it is
 * settled alone; the others keep waiting and run again in the next one. */
static Attempt attempt(Session *session, WriteJob *jobs, Mark *mark, Problem *problem)
{
    const Engine *engine = session->store->engine;
    session_reset(session);
    Outcome outcome = engine->begin(session, problem);
    if (outcome == OK) {
        outcome = open_territories(session, jobs, mark, problem);
    }
    WriteJob *fatal = outcome == OK ? run_jobs(session, jobs) : NULL;
    if (fatal != NULL) {
        mark->count = 0;
        if (engine->recover(session)) {
            return ATTEMPT_AGAIN;
        }
        settle_alone(fatal);
        return ATTEMPT_ENDED;
    }
    const bool keep = outcome == OK && any_waits(jobs);
    session_reset(session);
    if (keep) {
        outcome = commit(session, mark, problem);
    }
    if (!keep || outcome != OK) {
        if (engine->transaction_lost(session)) {
            if (engine->recover(session)) {
                return ATTEMPT_AGAIN;
            }
        } else {
            (void)engine->rollback(session);
        }
        mark->count = 0;
    }
    settle(jobs, outcome, problem);
    return ATTEMPT_ENDED;
}

/* Tries again while the engine says that another run may succeed. True when something was
 * committed. */
static bool run_transaction(Session *session, WriteJob *jobs)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    Problem problem = {.arena = arena};
    Mark mark = {.id = id_new(moment_now() * 1000)};
    Attempt result = ATTEMPT_AGAIN;
    for (int i = 0; i < MOST_ATTEMPTS && result == ATTEMPT_AGAIN; i++) {
        bool kept = false;
        if (mark.in_doubt && resolve_doubt(session, &mark, &kept, &problem) != OK) {
            (void)session->store->engine->recover(session);
            continue;
        }
        if (kept) {
            settle(jobs, OK, &problem);
            return true;
        }
        result = attempt(session, jobs, &mark, &problem);
    }
    if (result == ATTEMPT_AGAIN) {
        problem.detail = mark.in_doubt
                             ? TEXT("the store went away before it answered: what was asked "
                                    "may have been kept; send it again with the same key")
                             : TEXT("the store is not there: nothing was written");
        settle(jobs, UNAVAILABLE, &problem);
    }
    return result == ATTEMPT_ENDED && mark.count > 0;
}

static void announce_commit(Store *store)
{
    (void)pthread_mutex_lock(&store->mutex);
    for (size_t i = 0; i < store->listener_count; i++) {
        store->listeners[i].function(store->listeners[i].context);
    }
    (void)pthread_mutex_unlock(&store->mutex);
}

static void commit_group(Store *store, WriteJob *jobs)
{
    bool committed = false;
    while (any_waits(jobs)) {
        committed = run_transaction(store->writer, jobs) || committed;
    }
    if (committed) {
        announce_commit(store);
    }
}

/* ---------------------------------------------------------------------------------- thread */

static WriteJob *wait_for_jobs(Store *store)
{
    (void)pthread_mutex_lock(&store->mutex);
    while (store->first_job == NULL && !store->stopping) {
        (void)pthread_cond_wait(&store->work, &store->mutex);
    }
    WriteJob *jobs = store->first_job;
    store->first_job = NULL;
    store->last_job = NULL;
    (void)pthread_mutex_unlock(&store->mutex);
    return jobs;
}

static void finish_jobs(Store *store, WriteJob *jobs)
{
    (void)pthread_mutex_lock(&store->mutex);
    for (WriteJob *job = jobs; job != NULL;) {
        WriteJob *next = job->next; /* the job is its caller's again once done is set */
        job->done = true;
        job = next;
    }
    (void)pthread_cond_broadcast(&store->finished);
    (void)pthread_mutex_unlock(&store->mutex);
}

static void *write_until_stopped(void *context)
{
    Store *store = context;
    for (WriteJob *jobs = wait_for_jobs(store); jobs != NULL; jobs = wait_for_jobs(store)) {
        const int64_t started = monotonic_nanoseconds();
        writer_pause(store);
        commit_group(store, jobs);
        writer_resume(store);
        store_metrics_note_group(jobs, started);
        finish_jobs(store, jobs);
    }
    return NULL;
}

void writer_pause(Store *store)
{
    (void)pthread_mutex_lock(&store->writing);
}

void writer_resume(Store *store)
{
    (void)pthread_mutex_unlock(&store->writing);
}

Outcome writer_start(Store *store, Problem *problem)
{
    if (pthread_create(&store->thread, NULL, write_until_stopped, store) != 0) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "", "no thread for the writer");
    }
    store->thread_runs = true;
    return OK;
}

void writer_stop(Store *store)
{
    if (!store->thread_runs) {
        return;
    }
    (void)pthread_mutex_lock(&store->mutex);
    store->stopping = true;
    (void)pthread_cond_signal(&store->work);
    (void)pthread_mutex_unlock(&store->mutex);
    (void)pthread_join(store->thread, NULL);
    store->thread_runs = false;
}

/* ----------------------------------------------------------------------------------- asking */

static void queue_job(Store *store, WriteJob *job)
{
    if (store->last_job == NULL) {
        store->first_job = job;
    } else {
        store->last_job->next = job;
    }
    store->last_job = job;
    gauge_add(&store_metrics.queue, 1);
    (void)pthread_cond_signal(&store->work);
}

Outcome store_write(Store *store, WriteFunction write, void *context, Problem *problem)
{
    Store *root = store->root;
    if (!root->thread_runs) {
        return problem_set(problem, REFUSED, root->path, "store", "opened for reading only");
    }
    WriteJob job = {
        .territory = store->territory, .write = write, .context = context, .problem = problem};
    (void)pthread_mutex_lock(&root->mutex);
    if (root->stopping) {
        (void)pthread_mutex_unlock(&root->mutex);
        return problem_set(problem, UNAVAILABLE, root->path, "store", "closing");
    }
    queue_job(root, &job);
    while (!job.done) {
        (void)pthread_cond_wait(&root->finished, &root->mutex);
    }
    (void)pthread_mutex_unlock(&root->mutex);
    return job.outcome;
}

void store_on_commit(Store *store, CommitFunction function, void *context)
{
    Store *root = store->root;
    (void)pthread_mutex_lock(&root->mutex);
    if (root->listener_count == STORE_LISTENER_LIMIT) {
        abort(); /* the composition of the program asks for more than it may */
    }
    root->listeners[root->listener_count++] = (Listener){function, context};
    (void)pthread_mutex_unlock(&root->mutex);
}

void store_off_commit(Store *store, void *context)
{
    Store *root = store->root;
    (void)pthread_mutex_lock(&root->mutex);
    for (size_t i = 0; i < root->listener_count; i++) {
        if (root->listeners[i].context == context) {
            root->listeners[i] = root->listeners[--root->listener_count];
        }
    }
    (void)pthread_mutex_unlock(&root->mutex);
}
