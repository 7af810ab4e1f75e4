/* SPDX-License-Identifier: EUPL-1.2 */
/* What the sheet of a session and the report of a cycle show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct SheetRow {
    Text id;
    Text label;
    bool is_present;
    bool is_absent;
    bool is_excused;
} SheetRow;

typedef struct SheetView {
    StaffView frame;
    Text problem;
    Text action;
    Text back_href;
    Text course;
    Text group;
    Text group_id;
    Text starts;
    Text when;
    Text others;
    bool is_off;
    bool may_mark;
    const SheetRow *rows;
    size_t row_count;
} SheetView;

void course_sheet_page(Html *html, const SheetView *page);

enum { COURSE_REPORT_COLUMNS = 10 };

typedef struct CourseReportRow {
    Text name;
    Text numbers[COURSE_REPORT_COLUMNS];
} CourseReportRow;

typedef struct CourseReportView {
    StaffView frame;
    Text back_href;
    Text csv_href;
    Text course;
    Text cycle;
    Text heads[COURSE_REPORT_COLUMNS];
    const CourseReportRow *rows;
    size_t row_count;
} CourseReportView;

void course_report_page(Html *html, const CourseReportView *page);
