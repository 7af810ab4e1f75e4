/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/session.h"

#include "activities/activities_private.h"
#include "activities/queries.h"
#include "directory/hours.h"
#include "people/optional_id.h"

static void set_holidays(Hours *hours, CourseRest rest)
{
    if (rest == REST_SCHOOL) {
        hours_set_holiday(hours, HOLIDAY_SCHOOL, HOURS_CLOSED, TEXT(""));
    }
    if (rest != REST_NONE) {
        hours_set_holiday(hours, HOLIDAY_PUBLIC, HOURS_CLOSED, TEXT(""));
    }
}

Outcome session_check_hours(Arena *arena, Text value, Problem *problem)
{
    Hours *hours = NULL;
    if (value.length == 0) {
        return problem_set(problem, INVALID, TEXT("body"), "hours",
                           "when the group meets is expected: Mo-Fr 09:00-12:00");
    }
    const Outcome outcome = hours_parse_osm(arena, value, &hours, problem);
    if (outcome == INVALID) {
        const Text why = problem->detail;
        return problem_set(problem, INVALID, TEXT("body"), "hours", "%.*s", TEXT_ARG(why));
    }
    return outcome;
}

/* ----------------------------------------------------------------------------- days off */

typedef LIST_OF(Date) DateList;

static Outcome read_days_off(Session *session, Arena *arena, Id group, DaySpan days,
                             DateList *list, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &COURSE_DAY_OFF_EACH, &statement, problem));
    bind_id(statement, "course_group", group);
    bind_integer(statement, "first", days.first);
    bind_integer(statement, "last", days.last);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, list, (Date)column_integer(statement, 0));
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

static bool is_off(const DateList *off, Date day)
{
    for (size_t i = 0; i < off->count; i++) {
        if (off->items[i] == day) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------------------- sessions */

static Moment midnight(Date day)
{
    return moment_from_local((LocalTime){.date = day});
}

static Outcome add_span(Arena *arena, const Hours *hours, DaySpan days, const DateList *off,
                        CourseSessionList *list, Problem *problem)
{
    HoursWindowList windows = {0};
    hours_windows(arena, hours, midnight(days.first), midnight(days.last + 1), &windows);
    for (size_t i = 0; i < windows.count; i++) {
        const HoursWindow *window = &windows.items[i];
        const Date day = moment_to_local(window->from).date;
        if (list->count == SESSIONS_MOST) {
            return problem_set(problem, INVALID, TEXT(""), "days",
                               "at most %d sessions are told at once", SESSIONS_MOST);
        }
        LIST_APPEND(arena, list,
                    (CourseSession){.day = day,
                                    .starts = window->from,
                                    .ends = window->to,
                                    .is_certain = window->state == HOURS_OPEN,
                                    .is_off = is_off(off, day)});
    }
    return OK;
}

Outcome session_list(Session *session, Arena *arena, const CourseGroup *group,
                     const CourseCycleList *cycles, DaySpan days, CourseSessionList *list,
                     Problem *problem)
{
    DateList off = {0};
    Hours *hours = NULL;
    CourseSessionList read = {0};
    TRY(hours_parse_osm(arena, group->hours, &hours, problem));
    set_holidays(hours, group->rest);
    TRY(read_days_off(session, arena, group->id, days, &off, problem));
    for (size_t i = 0; i < cycles->count; i++) {
        const CourseCycle *cycle = &cycles->items[i];
        const DaySpan both = {cycle->first > days.first ? cycle->first : days.first,
                              cycle->last < days.last ? cycle->last : days.last};
        if (both.first <= both.last) {
            TRY(add_span(arena, hours, both, &off, &read, problem));
        }
    }
    *list = read;
    return OK;
}

static Outcome sessions_of_day(Access *access, const CourseGroup *group, Date day,
                               CourseSessionList *list)
{
    CourseCycleList cycles = {0};
    TRY(course_cycle_rows(access->session, access->arena, group->course, &cycles,
                          access->problem));
    return session_list(access->session, access->arena, group, &cycles, (DaySpan){day, day},
                        list, access->problem);
}

Outcome session_find(Access *access, const CourseGroup *group, Moment starts,
                     CourseSession *found)
{
    CourseSessionList list = {0};
    TRY(sessions_of_day(access, group, moment_to_local(starts).date, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].starts == starts) {
            *found = list.items[i];
            return OK;
        }
    }
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "session",
                       "the group has no session that starts then");
}

static Outcome touch(Access *access, Id group)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COURSE_GROUP_TOUCH, &statement, access->problem));
    bind_id(statement, "id", group);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_day_off(Access *access, Id group, Date day, int64_t *changed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COURSE_DAY_OFF_ADD, &statement, access->problem));
    bind_id(statement, "course_group", group);
    bind_integer(statement, "day", day);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, changed, access->problem);
}

Outcome session_call_off(Access *access, Id id, Date day)
{
    Course course = {0};
    CourseGroup group = {0};
    CourseSessionList list = {0};
    int64_t changed = 0;
    TRY(course_admit_keeper(access, MAY_MANAGE_UNIT, id, &group, &course));
    TRY(sessions_of_day(access, &group, day, &list));
    if (list.count == 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "day",
                           "the group does not meet on this day");
    }
    if (!list.items[0].is_off && list.items[0].starts <= access->now) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "day",
                           "a session of this day has begun: it is called off no more");
    }
    TRY(add_day_off(access, id, day, &changed));
    return changed == 1 ? touch(access, id) : OK;
}
