/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/gap.h"

#include "directory/queries.h"
#include "store/store.h"

typedef struct GapJob {
    Text day;
    Text postal_code;
    Text reason;
    Text needs[PLAN_MAX_NEEDS];
    size_t need_count;
} GapJob;

static Outcome add_gap(Session *session, const GapJob *job, Text need, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_GAP_ADD, &statement, problem));
    bind_text(statement, "day", job->day);
    bind_text(statement, "need", need);
    bind_text(statement, "postal_code", job->postal_code);
    bind_text(statement, "reason", job->reason);
    return statement_run(statement, NULL, problem);
}

static Outcome add_gaps(Session *session, void *context, Problem *problem)
{
    const GapJob *job = context;
    for (size_t i = 0; i < job->need_count; i++) {
        TRY(add_gap(session, job, job->needs[i], problem));
    }
    return OK;
}

static void write_gaps(struct Store *store, GapJob *job)
{
    if (job->need_count > 0 && store_write(store, add_gaps, job, NULL) != OK) {
        job->need_count = 0;
    }
}

void gap_note_plan(struct Store *store, const Network *network, const Situation *situation,
                   const MatchAnswer *answer)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    GapJob job = {
        .day = date_format(arena, moment_to_local(situation->at).date),
        .postal_code = situation->postal_code,
        .reason = TEXT("plan"),
    };
    for (size_t i = 0; i < answer->best.gap_count; i++) {
        const uint32_t need = situation->needs[answer->best.gaps[i].need].need;
        job.needs[job.need_count++] = network->catalogue->needs->terms[need].code;
    }
    write_gaps(store, &job);
}

void gap_note_search(struct Store *store, const Network *network, const SearchResult *result,
                     Text postal_code, Moment now)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    GapJob job = {
        .day = date_format(arena, moment_to_local(now).date),
        .postal_code = postal_code,
        .reason = TEXT("search"),
    };
    if (!result->is_gap) {
        return;
    }
    for (size_t i = 0; i < result->need_count; i++) {
        job.needs[job.need_count++] = network->catalogue->needs->terms[result->needs[i]].code;
    }
    if (result->need_count == 0) {
        job.needs[job.need_count++] = TEXT("unknown");
    }
    write_gaps(store, &job);
}
