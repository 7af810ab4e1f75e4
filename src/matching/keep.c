/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/keep.h"

#include "crypto/code.h"
#include "matching/queries.h"
#include "store/store.h"

static Outcome forget_faded(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PLAN_EXPIRE, &statement, problem));
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

Outcome keep_save(Session *session, Arena *arena, Text body, Moment now, Text *code,
                  Problem *problem)
{
    const Text made = code_new(arena);
    const Digest digest = code_digest(made);
    TRY(forget_faded(session, now, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PLAN_SAVE, &statement, problem));
    bind_blob(statement, "code", digest.bytes, sizeof digest.bytes);
    bind_text(statement, "body", body);
    bind_integer(statement, "now", now);
    bind_integer(statement, "expires", now + (Moment)KEEP_DAYS * 86400);
    TRY(statement_run(statement, NULL, problem));
    *code = made;
    return OK;
}

Outcome keep_find(Session *session, Arena *arena, Text typed, Moment now, KeptPlan *plan,
                  Problem *problem)
{
    KeptPlan found = {0};
    if (!code_parse(arena, typed, &found.code)) {
        return problem_set(problem, NOT_FOUND, TEXT("path"), "code", "not a code of a plan");
    }
    const Digest digest = code_digest(found.code);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PLAN_FIND, &statement, problem));
    bind_blob(statement, "code", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "now", now);
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT("path"), "code",
                           "no plan has this code, or it has faded");
    }
    found.body = text_copy(arena, column_text(statement, 0));
    *plan = found;
    return OK;
}
