/* SPDX-License-Identifier: EUPL-1.2 */
/* A referral moved: whom it concerns, and the number of the event for each of them. */
#include "fhir/fhir_hook_job.h"
#include "fhir/queries.h"
#include "referral/referral_watch.h"

Outcome hook_plan(Session *session, Arena *arena, const HookPlan *plan, Moment now,
                  Problem *problem)
{
    const Text id = id_format(arena, plan->hook);
    const Text name =
        text_format(arena, "%.*s %s %lld", TEXT_ARG(id), plan->what, (long long)plan->number);
    const NewJob job = {.id = id_from_name(TEXT(FHIR_HOOK_JOB), name),
                        .kind = TEXT(FHIR_HOOK_JOB),
                        .payload = id,
                        .due = plan->due};
    return job_add(session, &job, now, problem);
}

typedef struct Moved {
    const JobRun *run;
    Session *session;
    Id referral;
    Problem *problem;
} Moved;

static Outcome list_hooks(const Moved *moved, Id house, FhirIds *hooks)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(moved->session, &FHIR_HOOK_OF_HOUSE, &statement, moved->problem));
    bind_id(statement, "house", house);
    TRY(statement_next(statement, &row, moved->problem));
    while (row) {
        LIST_APPEND(moved->run->arena, hooks, column_id(statement, 0));
        TRY(statement_next(statement, &row, moved->problem));
    }
    return OK;
}

/* The row is held until the commit, so that no other event takes the number. */
static Outcome take_number(const Moved *moved, Id hook, int64_t *number, bool *is_open)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(moved->session, &FHIR_HOOK_NUMBER, &statement, moved->problem));
    bind_id(statement, "id", hook);
    TRY(statement_next(statement, is_open, moved->problem));
    *number = *is_open ? column_integer(statement, 0) : 0;
    return OK;
}

static Outcome add_event(const Moved *moved, Id hook, int64_t number)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(moved->session, &FHIR_EVENT_ADD, &statement, moved->problem));
    bind_id(statement, "subscription", hook);
    bind_integer(statement, "number", number);
    bind_id(statement, "referral", moved->referral);
    bind_integer(statement, "now", moved->run->now);
    return statement_run(statement, NULL, moved->problem);
}

static Outcome note_for(const Moved *moved, Id hook)
{
    int64_t number = 0;
    bool is_open = false;
    TRY(take_number(moved, hook, &number, &is_open));
    if (!is_open) {
        return OK;
    }
    const HookPlan plan = {hook, "event", number, moved->run->now};
    TRY(add_event(moved, hook, number));
    return hook_plan(moved->session, moved->run->arena, &plan, moved->run->now, moved->problem);
}

static Outcome note_for_house(const Moved *moved, Id house)
{
    FhirIds hooks = {0};
    if (id_is_nil(house)) {
        return OK;
    }
    TRY(list_hooks(moved, house, &hooks));
    for (size_t i = 0; i < hooks.count; i++) {
        TRY(note_for(moved, hooks.items[i]));
    }
    return OK;
}

static Outcome note_all(Session *session, void *context, Problem *problem)
{
    const JobRun *run = context;
    Moved moved = {.run = run, .session = session, .problem = problem};
    ReferralSides sides = {0};
    bool found = false;
    if (id_parse(run->job->payload, &moved.referral)) {
        TRY(referral_sides(session, moved.referral, &sides, &found, problem));
    }
    if (found) {
        TRY(note_for_house(&moved, sides.sender));
        if (!id_equal(sides.sender, sides.target)) {
            TRY(note_for_house(&moved, sides.target));
        }
    }
    return job_done(session, run, TEXT(""), problem);
}

Outcome hook_note_moved(const JobRun *run, Problem *problem)
{
    return store_write(run->store, note_all, (void *)(uintptr_t)run, problem);
}
