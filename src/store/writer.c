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

static void run_job(Session *session, WriteJob *job)
{
    job->outcome = connection_run(session->connection, "SAVEPOINT job", job->problem);
    if (job->outcome != OK) {
        return;
    }
    job->outcome = job->write(session, job->context, job->problem);
    const char *end = job->outcome == OK ? "RELEASE job" : "ROLLBACK TO job; RELEASE job";
    const Outcome ended = connection_run(session->connection, end, job->problem);
    if (job->outcome == OK) {
        job->outcome = ended;
    }
}

static void fail_all(WriteJob *jobs, Outcome outcome, const Problem *problem)
{
    for (WriteJob *job = jobs; job != NULL; job = job->next) {
        if (job->outcome == OK) {
            job->outcome = problem_set(job->problem, outcome, problem->where, "", "%.*s",
                                       TEXT_ARG(problem->detail));
        }
    }
}

static bool any_succeeded(const WriteJob *jobs)
{
    for (const WriteJob *job = jobs; job != NULL; job = job->next) {
        if (job->outcome == OK) {
            return true;
        }
    }
    return false;
}

static Outcome run_transaction(Session *session, WriteJob *jobs, Problem *problem)
{
    session->stop_at = INT64_MAX;
    TRY(connection_run(session->connection, "BEGIN IMMEDIATE", problem));
    for (WriteJob *job = jobs; job != NULL; job = job->next) {
        run_job(session, job);
    }
    session->stop_at = INT64_MAX;
    if (!any_succeeded(jobs)) {
        return connection_run(session->connection, "ROLLBACK", problem);
    }
    TRY(raise_counter(session, problem));
    session->stop_at = INT64_MAX;
    return connection_run(session->connection, "COMMIT", problem);
}

static void commit_group(Store *store, WriteJob *jobs)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    Problem problem = {.arena = arena};
    Session *session = store->writer;
    const Outcome outcome = run_transaction(session, jobs, &problem);
    if (outcome != OK) {
        /* Some errors end the transaction by themselves; then there is nothing to undo. */
        if (sqlite3_get_autocommit(session->connection) == 0) {
            connection_try(session->connection, "ROLLBACK");
        }
        fail_all(jobs, outcome, &problem);
        return;
    }
    int64_t count = 0;
    if (store->on_commit != NULL && any_succeeded(jobs) &&
        store_change_count(session, &count) == OK) {
        store->on_commit(store->on_commit_context, count);
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
