/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The sessions of a group: they follow from its hours, the holidays it keeps and the cycles of
 * its course, and are kept nowhere; only a day called off is. A year whose school holidays
 * nobody published yet gives sessions that are not certain, never guessed.
 */
#pragma once

#include "activities/course.h"

enum { SESSIONS_MOST = 3000 };

typedef struct CourseSession {
    Date day;
    Moment starts; /* names it */
    Moment ends;
    bool is_certain;
    bool is_off; /* called off */
} CourseSession;

typedef LIST_OF(CourseSession) CourseSessionList;

typedef struct DaySpan {
    Date first;
    Date last;
} DaySpan;

/* Those of the days that lie in one of the cycles, in order, with those called off. Judges
 * nothing: when a group meets is no secret. INVALID past SESSIONS_MOST. */
MUST_USE Outcome session_list(Session *session, Arena *arena, const CourseGroup *group,
                              const CourseCycleList *cycles, DaySpan days,
                              CourseSessionList *list, Problem *problem);

/* The one that starts then; NOT_FOUND for none. */
MUST_USE Outcome session_find(Access *access, const CourseGroup *group, Moment starts,
                              CourseSession *found);

/* The group does not meet on that day. For the house of the course (MAY_MANAGE_UNIT); INVALID
 * for a day without a session, CONFLICT "day" once one of it has begun. Said twice is once. */
MUST_USE Outcome session_call_off(Access *access, Id group, Date day);

/* The hours must give at least one session a week at most SESSION_WEEK_MOST. INVALID names the
 * field. */
MUST_USE Outcome session_check_hours(Arena *arena, Text hours, Problem *problem);
