/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to activities: what its files share. They judge nothing. */
#pragma once

#include "activities/course_rows.h"
#include "activities/enrolment.h"

MUST_USE Outcome course_find(Access *access, Id id, Course *course);
MUST_USE Outcome course_group_find(Access *access, Id id, CourseGroup *group);

/* The group, its course, which must be of the caller's house. Asks MAY_MANAGE_UNIT or, with
 * `permission`, another. */
MUST_USE Outcome course_admit_keeper(Access *access, Permission permission, Id group,
                                     CourseGroup *found, Course *course);

/* Gives what is free to those who wait, in order. */
MUST_USE Outcome enrolment_serve(Access *access, const CourseGroup *group, Date cycle);

/* All of a group and cycle, by when they asked. */
MUST_USE Outcome enrolment_rows(Access *access, Id group, Date cycle, EnrolmentList *list);
