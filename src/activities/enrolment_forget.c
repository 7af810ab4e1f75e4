/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/enrolment_forget.h"

#include "activities/enrolment.h"
#include "activities/queries.h"

Outcome enrolment_forget(Session *session, Moment now, Problem *problem)
{
    const Date today = moment_to_local(now).date;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ENROLMENT_FORGET, &statement, problem));
    bind_integer(statement, "before", today - COURSE_CYCLE_DAYS_MOST - ENROLMENT_LABEL_DAYS);
    return statement_run(statement, NULL, problem);
}
