/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Courses and activities: what a house gives again and again to groups, in cycles. "Two groups:
 * beginners five mornings a week, advanced four afternoons a week; cycles September to June" is
 * one course of two groups, with a cycle a year. Who may take part is a condition of the
 * directory's kind, that of the service, the course's own, or both.
 */
#pragma once

#include "access/access.h"

typedef enum CourseKind {
    COURSE_LESSONS,   /* "course" */
    COURSE_GROUP,     /* social work with a group: its effects stay within it */
    COURSE_COMMUNITY, /* community work: its effects are on the district */
    COURSE_SCREENING, /* open sessions of a screening campaign */
    COURSE_KIND_COUNT
} CourseKind;

/* The holidays on which a group does not meet (territory/calendar.h). */
typedef enum CourseRest {
    REST_SCHOOL, /* those of the French Community's schools, and public holidays */
    REST_PUBLIC, /* public holidays alone */
    REST_NONE,
    COURSE_REST_COUNT
} CourseRest;

enum {
    COURSE_NAME_MOST = 120,
    COURSE_LEVEL_MOST = 20,
    COURSE_ADDRESS_MOST = 160,
    COURSE_CONDITION_MOST = 500,
    COURSE_CAPACITY_MOST = 1000,
    COURSE_CYCLE_DAYS_MOST = 400,
};

typedef struct Course {
    Id id;
    Id house;
    CourseKind kind;
    Text name;
    Text service;   /* key of the directory; empty for none */
    Text condition; /* empty for none */
    Text address;
    Text postal_code; /* four digits; empty while none is said */
    bool is_shown;    /* in the public calendar */
    Moment closed;    /* 0 while it is given */
} Course;

typedef struct CourseGroup {
    Id id;
    Id course;
    Text name;
    Text level;
    Text hours; /* when it meets, an opening_hours value: "Mo-Fr 09:00-12:00" */
    CourseRest rest;
    int64_t capacity;
    Moment closed;
    int64_t revision; /* the SEQUENCE of its calendar */
    Moment changed;
} CourseGroup;

typedef struct CourseCycle {
    Date first; /* names it */
    Date last;
} CourseCycle;

typedef LIST_OF(Course) CourseList;
typedef LIST_OF(CourseGroup) CourseGroupList;
typedef LIST_OF(CourseCycle) CourseCycleList;

Text course_kind_code(CourseKind kind);
bool course_kind_parse(Text code, CourseKind *kind);
Text course_rest_code(CourseRest rest);
bool course_rest_parse(Text code, CourseRest *rest);

/* "2026-2027", or "2026" for one within a year. */
Text course_cycle_name(Arena *arena, CourseCycle cycle);

/* Whether the caller works for the house of the course. */
bool course_is_of_caller(const Access *access, const Course *course);

/* Makes a course of the caller's house. Asks MAY_MANAGE_UNIT; INVALID names the field. */
MUST_USE Outcome course_add(Access *access, const Course *made, Course *course);

/* Changes all but house and kind. NOT_FOUND for one of another house. */
MUST_USE Outcome course_change(Access *access, const Course *changed, Course *course);

/* Any house reads what any house gives. Asks MAY_BOOK_UNIT. */
MUST_USE Outcome course_get(Access *access, Id id, Course *course);
MUST_USE Outcome course_list(Access *access, CourseList *list);

MUST_USE Outcome course_group_add(Access *access, const CourseGroup *made, CourseGroup *group);

/* `changed->revision` is what its author saw, CONFLICT when another came first. More places are
 * given at once to who waits; fewer take nobody's away. */
MUST_USE Outcome course_group_change(Access *access, const CourseGroup *changed,
                                     CourseGroup *group);
MUST_USE Outcome course_group_get(Access *access, Id id, CourseGroup *group);
MUST_USE Outcome course_group_list(Access *access, Id course, CourseGroupList *list);

/* CONFLICT for one that meets another of the course: a day is of one cycle. */
MUST_USE Outcome course_cycle_add(Access *access, Id course, CourseCycle cycle);
MUST_USE Outcome course_cycle_list(Access *access, Id course, CourseCycleList *list);

/* The one that begins on this day. NOT_FOUND for none. */
MUST_USE Outcome course_cycle_get(Access *access, Id course, Date first, CourseCycle *cycle);

/* The one of the day, else the next to begin, else the last; false when there is none. */
bool course_cycle_now(const CourseCycleList *list, Date today, CourseCycle *cycle);
