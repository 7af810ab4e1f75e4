/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/push.h"

#include "access/journal.h"
#include "offline/conflict.h"
#include "offline/queries.h"
#include "people/optional_id.h"

/* One operation on its way. */
typedef struct Step {
    Pushing *pushing;
    Applying doing;
    size_t notes_before; /* lines of the journal that were there before */
    Outcome outcome;     /* of a first run that was undone */
    Problem problem;     /* of it */
    PushAnswer made;
} Step;

/* ---------------------------------------------------------------------------------- answers */

static OperationAnswer read_answer(Arena *arena, const Statement *statement)
{
    return (OperationAnswer){
        .result = operation_result_parse(column_text(statement, 1)),
        .because = text_copy(arena, column_text(statement, 2)),
        .field = text_copy(arena, column_text(statement, 3)),
        .detail = text_copy(arena, column_text(statement, 4)),
        .revision = column_integer(statement, 5),
        .target = column_id(statement, 6),
        .double_flag = double_flag_parse(column_text(statement, 7)),
    };
}

/* Of another device it tells nothing but that it is taken. */
static Outcome find_answer(Step *step, bool *found)
{
    Access *access = step->pushing->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OP_IN_GET, &statement, access->problem));
    bind_id(statement, "op", step->doing.operation->op);
    TRY(statement_next(statement, found, access->problem));
    if (!*found) {
        return OK;
    }
    const bool is_own = id_equal(column_id(statement, 0), step->pushing->delivery->device);
    step->made.answer =
        is_own ? read_answer(access->arena, statement)
               : (OperationAnswer){.result = RESULT_REFUSED,
                                   .because = TEXT("taken"),
                                   .field = TEXT("op"),
                                   .detail = TEXT("another device used this identifier")};
    return OK;
}

static Outcome keep_answer(const Step *step)
{
    const Access *access = step->pushing->access;
    const OperationAnswer *answer = &step->made.answer;
    const Operation *operation = step->doing.operation;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OP_IN_PUT, &statement, access->problem));
    bind_id(statement, "op", operation->op);
    bind_id(statement, "device", step->pushing->delivery->device);
    bind_text(statement, "kind", operation->kind);
    bind_text(statement, "result", operation_result_code(answer->result));
    bind_text(statement, "because", answer->because);
    bind_text(statement, "field", answer->field);
    bind_text(statement, "detail", answer->detail);
    bind_integer(statement, "revision", answer->revision);
    bind_optional_id(statement, "target", answer->target);
    bind_text(statement, "likeness", double_flag_code(answer->double_flag));
    bind_integer(statement, "said", operation->said);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome write_journal(const Step *step)
{
    const Access *access = step->pushing->access;
    return journal_append(access->session, access->caller.account, access->now,
                          access->notes.items, access->notes.count, access->problem);
}

/* An answer is forgotten by the moment that its operation bears. What is older would act a
 * second time, and so would later what is far ahead. */
static Outcome require_time(const Step *step)
{
    const Access *access = step->pushing->access;
    const Moment made = id_milliseconds(step->doing.operation->op) / 1000;
    return made >= access->now - OPERATION_OLDEST && made <= access->now + OPERATION_AHEAD
               ? OK
               : problem_set(access->problem, REFUSED, TEXT("body"), "op",
                             "it was made too long ago, or ahead of its time: set the clock "
                             "and send it under another identifier");
}

Outcome push_forget(Session *session, Moment now, Problem *problem)
{
    static const uint8_t zeros[10];
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &OP_IN_FORGET, &statement, problem));
    bind_id(statement, "before", id_from_time((now - OPERATION_KEPT) * 1000, zeros));
    return statement_run(statement, NULL, problem);
}

/* ---------------------------------------------------------------------------------- doing */

static Outcome require_device(Step *step)
{
    Device device = {0};
    Pushing *pushing = step->pushing;
    TRY(device_find(pushing->access, pushing->delivery->device, &device));
    pushing->is_revoked = device.revoked != 0;
    return pushing->is_revoked
               ? problem_set(pushing->access->problem, REFUSED, TEXT("body"), "device",
                             "this device was revoked: it is to forget all it holds")
               : OK;
}

/* May run again from the start, so the lines of a first time are taken back. */
static Outcome run_once(Session *session, void *context, Problem *problem)
{
    Step *step = context;
    Access *access = step->pushing->access;
    bool is_known = false;
    (void)problem; /* the access has its own */
    access->session = session;
    access->notes.count = step->notes_before;
    TRY(require_device(step));
    TRY(find_answer(step, &is_known));
    if (is_known) {
        return OK;
    }
    TRY(require_time(step));
    TRY(operation_apply(&step->doing));
    step->made.answer = step->doing.answer;
    TRY(keep_answer(step));
    return write_journal(step);
}

/* ------------------------------------------------------------------------------- refusals */

static bool is_conflict(const Step *step)
{
    return step->outcome == CONFLICT && !id_is_nil(step->doing.standing.person) &&
           step->doing.standing.field.length > 0 && step->pushing->access->keyring != NULL;
}

static Text because_of(const Step *step)
{
    switch (step->outcome) {
    case NOT_FOUND:
        return TEXT("not_found");
    case REFUSED:
        if (text_equal(step->problem.field, TEXT("op"))) {
            return TEXT("out_of_time");
        }
        return text_equal(step->problem.field, TEXT("kind")) ? TEXT("online_only")
                                                             : TEXT("not_allowed");
    case CONFLICT:
        return is_conflict(step) ? TEXT("changed") : TEXT("not_now");
    case OK:
    case FAILED:
    case USAGE:
    case INVALID:
    case UNAVAILABLE:
        break;
    }
    return TEXT("invalid");
}

static OperationAnswer refusal_of(const Step *step)
{
    return (OperationAnswer){
        .result = is_conflict(step) ? RESULT_CONFLICT : RESULT_REFUSED,
        .because = because_of(step),
        .field = step->problem.field,
        .detail = step->problem.detail,
    };
}

/* What was undone left nothing behind: its answer, its lines of the journal and, when two
 * changed one thing, what it wanted are kept in a transaction after it. */
static Outcome keep_refusal(Session *session, void *context, Problem *problem)
{
    Step *step = context;
    Access *access = step->pushing->access;
    bool is_known = false;
    (void)problem;
    access->session = session;
    TRY(find_answer(step, &is_known));
    if (is_known) {
        return OK;
    }
    step->made.answer = refusal_of(step);
    if (is_conflict(step)) {
        TRY(conflict_keep(&step->doing));
    }
    TRY(keep_answer(step));
    return write_journal(step);
}

/* The store, not the operation, is what failed. */
static bool is_of_store(Outcome outcome)
{
    return outcome == UNAVAILABLE || outcome == FAILED;
}

static Outcome deliver(Step *step)
{
    Pushing *pushing = step->pushing;
    Access *access = pushing->access;
    step->outcome = store_write(pushing->store, run_once, step, access->problem);
    if (step->outcome == OK || is_of_store(step->outcome) || pushing->is_revoked) {
        return step->outcome;
    }
    step->problem = *access->problem;
    *access->problem = (Problem){.arena = step->problem.arena};
    return store_write(pushing->store, keep_refusal, step, access->problem);
}

/* --------------------------------------------------------------------------------- whole */

/* What has no id is answered at once: nothing could answer it again. */
static Outcome answer_one(Pushing *pushing, const Operation *operation, PushAnswer *answer)
{
    Access *access = pushing->access;
    Step step = {
        .pushing = pushing,
        .doing = {.access = access,     .operation = operation, .mode = APPLY_MERGE},
        .notes_before = access->notes.count,
        .problem = operation->problem,
        .outcome = INVALID,
        .made = {.op = operation->op},
    };
    if (id_is_nil(operation->op)) {
        step.made.answer = refusal_of(&step);
        *answer = step.made;
        return OK;
    }
    const Outcome outcome = deliver(&step);
    access->notes.count = step.notes_before;
    access->session = NULL;
    *answer = step.made;
    return outcome;
}

Outcome push_deliver(Pushing *pushing)
{
    const OperationList *operations = &pushing->delivery->operations;
    Step asking = {.pushing = pushing};
    TRY(require_device(&asking)); /* one without operations asks this, too */
    for (size_t i = 0; i < operations->count; i++) {
        PushAnswer answer = {0};
        TRY(answer_one(pushing, &operations->items[i], &answer));
        LIST_APPEND(pushing->access->arena, &pushing->answers, answer);
    }
    return OK;
}
