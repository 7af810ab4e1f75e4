/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of courses and activities show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct CourseChoice {
    Text code;
    Text name;
} CourseChoice;

typedef struct CourseChoices {
    const CourseChoice *items;
    size_t count;
    Text chosen;
} CourseChoices;

void course_options(Html *html, const CourseChoices *choices);

typedef struct CourseRow {
    Text href;
    Text name;
    Text kind;
    Text house;
    bool is_closed;
} CourseRow;

typedef struct CoursesView {
    StaffView frame;
    Text problem;
    bool may_manage;
    CourseChoices kinds;
    Text name; /* of the form, as it was sent */
    Text condition;
    Text address;
    Text postal_code;
    const CourseRow *rows;
    size_t row_count;
} CoursesView;

void courses_page(Html *html, const CoursesView *page);

typedef struct EnrolmentRow {
    Text id;
    Text label;
    Text href;  /* of the file; empty for whom another house asked for */
    Text state; /* "participe", "1ʳᵉ place de la liste" */
    Text tone;
    Text why; /* of who waits: class and day */
    bool may_end;
} EnrolmentRow;

typedef struct SessionRow {
    Text day; /* 2026-11-30 */
    Text words;
    Text href; /* of its sheet; empty for another house */
    bool is_off;
    bool is_certain;
    bool may_call_off; /* it is still to come */
} SessionRow;

/* A group in its form. */
typedef struct GroupForm {
    CourseChoices rests;
    Text name;
    Text level;
    Text hours;
    Text capacity;
    Text revision;
    bool is_closed;
    bool is_sent; /* it was refused: it stands open */
} GroupForm;

typedef struct GroupView {
    Text id;
    Text name;
    Text level;
    Text hours;
    Text rest;
    Text places;
    Text enrol_href;
    Text feed_href;
    GroupForm form;
    bool has_free;
    bool is_closed;
    const EnrolmentRow *rows;
    size_t row_count;
    const SessionRow *sessions;
    size_t session_count;
} GroupView;

/* The forms of a group and of a cycle, as they were sent. */
typedef struct CourseSent {
    bool is_group;
    bool is_cycle;
    Text name;
    Text level;
    Text hours;
    Text capacity;
    Text first;
    Text last;
} CourseSent;

/* A course in its form. */
typedef struct CourseForm {
    Text name;
    Text condition;
    Text address;
    Text postal_code;
    bool is_shown;
    bool is_closed;
    bool is_sent;
} CourseForm;

typedef struct CourseView {
    StaffView frame;
    Text problem;
    CourseSent sent;
    Text href;
    Text name;
    Text kind;
    Text house;
    Text address;
    Text rule;
    Text cycle; /* its first day; empty while there is none */
    const StaffLink *cycles;
    size_t cycle_count;
    Text report_href;
    bool is_own;
    bool is_closed;
    bool may_manage;
    CourseForm form;
    const GroupView *groups;
    size_t group_count;
    CourseChoices reasons;
    CourseChoices rests;
} CourseView;

void course_page(Html *html, const CourseView *page);
void course_group_form(Html *html, const CourseView *page, const GroupView *group);
void course_group_part(Html *html, const CourseView *page, const GroupView *group);
