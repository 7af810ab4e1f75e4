/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_watch.h"

#include "jobs/job.h"
#include "referral/queries.h"

Outcome referral_watch_begin(Access *access, Id house)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_WATCH_PUT, &statement, access->problem));
    bind_id(statement, "house", house);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome referral_watch_end(Access *access, Id house)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_WATCH_END, &statement, access->problem));
    bind_id(statement, "house", house);
    return statement_run(statement, NULL, access->problem);
}

static Outcome is_watched(Access *access, const Referral *referral, bool *watched)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_WATCH_OF, &statement, access->problem));
    bind_id(statement, "sender", referral->from_house);
    bind_id(statement, "target", referral->target_house);
    return statement_next(statement, watched, access->problem);
}

Outcome referral_tell(Access *access, const Referral *referral, const char *what,
                      int64_t number)
{
    bool watched = false;
    const Text id = id_format(access->arena, referral->id);
    const Text change =
        text_format(access->arena, "%.*s %s %lld", TEXT_ARG(id), what, (long long)number);
    const NewJob job = {
        .id = id_from_name(TEXT(REFERRAL_MOVED_JOB), change),
        .kind = TEXT(REFERRAL_MOVED_JOB),
        .payload = id,
        .due = access->now,
    };
    TRY(is_watched(access, referral, &watched));
    return watched ? job_add(access->session, &job, access->now, access->problem) : OK;
}

Outcome referral_sides(Session *session, Id referral, ReferralSides *sides, bool *found,
                       Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &REFERRAL_SIDES, &statement, problem));
    bind_id(statement, "id", referral);
    TRY(statement_next(statement, found, problem));
    if (*found) {
        *sides = (ReferralSides){.sender = column_id(statement, 0)};
        sides->target = column_integer(statement, 2) > 0 ? column_id(statement, 1) : (Id){{0}};
    }
    return OK;
}
