/* SPDX-License-Identifier: EUPL-1.2 */
/* The French lessons of the sources: beginners five mornings, advanced four afternoons. */
#pragma once

#include "activities/attendance.h"
#include "unit/resources/resources_fixture.h"

/* NOON is Monday 21 September 2026. */
static inline Date day_of(const char *text)
{
    Date day = 0;
    assert_true(date_parse(text_from(text), &day));
    return day;
}

static inline Moment at(const char *text)
{
    Moment moment = 0;
    assert_true(moment_parse(text_from(text), &moment));
    return moment;
}

typedef struct CourseDeed {
    Course course;
    CourseGroup group;
    CourseCycle cycle;
    Date day;
    Id id;
    Text why;
    EnrolmentOrder order;
    Enrolment enrolment;
    EnrolmentList list;
} CourseDeed;

static inline Outcome course_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return course_add(access, &deed->course, &deed->course);
}

static inline Outcome group_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return course_group_add(access, &deed->group, &deed->group);
}

static inline Outcome group_change_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return course_group_change(access, &deed->group, &deed->group);
}

static inline Outcome cycle_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return course_cycle_add(access, deed->course.id, deed->cycle);
}

static inline Outcome call_off_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return session_call_off(access, deed->group.id, deed->day);
}

static inline Outcome ask_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return enrolment_ask(access, &deed->order, &deed->enrolment);
}

static inline Outcome end_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return enrolment_end(access, deed->id, deed->why);
}

static inline Outcome enrolments_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return enrolment_list(access, deed->order.group, deed->order.cycle, &deed->list);
}

/* A course of one cycle, September 2026 to June 2027. */
static inline Course add_course(Fixture *fixture, Store *store, Course made)
{
    CourseDeed deed = {.course = made};
    deed.course.name =
        deed.course.name.length > 0 ? deed.course.name : TEXT("Cours de français");
    assert_int_equal(acts(fixture, store, head(), course_deed, &deed), OK);
    deed.cycle = (CourseCycle){day_of("2026-09-01"), day_of("2027-06-30")};
    assert_int_equal(acts(fixture, store, head(), cycle_deed, &deed), OK);
    return deed.course;
}

static inline CourseGroup add_group(Fixture *fixture, Store *store, Id course,
                                    const char *hours, int64_t capacity)
{
    CourseDeed deed = {
        .group = {.course = course,
                  .name = TEXT("Débutants"),
                  .hours = text_from(hours),
                  .capacity = capacity}
    };
    assert_int_equal(acts(fixture, store, head(), group_deed, &deed), OK);
    return deed.group;
}

static inline Outcome ask_for(Fixture *fixture, Store *store, CourseDeed *deed, Id group,
                              Id person)
{
    deed->order.group = group;
    deed->order.cycle = day_of("2026-09-01");
    deed->order.person = person;
    deed->order.label = TEXT("Camille E.");
    if (deed->order.class.length == 0) {
        deed->order.class = TEXT("date");
    }
    return acts(fixture, store, desk(), ask_deed, deed);
}

static inline Id create_named(Fixture *fixture, Store *store, const char *given)
{
    const PersonDetail facts[] = {fact(FACT_NAME, given, "Exemple")};
    return create_by(fixture, store, desk(), facts, LENGTH_OF(facts));
}
