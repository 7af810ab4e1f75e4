/* SPDX-License-Identifier: EUPL-1.2 */
/* Courses, their groups and who takes part as JSON, the same for the API and for commands. */
#pragma once

#include "activities/attendance.h"
#include "json/json.h"

void course_write_json(Arena *arena, const Course *course, JsonWriter *writer);
void course_group_write_json(Arena *arena, const CourseGroup *group, JsonWriter *writer);

/* The course with its groups and cycles. */
MUST_USE Outcome course_whole_write_json(Access *access, const Course *course,
                                         JsonWriter *writer);

/* Whose file it is, is told to the house that asked alone. */
void enrolment_write_json(const Access *access, const Enrolment *enrolment, JsonWriter *writer);
void enrolments_write_json(const Access *access, const EnrolmentList *list, JsonWriter *writer);
void sheet_write_json(Arena *arena, const AttendanceSheet *sheet, JsonWriter *writer);
void cycle_report_write_json(Arena *arena, const CycleReport *report, JsonWriter *writer);
