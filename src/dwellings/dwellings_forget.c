/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/dwellings_forget.h"

#include "casework/retention.h"
#include "dwellings/queries.h"
#include "people/optional_id.h"
#include "resources/waiting_rank.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };

static Outcome forget_incomes(Session *session, Date before, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TENANCY_INCOME_FORGET, &statement, problem));
    bind_integer(statement, "before", before);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_entries(Session *session, Moment before, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DWELLING_WAITING_FORGET, &statement, problem));
    bind_integer(statement, "before", before);
    bind_integer(statement, "offers", WAITING_OFFERS_MOST);
    bind_optional_id(statement, "nothing", (Id){{0}});
    return statement_run(statement, NULL, problem);
}

/* A candidature goes with the last of its entries. */
Outcome dwellings_forget(Session *session, Moment now, Problem *problem)
{
    const DwellingPeriods periods = dwelling_periods();
    const Date today = moment_to_local(now).date;
    TRY(forget_incomes(session, today - (Date)periods.income_days, problem));
    TRY(forget_entries(session, now - periods.candidature_days * SECONDS_A_DAY, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &CANDIDATURE_FORGET, &statement, problem));
    bind_optional_id(statement, "nothing", (Id){{0}});
    return statement_run(statement, NULL, problem);
}
