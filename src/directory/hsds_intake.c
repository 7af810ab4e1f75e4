/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/hsds_intake.h"

#include "directory/amendment.h"
#include "directory/integrity.h"
#include "directory/twin_held.h"
#include "store/store.h"

enum { ENOUGH_RECORDS = 500 };

struct Intake {
    Session *session;
    RecordPass pass;
    Problem *problem;
    Arena *arena; /* of the set under way */
    HsdsSet *set;
    Integrity integrity;
    uint32_t position; /* of the next record that stands alone */
};

/* -------------------------------------------------------------------------------- written */

static bool was_written(void *context, EntityKind kind, Id id)
{
    const Intake *intake = context;
    return record_set_has(&intake->integrity.seen, kind, id);
}

/* What was written of this record before, so that its further fields and places join it. */
static Outcome fetch_back(void *context, HsdsDraft *draft)
{
    Intake *intake = context;
    Record record = {0};
    TRY(record_get(intake->session, intake->arena, draft->kind, draft->id, &record,
                   intake->problem));
    draft->owner_kind = record.owner_kind;
    draft->owner = record.owner;
    draft->position = record.position;
    json_decref(draft->body);
    draft->body = NULL;
    return json_read(record.body, JSON_FILE_LIMITS, &draft->body, intake->problem);
}

/* -------------------------------------------------------------------------------- writing */

static void open_set(Intake *intake)
{
    intake->arena = arena_new(0);
    intake->set = hsds_set_new(intake->arena, intake->problem);
    intake->set->earlier = (HsdsEarlier){was_written, fetch_back, intake};
}

static void close_set(Intake *intake)
{
    hsds_set_close(&intake->set);
    arena_close(&intake->arena);
}

static Outcome write_draft(Intake *intake, const HsdsDraft *draft)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    const Record record = {
        .kind = draft->kind,
        .id = draft->id,
        .owner_kind = draft->owner_kind,
        .owner = draft->owner,
        .position = draft->position,
        .body = json_canonical(scratch, draft->body),
    };
    TRY(integrity_note(&intake->integrity, draft->kind, draft->id, draft->body, draft->where));
    return record_put(intake->session, &intake->pass, &record, intake->problem);
}

static Outcome write_set(Intake *intake)
{
    hsds_set_adopt(intake->set, &intake->position);
    for (const HsdsDraft *draft = intake->set->first; draft != NULL; draft = draft->next) {
        TRY(write_draft(intake, draft));
    }
    return OK;
}

HsdsSet *intake_set(Intake *intake)
{
    return intake->set;
}

Outcome intake_pause(Intake *intake)
{
    if (hsds_set_count(intake->set) < ENOUGH_RECORDS) {
        return OK;
    }
    TRY(write_set(intake));
    close_set(intake);
    open_set(intake);
    return OK;
}

typedef struct IntakeJob {
    const HsdsImport *import;
    IntakeSource source;
    HsdsCounts counts;
} IntakeJob;

static Outcome read_and_write(Intake *intake, const IntakeSource *source)
{
    TRY(source->read(source->context, intake, intake->problem));
    return write_set(intake);
}

static Outcome run_job(Session *session, void *context, Problem *problem)
{
    IntakeJob *job = context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Intake intake = {.session = session,
                     .pass = record_pass(job->import->origin, job->import->now),
                     .problem = problem,
                     .integrity = integrity_start(arena)};
    TwinHolds holds = {0};
    TRY(twin_holds_read(session, arena, &holds, problem));
    intake.pass.holds = &holds;
    open_set(&intake);
    const Outcome outcome = read_and_write(&intake, &job->source);
    close_set(&intake);
    TRY(outcome);
    job->counts = (HsdsCounts){.records = intake.integrity.seen.count};
    if (job->import->writing == HSDS_REPLACE) {
        TRY(record_prune(session, &intake.pass, &job->counts.removed, problem));
    }
    TRY(amendments_apply(session, &intake.pass, problem));
    TRY(integrity_settle(&intake.integrity, session, problem));
    if (job->counts.removed > 0) {
        TRY(integrity_check_gone(session, problem));
    }
    return job->import->end == NULL ? OK
                                    : job->import->end(session, job->import->end_context,
                                                       job->counts.records, problem);
}

Outcome intake_run(const HsdsImport *import, IntakeSource source, HsdsCounts *counts,
                   Problem *problem)
{
    IntakeJob job = {.import = import, .source = source};
    TRY(store_write(import->store, run_job, &job, problem));
    *counts = job.counts;
    return OK;
}
