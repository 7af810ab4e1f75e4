/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to activities: rows of courses as they stand, for whoever asks. */
#pragma once

#include "activities/session.h"

/* Every course, whoever asks: what a calendar for anybody shows is chosen above. */
MUST_USE Outcome course_rows(Session *session, Arena *arena, CourseList *list,
                             Problem *problem);
MUST_USE Outcome course_group_rows(Session *session, Arena *arena, Id course,
                                   CourseGroupList *list, Problem *problem);
MUST_USE Outcome course_cycle_rows(Session *session, Arena *arena, Id course,
                                   CourseCycleList *list, Problem *problem);
