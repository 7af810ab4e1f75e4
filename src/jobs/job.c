/* SPDX-License-Identifier: EUPL-1.2 */
#include "jobs/job.h"

#include "base/list.h"
#include "jobs/queries.h"

static const Moment FORGOTTEN_AFTER = (Moment)30 * 24 * 60 * 60;

static const Text states[] = {
    [JOB_WAITING] = TEXT_INIT("waiting"),
    [JOB_RUNNING] = TEXT_INIT("running"),
    [JOB_DONE] = TEXT_INIT("done"),
    [JOB_FAILED] = TEXT_INIT("failed"),
};

Text job_state_name(JobState state)
{
    return states[state];
}

static JobState state_of(Text name)
{
    for (size_t i = 0; i < LENGTH_OF(states); i++) {
        if (text_equal(states[i], name)) {
            return (JobState)i;
        }
    }
    return JOB_FAILED;
}

Outcome job_add(Session *session, const NewJob *job, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOB_PUT, &statement, problem));
    bind_id(statement, "id", job->id);
    bind_text(statement, "kind", job->kind);
    bind_text(statement, "payload", job->payload);
    bind_integer(statement, "due", job->due);
    bind_blob(statement, "nobody", "", 0);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

Outcome job_count_states(Session *session, int64_t counts[JOB_STATE_COUNT], Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    for (size_t i = 0; i < JOB_STATE_COUNT; i++) {
        counts[i] = 0;
    }
    TRY(statement_open(session, &JOB_STATES, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        counts[state_of(column_text(statement, 0))] = column_integer(statement, 1);
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

Outcome job_list(Session *session, Arena *arena, const Job **jobs, size_t *count,
                 Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    Job *list = arena_allocate_array(arena, JOB_LIST_LIMIT, sizeof *list);
    bool row = false;
    *count = 0;
    *jobs = list;
    TRY(statement_open(session, &JOB_EACH, &statement, problem));
    bind_integer(statement, "most", JOB_LIST_LIMIT);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        list[(*count)++] = (Job){
            .id = column_id(statement, 0),
            .kind = text_copy(arena, column_text(statement, 1)),
            .payload = text_copy(arena, column_text(statement, 2)),
            .state = state_of(column_text(statement, 3)),
            .due = column_integer(statement, 4),
            .attempts = column_integer(statement, 5),
            .owner = column_id(statement, 6),
            .lease_until = column_integer(statement, 7),
            .said = text_copy(arena, column_text(statement, 8)),
            .created = column_integer(statement, 9),
            .ended = column_integer(statement, 10),
        };
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

/* --------------------------------------------------------------------------------- taking */

typedef struct Taking {
    Arena *arena;
    Id owner;
    Moment now;
    Moment until;
    Job *job;
    bool found;
} Taking;

static Outcome find_next(Session *session, Taking *taking, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOB_NEXT, &statement, problem));
    bind_integer(statement, "now", taking->now);
    TRY(statement_next(statement, &taking->found, problem));
    if (taking->found) {
        *taking->job = (Job){
            .id = column_id(statement, 0),
            .kind = text_copy(taking->arena, column_text(statement, 1)),
            .payload = text_copy(taking->arena, column_text(statement, 2)),
            .state = JOB_RUNNING,
            .attempts = column_integer(statement, 3) + 1,
            .owner = taking->owner,
            .lease_until = taking->until,
        };
    }
    return OK;
}

static Outcome take(Session *session, void *context, Problem *problem)
{
    Taking *taking = context;
    TRY(find_next(session, taking, problem));
    if (!taking->found) {
        return OK; /* another server was faster */
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOB_TAKE, &statement, problem));
    bind_id(statement, "id", taking->job->id);
    bind_id(statement, "owner", taking->owner);
    bind_integer(statement, "until", taking->until);
    return statement_run(statement, NULL, problem);
}

Outcome job_take_next(Store *store, Arena *arena, Id owner, Moment now, Moment until, Job *job,
                      bool *found, Problem *problem)
{
    Taking taking = {arena, owner, now, until, job, false};
    Session *session SCOPED(session_end) = NULL;
    *found = false;
    TRY(store_read(store, &session, problem));
    TRY(find_next(session, &taking, problem));
    session_end(&session);
    if (taking.found) {
        TRY(store_write(store, take, &taking, problem));
    }
    *found = taking.found;
    return OK;
}

/* -------------------------------------------------------------------------------- holding */

static Outcome lease_lost(const JobRun *run, Problem *problem)
{
    return problem_set(problem, CONFLICT, run->job->kind, "",
                       "another server took the job over: what was done here is undone");
}

typedef struct Renewal {
    const JobRun *run;
    Moment until;
} Renewal;

static Outcome renew(Session *session, void *context, Problem *problem)
{
    const Renewal *renewal = context;
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t changed = 0;
    TRY(statement_open(session, &JOB_RENEW, &statement, problem));
    bind_id(statement, "id", renewal->run->job->id);
    bind_id(statement, "owner", renewal->run->owner);
    bind_integer(statement, "until", renewal->until);
    TRY(statement_run(statement, &changed, problem));
    return changed == 1 ? OK : lease_lost(renewal->run, problem);
}

Outcome job_renew(const JobRun *run, Moment until, Problem *problem)
{
    Renewal renewal = {run, until};
    return store_write(run->store, renew, &renewal, problem);
}

/* --------------------------------------------------------------------------------- ending */

typedef struct Ending {
    const JobRun *run;
    JobState state;
    Moment due;
    Moment ended;
    Text said;
} Ending;

static Outcome settle(Session *session, void *context, Problem *problem)
{
    const Ending *ending = context;
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t changed = 0;
    TRY(statement_open(session, &JOB_SETTLE, &statement, problem));
    bind_id(statement, "id", ending->run->job->id);
    bind_id(statement, "owner", ending->run->owner);
    bind_text(statement, "state", states[ending->state]);
    bind_integer(statement, "due", ending->due);
    bind_blob(statement, "nobody", "", 0);
    bind_text(statement, "said", ending->said);
    bind_integer(statement, "ended", ending->ended);
    TRY(statement_run(statement, &changed, problem));
    return changed == 1 ? OK : lease_lost(ending->run, problem);
}

Outcome job_done(Session *session, const JobRun *run, Text said, Problem *problem)
{
    Ending ending = {run, JOB_DONE, run->now, run->now, said};
    return settle(session, &ending, problem);
}

Outcome job_end(const JobRun *run, Text said, Problem *problem)
{
    Ending ending = {run, JOB_DONE, run->now, run->now, said};
    return store_write(run->store, settle, &ending, problem);
}

Outcome job_failed(const JobRun *run, Outcome outcome, Text why, Problem *problem)
{
    const int64_t attempts = run->job->attempts;
    const bool for_good = outcome == INVALID || attempts >= JOB_ATTEMPTS;
    Ending ending = {run, JOB_FAILED, run->now, run->now, why};
    if (!for_good) {
        ending = (Ending){run, JOB_WAITING, run->now + (INT64_C(60) << attempts), 0, why};
    }
    return store_write(run->store, settle, &ending, problem);
}

Outcome job_forget(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &JOB_FORGET, &statement, problem));
    bind_integer(statement, "before", now - FORGOTTEN_AFTER);
    return statement_run(statement, NULL, problem);
}
