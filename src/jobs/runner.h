/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The thread of a server that does the jobs: it looks every second for one that is due, runs it
 * and renews its lease meanwhile. Kinds that come back are planned by every server, under an id
 * made of the kind and the period: the first to plan one plans it for all.
 */
#pragma once

#include "jobs/job.h"
#include "metrics/metrics.h"

typedef Outcome (*JobFunction)(const JobRun *run, void *context, Problem *problem);

typedef struct JobKind {
    const char *name;
    JobFunction run; /* ends its work with job_done in its own transaction */
    int64_t every;   /* seconds between two of them; 0 for a kind that is asked for */
} JobKind;

typedef struct RunnerSettings {
    Store *(*store_of)(const void *place); /* asked each time: a territory may move */
    const void *place;
    const JobKind *kinds;
    size_t kind_count;
    void *context;         /* of the functions */
    int64_t lease_seconds; /* how long a dead server keeps a job from the others */
} RunnerSettings;

typedef struct Runner Runner;

/* Starts the thread. The settings' place and kinds outlive the runner. */
MUST_USE Outcome runner_start(const RunnerSettings *settings, Runner **runner,
                              Problem *problem);

/* Jobs this process ran. */
extern const MetricTable JOB_METRICS;

/* Waits for the job under way to end. */
void runner_stop(Runner **runner);
