/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/silence.h"

#include "referral/queries.h"
#include "referral/referral_terms.h"
#include "territory/calendar.h"

enum { A_DAY = 24 * 60 * 60, LAST_MINUTE = 24 * 60 - 1 };

static const char *const days_names[SILENCE_DAYS_COUNT] = {
    [SILENCE_CALENDAR] = "calendar",
    [SILENCE_WORKING] = "working",
};

Text silence_days_name(SilenceDays counted)
{
    return text_from(days_names[counted]);
}

bool silence_days_parse(Text name, SilenceDays *counted)
{
    size_t at = 0;
    const bool is_one = text_among(name, days_names, SILENCE_DAYS_COUNT, &at);
    *counted = is_one ? (SilenceDays)at : *counted;
    return is_one;
}

/* ----------------------------------------------------------------------------------- days */

static bool is_working_day(Date date)
{
    return date_weekday(date) < SATURDAY && calendar_public_holiday(date) == NULL;
}

static Date add_working_days(Date date, int64_t days)
{
    Date after = date;
    for (int64_t left = days; left > 0; left -= is_working_day(after) ? 1 : 0) {
        after++;
    }
    return after;
}

Moment silence_begins(Moment sent, int64_t days, SilenceDays counted)
{
    LocalTime local = moment_to_local(sent);
    if (days == 0) {
        return moment_from_local((LocalTime){local.date, LAST_MINUTE, 59}) + 1;
    }
    if (counted == SILENCE_CALENDAR) {
        return sent + days * A_DAY;
    }
    local.date = add_working_days(local.date, days);
    return moment_from_local(local);
}

/* -------------------------------------------------------------------------------- agreeing */

static Silence silence_row(const Statement *statement)
{
    Silence silence = {
        .partner = column_id(statement, 0),
        .days = column_integer(statement, 1),
        .changed = column_integer(statement, 3),
    };
    (void)silence_days_parse(column_text(statement, 2), &silence.counted);
    return silence;
}

/* A coordinator may be of no house: what is agreed on is between two. */
static Outcome require_house(Access *access)
{
    return id_is_nil(access->caller.house)
               ? problem_set(
                     access->problem, REFUSED, TEXT(""), "",
                     "days are agreed on between two houses, and your account is of none")
               : OK;
}

Outcome silence_list(Access *access, SilenceList *list)
{
    SilenceList found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_MANAGE_CONVENTIONS));
    TRY(statement_open(access->session, &SILENCE_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row && found.count < SILENCE_MOST_PARTNERS) {
        LIST_APPEND(access->arena, &found, silence_row(statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = found;
    return OK;
}

static Outcome check(Access *access, const Silence *silence)
{
    if (silence->days < 0 || silence->days > SILENCE_MOST_DAYS) {
        return problem_set(access->problem, INVALID, TEXT("body"), "days",
                           "0 to %d days are expected", SILENCE_MOST_DAYS);
    }
    if (id_is_nil(silence->partner) || id_equal(silence->partner, access->caller.house)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "partner",
                           "another organisation of the directory is expected");
    }
    return OK;
}

Outcome silence_agree(Access *access, const Silence *silence)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_MANAGE_CONVENTIONS));
    TRY(require_house(access));
    TRY(check(access, silence));
    TRY(statement_open(access->session, &SILENCE_PUT, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "partner", silence->partner);
    bind_integer(statement, "days", silence->days);
    bind_text(statement, "counted", silence_days_name(silence->counted));
    bind_integer(statement, "now", access->now);
    access_note(access, "silence.agree", (Id){{0}}, silence->partner, "");
    return statement_run(statement, NULL, access->problem);
}

Outcome silence_end(Access *access, Id partner)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_MANAGE_CONVENTIONS));
    TRY(require_house(access));
    TRY(statement_open(access->session, &SILENCE_END, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "partner", partner);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed == 0) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "partner",
                           "nothing was agreed on with this partner");
    }
    access_note(access, "silence.end", (Id){{0}}, partner, "");
    return OK;
}

Outcome silence_between(Access *access, Id house, Id partner, Silence *silence)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SILENCE_BETWEEN, &statement, access->problem));
    bind_id(statement, "house", house);
    bind_id(statement, "partner", partner);
    TRY(statement_next(statement, &row, access->problem));
    *silence = row ? silence_row(statement)
                   : (Silence){.partner = partner, .days = referral_charter()->silence_days};
    return OK;
}
