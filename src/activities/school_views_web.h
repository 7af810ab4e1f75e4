/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of school sessions show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct SchoolForm {
    Text school;
    Text class;
    Text theme;
    Text age;
    Text pupils;
    Text starts; /* 2026-12-01T10:00 */
    Text facilitator;
} SchoolForm;

void school_fields(Html *html, const SchoolForm *form);

typedef struct SchoolRow {
    Text href;
    Text when;
    Text school;
    Text class;
    Text theme;
    Text facilitator;
    Text pupils; /* "22", or "21 / 22" once it was held */
    Text state;
    Text tone;
} SchoolRow;

typedef struct SchoolsView {
    StaffView frame;
    Text problem;
    Text action;
    Text year;
    Text report_href;
    Text previous_href;
    Text previous;
    Text next_href;
    Text next;
    SchoolForm form;
    const SchoolRow *rows;
    size_t row_count;
} SchoolsView;

void schools_page(Html *html, const SchoolsView *page);

typedef struct SchoolView {
    StaffView frame;
    Text problem;
    Text href;
    Text back_href;
    SchoolRow shown;
    SchoolForm form;
    Text revision;
    Text came;
    Text report;
    bool may_change;
    bool may_hold;
} SchoolView;

void school_page(Html *html, const SchoolView *page);

typedef struct SchoolSumRow {
    Text school;
    Text theme;
    Text held;
    Text cancelled;
    Text came;
} SchoolSumRow;

typedef struct SchoolReportView {
    StaffView frame;
    Text back_href;
    Text csv_href;
    Text year;
    const SchoolSumRow *rows;
    size_t row_count;
} SchoolReportView;

void school_report_page(Html *html, const SchoolReportView *page);
