/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/agenda.h"

#include <stdlib.h>

#include "activities/course_rows.h"
#include "territory/gazetteer.h"

enum { PAST_DAYS = 31 }; /* a cycle stays in a feed so long after its end */

Date agenda_monday(Date day)
{
    return day - (Date)date_weekday(day);
}

static Outcome check(const AgendaQuestion *question, GeoPoint *near, Problem *problem)
{
    CourseKind kind = COURSE_LESSONS;
    if (question->kind.length > 0 && !course_kind_parse(question->kind, &kind)) {
        return problem_set(problem, INVALID, TEXT("query"), "kind",
                           "course, group, community or screening is expected");
    }
    if (question->postal_code.length > 0 &&
        !gazetteer_postal_code(question->postal_code, near)) {
        return problem_set(problem, INVALID, TEXT("query"), "near",
                           "a Belgian postal code is expected: 4000");
    }
    if (question->days.last < question->days.first ||
        question->days.last - question->days.first >= AGENDA_DAYS_MOST) {
        return problem_set(problem, INVALID, TEXT("query"), "days", "1 to %d days are expected",
                           AGENDA_DAYS_MOST);
    }
    return OK;
}

static bool is_given(const Course *course, Text kind)
{
    return course->is_shown && course->closed == 0 &&
           (kind.length == 0 || text_equal(kind, course_kind_code(course->kind)));
}

/* Below 0 when no place was asked; false for what is too far, or nobody said where. */
static bool is_near(const Course *course, const AgendaQuestion *question, GeoPoint near,
                    double *distance)
{
    GeoPoint place = {0};
    *distance = -1;
    if (question->postal_code.length == 0) {
        return true;
    }
    if (!gazetteer_postal_code(course->postal_code, &place)) {
        return false;
    }
    *distance = distance_meters(near, place);
    return *distance <= AGENDA_NEAR_METERS;
}

static int compare(const void *a, const void *b)
{
    const AgendaItem *left = a;
    const AgendaItem *right = b;
    if (left->session.day != right->session.day) {
        return left->session.day < right->session.day ? -1 : 1;
    }
    if (left->distance_meters < right->distance_meters ||
        left->distance_meters > right->distance_meters) {
        return left->distance_meters < right->distance_meters ? -1 : 1;
    }
    if (left->session.starts != right->session.starts) {
        return left->session.starts < right->session.starts ? -1 : 1;
    }
    return id_compare(left->group.id, right->group.id);
}

static Outcome add_group(Session *session, Arena *arena, const AgendaItem *item,
                         const CourseCycleList *cycles, DaySpan days, AgendaList *list,
                         Problem *problem)
{
    CourseSessionList sessions = {0};
    TRY(session_list(session, arena, &item->group, cycles, days, &sessions, problem));
    for (size_t i = 0; i < sessions.count && list->count < AGENDA_ITEMS_MOST; i++) {
        AgendaItem added = *item;
        added.session = sessions.items[i];
        LIST_APPEND(arena, list, added);
    }
    return OK;
}

static Outcome add_course(Session *session, Arena *arena, const AgendaItem *item, DaySpan days,
                          AgendaList *list, Problem *problem)
{
    CourseGroupList groups = {0};
    CourseCycleList cycles = {0};
    TRY(course_group_rows(session, arena, item->course.id, &groups, problem));
    TRY(course_cycle_rows(session, arena, item->course.id, &cycles, problem));
    for (size_t i = 0; i < groups.count; i++) {
        AgendaItem each = *item;
        each.group = groups.items[i];
        if (each.group.closed == 0) {
            TRY(add_group(session, arena, &each, &cycles, days, list, problem));
        }
    }
    return OK;
}

Outcome agenda_list(Session *session, Arena *arena, const AgendaQuestion *question,
                    AgendaList *list, Problem *problem)
{
    GeoPoint near = {0};
    CourseList courses = {0};
    AgendaList read = {0};
    TRY(check(question, &near, problem));
    TRY(course_rows(session, arena, &courses, problem));
    for (size_t i = 0; i < courses.count; i++) {
        AgendaItem item = {.course = courses.items[i]};
        if (is_given(&item.course, question->kind) &&
            is_near(&item.course, question, near, &item.distance_meters)) {
            TRY(add_course(session, arena, &item, question->days, &read, problem));
        }
    }
    if (read.count > 0) {
        qsort(read.items, read.count, sizeof *read.items, compare);
    }
    *list = read;
    return OK;
}

/* ----------------------------------------------------------------------------------- feeds */

static void keep_recent(Arena *arena, const CourseCycleList *all, Date today,
                        CourseCycleList *kept)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].last >= today - PAST_DAYS) {
            LIST_APPEND(arena, kept, all->items[i]);
        }
    }
}

static Outcome fill_sessions(Session *session, Arena *arena, AgendaGroup *group,
                             Problem *problem)
{
    CourseSessionList all = {0};
    if (group->cycles.count == 0) {
        return OK;
    }
    const DaySpan days = {group->cycles.items[0].first,
                          group->cycles.items[group->cycles.count - 1].last};
    TRY(session_list(session, arena, &group->group, &group->cycles, days, &all, problem));
    for (size_t i = 0; i < all.count; i++) {
        if (!all.items[i].is_off) {
            LIST_APPEND(arena, &group->sessions, all.items[i]);
        }
    }
    return OK;
}

static Outcome add_feed(Session *session, Arena *arena, const Course *course, Id wanted,
                        Date today, AgendaGroupList *list, Problem *problem)
{
    CourseGroupList groups = {0};
    CourseCycleList cycles = {0};
    TRY(course_group_rows(session, arena, course->id, &groups, problem));
    TRY(course_cycle_rows(session, arena, course->id, &cycles, problem));
    for (size_t i = 0; i < groups.count && list->count < AGENDA_ITEMS_MOST; i++) {
        AgendaGroup group = {.course = *course, .group = groups.items[i]};
        if (group.group.closed != 0 ||
            (!id_is_nil(wanted) && !id_equal(wanted, group.group.id))) {
            continue;
        }
        keep_recent(arena, &cycles, today, &group.cycles);
        TRY(fill_sessions(session, arena, &group, problem));
        LIST_APPEND(arena, list, group);
    }
    return OK;
}

Outcome agenda_groups(Session *session, Arena *arena, Text kind, Id group, Date today,
                      AgendaGroupList *list, Problem *problem)
{
    GeoPoint nowhere = {0};
    CourseList courses = {0};
    AgendaGroupList read = {0};
    const AgendaQuestion question = {.kind = kind};
    TRY(check(&question, &nowhere, problem));
    TRY(course_rows(session, arena, &courses, problem));
    for (size_t i = 0; i < courses.count; i++) {
        if (is_given(&courses.items[i], kind)) {
            TRY(add_feed(session, arena, &courses.items[i], group, today, &read, problem));
        }
    }
    if (!id_is_nil(group) && read.count == 0) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "group", "no such group");
    }
    *list = read;
    return OK;
}
