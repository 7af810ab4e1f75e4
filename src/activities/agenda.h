/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The public calendar: what takes place when and where, of the courses that their houses show.
 * Nothing here comes from who takes part: it is read without their tables.
 */
#pragma once

#include "activities/session.h"
#include "store/store.h"

enum { AGENDA_NEAR_METERS = 25000, AGENDA_ITEMS_MOST = 1000, AGENDA_DAYS_MOST = 62 };

typedef struct AgendaItem {
    Course course;
    CourseGroup group;
    CourseSession session;
    double distance_meters; /* from the place asked; below 0 where none was */
} AgendaItem;

typedef LIST_OF(AgendaItem) AgendaList;

typedef struct AgendaQuestion {
    DaySpan days;
    Text kind;        /* a code of CourseKind; empty for all */
    Text postal_code; /* what is within AGENDA_NEAR_METERS of it; empty for everywhere */
} AgendaQuestion;

/* By day, then by distance, then by time, with what was called off. INVALID names "kind",
 * "near" or "days". */
MUST_USE Outcome agenda_list(Session *session, Arena *arena, const AgendaQuestion *question,
                             AgendaList *list, Problem *problem);

/* The Monday of the week of a day. */
Date agenda_monday(Date day);

/* A group with its course and the cycles that are not long over, for a feed. */
typedef struct AgendaGroup {
    Course course;
    CourseGroup group;
    CourseCycleList cycles;
    CourseSessionList sessions; /* of those cycles, without what was called off */
} AgendaGroup;

typedef LIST_OF(AgendaGroup) AgendaGroupList;

/* Those of a kind (empty: all), or of one group alone when `group` is not nil: NOT_FOUND for
 * one that is not shown. */
MUST_USE Outcome agenda_groups(Session *session, Arena *arena, Text kind, Id group, Date today,
                               AgendaGroupList *list, Problem *problem);
