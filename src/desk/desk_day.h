/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The day of a desk: opening, closing, the note for who comes next, and the counters, which are
 * of nobody. A night goes on past midnight: the day of the evening before stays the day until
 * it is closed, or for DESK_DAY_LONGEST.
 */
#pragma once

#include "desk/desk.h"

enum { DESK_DAY_LONGEST = 18 * 60 * 60, DESK_NOTE_MOST = 20000, DESK_SPAN_MOST = 400 };

typedef struct DeskDay {
    Date day;
    Id id; /* nil when it was never opened */
    Moment opened;
    Id opener;
    Moment closed; /* 0 while it is open */
    Id closer;
    int64_t last_ticket;
    Text hand_over; /* sealed, as stored; empty for none */
} DeskDay;

bool desk_day_is_open(const DeskDay *day);

/* The day the desk is in; one that was never opened has a nil id. */
MUST_USE Outcome desk_today(Access *access, DeskDay *day);

/* A day that is open stays so; one that was closed opens again. What the desk called people by
 * on earlier days is forgotten. */
MUST_USE Outcome desk_open(Access *access, DeskDay *day);

/* Closes the day; who still waits or is at a desk is put down as gone. `note` is for who opens
 * next, sealed; it may be empty. CONFLICT when the day is not open; REFUSED for a note without
 * keys; INVALID for one past DESK_NOTE_MOST bytes. */
MUST_USE Outcome desk_close(Access *access, Text note);

typedef struct HandOver {
    Date day; /* DATE_NONE when no day was closed before */
    Text note;
    bool is_locked; /* there is a note, and this server has no key for it */
} HandOver;

/* What was left for the caller: the note of the last day that was closed. */
MUST_USE Outcome desk_hand_over(Access *access, HandOver *hand_over);

/* ------------------------------------------------------------------------------- counters */

/* What is given at once, counted in one tap. */
typedef enum ImmediateAnswer {
    ANSWER_SHOWER,
    ANSWER_MEAL,
    ANSWER_CALL,
    ANSWER_COFFEE,
    IMMEDIATE_ANSWER_COUNT
} ImmediateAnswer;

Text immediate_answer_code(ImmediateAnswer answer);
bool immediate_answer_parse(Text code, ImmediateAnswer *answer);

/* CONFLICT when the day is not open. */
MUST_USE Outcome desk_count(Access *access, ImmediateAnswer answer);

typedef enum VisitKind {
    VISIT_ARRIVED,
    VISIT_SERVED,
    VISIT_LEFT,
    VISIT_PRIORITY,
    VISIT_APPOINTMENT,
    VISIT_KNOWN, /* somebody said who it was */
    VISIT_KIND_COUNT
} VisitKind;

Text visit_kind_code(VisitKind kind);

typedef struct DeskCounts {
    int64_t visits[VISIT_KIND_COUNT];
    int64_t wishes[WISH_COUNT];
    int64_t answers[IMMEDIATE_ANSWER_COUNT];
} DeskCounts;

typedef struct DeskDayCounts {
    Date day;
    DeskCounts counts;
} DeskDayCounts;

typedef struct DeskReport {
    DeskCounts total;
    DeskDayCounts *items; /* the days with something to count, in order */
    size_t count;
    size_t capacity;
    int64_t hours[24][IMMEDIATE_ANSWER_COUNT];
} DeskReport;

/* Both days included. INVALID for more than DESK_SPAN_MOST days. Asks MAY_USE_DESK or
 * MAY_READ_COUNTS. */
MUST_USE Outcome desk_report(Access *access, Date first, Date last, DeskReport *report);
