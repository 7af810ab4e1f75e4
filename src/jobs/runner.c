/* SPDX-License-Identifier: EUPL-1.2 */
#include "jobs/runner.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/log.h"
#include "base/ticker.h"
#include "crypto/crypto.h"

struct Runner {
    RunnerSettings settings;
    Id owner;
    Moment planned; /* up to when */
    Ticker *worker;
    Ticker *keeper; /* renews the lease of the job under way */
    pthread_mutex_t mutex;
    const JobRun *held; /* the job under way, for the keeper */
    int64_t counted[JOB_STATE_COUNT];
};

enum { LOOK_MILLISECONDS = 1000 };

static Gauge running;
static Gauge in_state[JOB_STATE_COUNT]; /* in the stores of all runners, as last looked at */
static Counter done;
static Counter failed;

static void write_ended(Buffer *out, const Family *family)
{
    family_write_count(out, family, TEXT("result=\"done\""), counter_get(&done));
    family_write_count(out, family, TEXT("result=\"failed\""), counter_get(&failed));
}

static void write_states(Buffer *out, const Family *family)
{
    for (size_t i = 0; i < JOB_STATE_COUNT; i++) {
        char label[32];
        const Text name = job_state_name((JobState)i);
        const int length = snprintf(label, sizeof label, "state=\"%.*s\"", TEXT_ARG(name));
        family_write_level(out, family, text_of(label, (size_t)length),
                           (double)gauge_get(&in_state[i]));
    }
}

static const Family families[] = {
    {.kind = FAMILY_GAUGE,
     .name = "seuil_store_jobs",
     .help = "Jobs of the served territories, whichever server runs them, by state.",
     .write = write_states},
    {.kind = FAMILY_GAUGE,
     .name = "seuil_jobs_running",
     .help = "Jobs under way in this process.",
     .gauge = &running    },
    {.kind = FAMILY_COUNTER,
     .name = "seuil_jobs",
     .help = "Attempts at jobs that ended, by result.",
     .write = write_ended },
};

const MetricTable JOB_METRICS = {families, LENGTH_OF(families)};

/* The store may be away for a moment; the next look finds it again. */
static void note_failure(Outcome outcome, const char *event, Text kind)
{
    if (outcome != OK) {
        log_event(LOG_WARNING, event, "%.*s: %.*s", TEXT_ARG(kind),
                  TEXT_ARG(outcome_name(outcome)));
    }
}

static Store *store_of(const Runner *runner)
{
    return runner->settings.store_of(runner->settings.place);
}

/* ------------------------------------------------------------------------------- planning */

typedef struct Plan {
    const JobKind *kind;
    Moment now;
} Plan;

static Outcome plan(Session *session, void *context, Problem *problem)
{
    const Plan *wanted = context;
    char period[24];
    (void)snprintf(period, sizeof period, "%lld",
                   (long long)(wanted->now / wanted->kind->every));
    const NewJob job = {
        .id = id_from_name(text_from(wanted->kind->name), text_from(period)),
        .kind = text_from(wanted->kind->name),
        .payload = TEXT(""),
        .due = wanted->now,
    };
    return job_add(session, &job, wanted->now, problem);
}

/* Only at the start of a period that this server has not planned yet, so that an idle server
 * writes nothing. */
static void plan_all(Runner *runner, Moment now)
{
    for (size_t i = 0; i < runner->settings.kind_count; i++) {
        const JobKind *kind = &runner->settings.kinds[i];
        if (kind->every > 0 && runner->planned / kind->every != now / kind->every) {
            Plan wanted = {kind, now};
            note_failure(store_write(store_of(runner), plan, &wanted, NULL), "job_not_planned",
                         text_from(kind->name));
        }
    }
    runner->planned = now;
}

/* -------------------------------------------------------------------------------- running */

static void hold(Runner *runner, const JobRun *run)
{
    (void)pthread_mutex_lock(&runner->mutex);
    runner->held = run;
    (void)pthread_mutex_unlock(&runner->mutex);
}

static const JobKind *kind_of(const Runner *runner, Text name)
{
    for (size_t i = 0; i < runner->settings.kind_count; i++) {
        if (text_equal(text_from(runner->settings.kinds[i].name), name)) {
            return &runner->settings.kinds[i];
        }
    }
    return NULL;
}

static Outcome run_one(Runner *runner, const JobRun *run, Problem *problem)
{
    const JobKind *kind = kind_of(runner, run->job->kind);
    if (kind == NULL) {
        return problem_set(problem, INVALID, run->job->kind, "kind",
                           "this program knows no job of this kind");
    }
    /* A job that ends the server that runs it would end one server after the other. */
    if (run->job->attempts > JOB_ATTEMPTS) {
        return problem_set(problem, INVALID, run->job->kind, "",
                           "%d servers took it and none of them ended it", JOB_ATTEMPTS);
    }
    return kind->run(run, runner->settings.context, problem);
}

static void run_and_settle(Runner *runner, const JobRun *run)
{
    Problem problem = {.arena = run->arena};
    const int64_t started = monotonic_nanoseconds();
    hold(runner, run);
    gauge_add(&running, 1);
    const Outcome outcome = run_one(runner, run, &problem);
    gauge_add(&running, -1);
    counter_add(outcome == OK ? &done : &failed, 1);
    hold(runner, NULL);
    const long long milliseconds = (long long)(monotonic_nanoseconds() - started) / 1000000;
    if (outcome == OK) {
        log_event(LOG_INFO, "job_done", "%.*s in %lld ms", TEXT_ARG(run->job->kind),
                  milliseconds);
        return;
    }
    log_event(LOG_ERROR, "job_failed", "%.*s: %.*s", TEXT_ARG(run->job->kind),
              TEXT_ARG(problem.detail));
    if (outcome != CONFLICT) {
        note_failure(job_failed(run, outcome, problem.detail, NULL), "job_not_settled",
                     run->job->kind);
    }
}

/* False when nothing was due. */
static bool run_next(Runner *runner)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Job job = {0};
    bool found = false;
    const Moment now = moment_now();
    if (job_take_next(store_of(runner), arena, runner->owner, now,
                      now + runner->settings.lease_seconds, &job, &found, NULL) != OK ||
        !found) {
        return false;
    }
    const JobRun run = {store_of(runner), arena, &job, runner->owner, now};
    run_and_settle(runner, &run);
    return true;
}

static void note_states(Runner *runner, const int64_t counts[JOB_STATE_COUNT])
{
    for (size_t i = 0; i < JOB_STATE_COUNT; i++) {
        gauge_add(&in_state[i], counts[i] - runner->counted[i]);
        runner->counted[i] = counts[i];
    }
}

static void count_states(Runner *runner)
{
    Session *session SCOPED(session_end) = NULL;
    int64_t counts[JOB_STATE_COUNT];
    if (store_read_stale(store_of(runner), &session, NULL) == OK &&
        job_count_states(session, counts, NULL) == OK) {
        note_states(runner, counts);
    }
}

static void work(void *context)
{
    Runner *runner = context;
    plan_all(runner, moment_now());
    while (!ticker_is_stopping(runner->worker) && run_next(runner)) {
    }
    count_states(runner);
}

static bool copy_held(Runner *runner, Job *job)
{
    (void)pthread_mutex_lock(&runner->mutex);
    const bool held = runner->held != NULL;
    if (held) {
        job->id = runner->held->job->id;
    }
    (void)pthread_mutex_unlock(&runner->mutex);
    return held;
}

static void keep_lease(void *context)
{
    Runner *runner = context;
    Job job = {0};
    if (copy_held(runner, &job)) {
        const JobRun held = {.store = store_of(runner), .job = &job, .owner = runner->owner};
        note_failure(job_renew(&held, moment_now() + runner->settings.lease_seconds, NULL),
                     "lease_not_renewed", TEXT(""));
    }
}

/* ------------------------------------------------------------------------ start and stop */

static Outcome start_threads(Runner *runner, Problem *problem)
{
    const int64_t third = runner->settings.lease_seconds * 1000 / 3;
    const TickerSettings worker = {"for the jobs", LOOK_MILLISECONDS, work, runner,
                                   .at_once = true};
    const TickerSettings keeper = {"for the leases", third, keep_lease, runner, false};
    TRY(ticker_start(&keeper, &runner->keeper, problem));
    return ticker_start(&worker, &runner->worker, problem);
}

Outcome runner_start(const RunnerSettings *settings, Runner **runner, Problem *problem)
{
    Runner *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->settings = *settings;
    made->owner = id_new(moment_now() * 1000);
    (void)pthread_mutex_init(&made->mutex, NULL);
    const Outcome outcome = start_threads(made, problem);
    if (outcome != OK) {
        runner_stop(&made);
        return outcome;
    }
    *runner = made;
    return OK;
}

void runner_stop(Runner **runner)
{
    Runner *stopped = *runner;
    *runner = NULL;
    if (stopped == NULL) {
        return;
    }
    ticker_stop(&stopped->worker);
    ticker_stop(&stopped->keeper);
    note_states(stopped, (const int64_t[JOB_STATE_COUNT]){0});
    (void)pthread_mutex_destroy(&stopped->mutex);
    free(stopped);
}
