/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attendance sheet of a session, and what a cycle came to. The sheet lists who takes part;
 * those who come besides are counted, of nobody. For the house of the course.
 */
#pragma once

#include "activities/enrolment.h"

typedef enum AttendanceMark {
    MARK_NONE, /* nobody said yet */
    MARK_PRESENT,
    MARK_ABSENT,
    MARK_EXCUSED,
    ATTENDANCE_MARK_COUNT
} AttendanceMark;

Text attendance_mark_code(AttendanceMark mark);              /* "present"; empty for none */
bool attendance_mark_parse(Text code, AttendanceMark *mark); /* never MARK_NONE */

typedef struct AttendanceLine {
    Id enrolment;
    Text label;
    AttendanceMark mark;
} AttendanceLine;

typedef struct AttendanceSheet {
    Course course;
    CourseGroup group;
    CourseCycle cycle;
    CourseSession session;
    LIST_OF(AttendanceLine) lines;
    int64_t others; /* counted besides; 0 while nobody did */
} AttendanceSheet;

/* NOT_FOUND for a session the group does not have, or a group of another house. */
MUST_USE Outcome attendance_sheet(Access *access, Id group, Moment starts,
                                  AttendanceSheet *sheet);

typedef struct AttendanceWord {
    Id enrolment;
    AttendanceMark mark;
} AttendanceWord;

/* Writes down who came; what is said again holds. INVALID "enrolment" for one who is not of the
 * sheet; CONFLICT for a session that has not begun, or was called off. `others` below 0 leaves
 * that count as it is. */
MUST_USE Outcome attendance_mark(Access *access, Id group, Moment starts,
                                 const AttendanceWord *words, size_t count, int64_t others);

/* What a group came to in a cycle, up to today. */
typedef struct CycleLine {
    CourseGroup group;
    int64_t enrolled; /* take part now */
    int64_t waiting;
    int64_t ended; /* took part and do no more */
    int64_t sessions;
    int64_t off;
    int64_t marks[ATTENDANCE_MARK_COUNT]; /* MARK_NONE stays 0 */
    int64_t others;
} CycleLine;

typedef struct CycleReport {
    Course course;
    CourseCycle cycle;
    LIST_OF(CycleLine) lines;
} CycleReport;

/* For the house of the course alone; NOT_FOUND for a cycle it does not have. */
MUST_USE Outcome cycle_report(Access *access, Id course, Date cycle, CycleReport *report);

/* As CSV (RFC 4180): a line a group, codes for heads. */
void cycle_report_csv(Arena *arena, const CycleReport *report, Buffer *out);
