/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Jobs: work that no request waits for (a dump, an import, what must fade). They are rows of
 * the store. A server takes one under a lease and renews it while it works; a server that dies
 * lets the lease run out, and another takes the job, JOB_ATTEMPTS times at most. The end of a
 * job is written in the transaction of what it did, and only by the holder of its lease: a job
 * counts once.
 */
#pragma once

#include "store/store.h"

typedef enum JobState { JOB_WAITING, JOB_RUNNING, JOB_DONE, JOB_FAILED } JobState;
enum { JOB_STATE_COUNT = JOB_FAILED + 1 };

typedef struct Job {
    Id id;
    Text kind;
    Text payload;
    JobState state;
    Moment due;
    int64_t attempts; /* the one under way included */
    Id owner;         /* nil for nobody */
    Moment lease_until;
    Text said; /* the result, or why the last attempt failed */
    Moment created;
    Moment ended; /* 0 while it has not */
} Job;

typedef struct NewJob {
    Id id; /* the same id twice is one job: that is how a nightly job is planned once */
    Text kind;
    Text payload;
    Moment due;
} NewJob;

enum { JOB_ATTEMPTS = 5, JOB_LIST_LIMIT = 200 };

/* Plans a job, in a transaction of the caller. A job of that id that exists is left as it is.
 */
MUST_USE Outcome job_add(Session *session, const NewJob *job, Moment now, Problem *problem);

/* The newest jobs first, at most JOB_LIST_LIMIT, in the arena. */
MUST_USE Outcome job_list(Session *session, Arena *arena, const Job **jobs, size_t *count,
                          Problem *problem);

/* How many jobs are in each state. */
MUST_USE Outcome job_count_states(Session *session, int64_t counts[JOB_STATE_COUNT],
                                  Problem *problem);
Text job_state_name(JobState state); /* "waiting", "running", "done", "failed" */

/* One attempt at a job. */
typedef struct JobRun {
    Store *store;
    Arena *arena; /* of this attempt */
    const Job *job;
    Id owner;
    Moment now;
} JobRun;

/* Takes the next job that is due, or whose lease ran out, for `owner` until `until`. False in
 * `found` when there is none; asking costs a read alone. */
MUST_USE Outcome job_take_next(Store *store, Arena *arena, Id owner, Moment now, Moment until,
                               Job *job, bool *found, Problem *problem);

/* CONFLICT when another holds the lease by now: stop, and write nothing. */
MUST_USE Outcome job_renew(const JobRun *run, Moment until, Problem *problem);

/* Ends the job in the transaction that did its work. CONFLICT when another holds the lease:
 * return it, so that the work is undone with it. */
MUST_USE Outcome job_done(Session *session, const JobRun *run, Text said, Problem *problem);

/* The same in a transaction of its own: for work that wrote nothing else in the store. */
MUST_USE Outcome job_end(const JobRun *run, Text said, Problem *problem);

/* After an attempt that failed: the job waits 2, 4, 8... minutes for the next one, and fails
 * for good after JOB_ATTEMPTS or when the data are INVALID. */
MUST_USE Outcome job_failed(const JobRun *run, Outcome outcome, Text why, Problem *problem);

/* Ended jobs are forgotten after thirty days. */
MUST_USE Outcome job_forget(Session *session, Moment now, Problem *problem);
