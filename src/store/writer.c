/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one writer. Jobs queue up while a commit is under way; the next transaction takes all of
 * them, each under a savepoint of its own, and one fsync makes them durable together.
 */
#include "store/queries.h"
#include "store/store_private.h"

static Outcome raise_counter(Session *session, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_COUNTER_RAISE, &statement, problem));
    bind_text(statement, "territory", STORE_TERRITORY);
    return statement_run(statement, NULL, problem);
}

/* A full disk, a failing one or a deadline inside a statement that writes make the engine undo
 * the whole transaction by itself, the work of the other jobs with it. */
static bool transaction_is_lost(const Session *session)
{
    return sqlite3_get_autocommit(session->connection) != 0;
}

static void run_job(Session *session, WriteJob *job)
{
    session_reset_deadline(session);
    job->outcome = connection_run(session->connection, "SAVEPOINT job", job->problem);
    if (job->outcome != OK) {
        return;
    }
    job->outcome = job->write(session, job->context, job->problem);
    if (job->outcome == OK) {
        job->outcome = connection_run(session->connection, "RELEASE job", job->problem);
    } else if (!transaction_is_lost(session)) {
        connection_try(session->connection, "ROLLBACK TO job; RELEASE job");
    }
}

/* Runs each job that has no final outcome yet; says which one took the transaction with it. */
static WriteJob *run_jobs(Session *session, WriteJob *jobs)
{
    for (WriteJob *job = jobs; job != NULL; job = job->next) {
        if (!job->settled) {
            run_job(session, job);
            if (transaction_is_lost(session)) {
                return job;
            }
            job->settled = job->outcome != OK;
        }
    }
    return NULL;
}

static bool any_waits(const WriteJob *jobs)
{
    for (const WriteJob *job = jobs; job != NULL; job = job->next) {
        if (!job->settled) {
            return true;
        }
    }
    return false;
}

static void settle(WriteJob *jobs, Outcome outcome, const Problem *problem)
{
    for (WriteJob *job = jobs; job != NULL; job = job->next) {
        if (!job->settled && outcome != OK) {
            job->outcome = problem_set(job->problem, outcome, problem->where, "", "%.*s",
                                       TEXT_ARG(problem->detail));
        }
        job->settled = true;
    }
}

static Outcome end_transaction(Session *session, bool keep, Problem *problem)
{
    session_reset_deadline(session);
    if (!keep) {
        return connection_run(session->connection, "ROLLBACK", problem);
    }
    TRY(raise_counter(session, problem));
    return connection_run(session->connection, "COMMIT", problem);
}

/* One transaction over what is not settled yet. A job that takes the transaction with it is
 * settled alone; the others keep waiting and run again in the next one. */
static void run_transaction(Session *session, WriteJob *jobs, bool *committed)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    Problem problem = {.arena = arena};
    session_reset_deadline(session);
    Outcome outcome = connection_run(session->connection, "BEGIN IMMEDIATE", &problem);
    if (outcome == OK) {
        WriteJob *fatal = run_jobs(session, jobs);
        if (fatal != NULL) {
            if (fatal->outcome == OK) {
                fatal->outcome = problem_set(fatal->problem, UNAVAILABLE, TEXT(""), "",
                                             "the transaction was undone by the store");
            }
            fatal->settled = true;
            return;
        }
        *committed = any_waits(jobs);
        outcome = end_transaction(session, *committed, &problem);
    }
    if (outcome != OK) {
        *committed = false;
        if (!transaction_is_lost(session)) {
            connection_try(session->connection, "ROLLBACK");
        }
    }
    settle(jobs, outcome, &problem);
}

static void announce_commit(Store *store)
{
    (void)pthread_mutex_lock(&store->mutex);
    const CommitFunction on_commit = store->on_commit;
    void *context = store->on_commit_context;
    (void)pthread_mutex_unlock(&store->mutex);
    int64_t count = 0;
    if (on_commit != NULL && store_change_count(store->writer, &count) == OK) {
        on_commit(context, count);
    }
}

static void commit_group(Store *store, WriteJob *jobs)
{
    bool committed = false;
    while (any_waits(jobs)) {
        run_transaction(store->writer, jobs, &committed);
    }
    if (committed) {
        announce_commit(store);
    }
}

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
        writer_pause(store);
        commit_group(store, jobs);
        writer_resume(store);
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

/* The one connection that moves the log into the file: every thousand pages, and when the store
 * closes. A log that a large import made long is cut back to 64 MiB. */
static Outcome take_charge_of_log(sqlite3 *connection, Problem *problem)
{
    (void)sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return connection_run(
        connection, "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864",
        problem);
}

Outcome writer_start(Store *store, Problem *problem)
{
    TRY(take_charge_of_log(store->writer->connection, problem));
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

Outcome store_write(Store *store, WriteFunction write, void *context, Problem *problem)
{
    if (!store->thread_runs) {
        return problem_set(problem, REFUSED, store->path, "store", "opened for reading only");
    }
    WriteJob job = {.write = write, .context = context, .problem = problem};
    (void)pthread_mutex_lock(&store->mutex);
    if (store->stopping) {
        (void)pthread_mutex_unlock(&store->mutex);
        return problem_set(problem, UNAVAILABLE, store->path, "store", "closing");
    }
    if (store->last_job == NULL) {
        store->first_job = &job;
    } else {
        store->last_job->next = &job;
    }
    store->last_job = &job;
    (void)pthread_cond_signal(&store->work);
    while (!job.done) {
        (void)pthread_cond_wait(&store->finished, &store->mutex);
    }
    (void)pthread_mutex_unlock(&store->mutex);
    return job.outcome;
}

void store_on_commit(Store *store, CommitFunction function, void *context)
{
    (void)pthread_mutex_lock(&store->mutex);
    store->on_commit = function;
    store->on_commit_context = context;
    (void)pthread_mutex_unlock(&store->mutex);
}
