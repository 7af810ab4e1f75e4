/* SPDX-License-Identifier: EUPL-1.2 */
/* What the report of a convention by month shows. */
#pragma once

#include "access/views_web.h"
#include "html/chart.h"

enum { CONVENTION_CHARTS = 2 };

typedef struct ConventionYearChoice {
    Text key;
    Text name;
    bool is_chosen;
} ConventionYearChoice;

typedef struct ConventionYearView {
    StaffView frame;
    Text name;
    Text year;
    Text problem;
    Text back_href;
    Text csv_href;
    const ConventionYearChoice *choices; /* conventions the house has a part in */
    size_t choice_count;
    Chart charts[CONVENTION_CHARTS]; /* grants and uses, what it came to */
    size_t chart_count;
} ConventionYearView;

void convention_year_page(Html *html, const ConventionYearView *page);
