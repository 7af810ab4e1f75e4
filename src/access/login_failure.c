/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/login_failure.h"

#include "access/queries.h"
#include "crypto/crypto.h"

enum { FREE_FAILURES = 3, MOST_WAIT = 60 * 60, DAY = 24 * 60 * 60 };

typedef struct Failures {
    int64_t count;
    Moment retry_at;
} Failures;

static void bind_name(Statement *statement, Text name)
{
    const Digest digest = digest_of(TEXT("login name"), name);
    bind_blob(statement, "name", digest.bytes, sizeof digest.bytes);
}

static Outcome read_failures(Session *session, Text name, Failures *failures, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_FIND, &statement, problem));
    bind_name(statement, name);
    TRY(statement_next(statement, &row, problem));
    *failures = (Failures){0};
    if (row) {
        *failures = (Failures){column_integer(statement, 0), column_integer(statement, 1)};
    }
    return OK;
}

/* A few failures of an hour ago are those of somebody who mistyped. */
static Outcome expire_failures(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_EXPIRE, &statement, problem));
    bind_integer(statement, "day_ago", now - DAY);
    bind_integer(statement, "hour_ago", now - MOST_WAIT);
    bind_integer(statement, "free", FREE_FAILURES);
    return statement_run(statement, NULL, problem);
}

static Moment wait_after(int64_t failures)
{
    const int64_t doublings = failures - FREE_FAILURES;
    if (doublings < 0) {
        return 0;
    }
    return doublings >= 12 ? MOST_WAIT : (Moment)1 << doublings;
}

Outcome login_failure_wait(Session *session, Text name, Moment *retry_at, Problem *problem)
{
    Failures failures = {0};
    TRY(read_failures(session, name, &failures, problem));
    *retry_at = failures.retry_at;
    return OK;
}

/* They are read again here: several guesses at once count each. */
Outcome login_failure_add(Session *session, Text name, Moment now, Moment *retry_at,
                          Problem *problem)
{
    Failures failures = {0};
    TRY(expire_failures(session, now, problem));
    TRY(read_failures(session, name, &failures, problem));
    failures.count++;
    failures.retry_at = now + wait_after(failures.count);
    *retry_at = failures.retry_at;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_PUT, &statement, problem));
    bind_name(statement, name);
    bind_integer(statement, "failures", failures.count);
    bind_integer(statement, "retry_at", failures.retry_at);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

Outcome login_failure_forget(Session *session, Text name, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_REMOVE, &statement, problem));
    bind_name(statement, name);
    return statement_run(statement, NULL, problem);
}
