/* SPDX-License-Identifier: EUPL-1.2 */
/* What the report of a unit by month shows. */
#pragma once

#include "access/views_web.h"
#include "html/chart.h"

enum { UNIT_CHARTS = 3 };

typedef struct UnitYearView {
    StaffView frame;
    Text unit; /* its identifier */
    Text name;
    Text year;
    Text problem;
    Text back_href;
    Text csv_href;
    Chart charts[UNIT_CHARTS]; /* places given, what became of them, who was sent away */
    size_t chart_count;
} UnitYearView;

void unit_year_page(Html *html, const UnitYearView *page);
