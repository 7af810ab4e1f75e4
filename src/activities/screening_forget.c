/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/screening_forget.h"

#include "activities/queries.h"
#include "activities/screening_result.h"
#include "people/optional_id.h"

enum { YEAR_DAYS = 366 };

static Outcome forget_results(Session *session, Date today, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &SCREENING_RESULT_FORGET, &statement, problem));
    bind_integer(statement, "before", today - RESULT_YEARS * YEAR_DAYS);
    return statement_run(statement, NULL, problem);
}

Outcome screening_forget(Session *session, Moment now, Problem *problem)
{
    const Date today = moment_to_local(now).date;
    TRY(forget_results(session, today, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &INVITATION_FORGET, &statement, problem));
    bind_integer(statement, "today", today);
    bind_optional_id(statement, "nothing", (Id){{0}});
    return statement_run(statement, NULL, problem);
}
