/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the results of closed cases: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct ResultRow {
    Text house;
    Text month;
    Text result;
    Text count; /* "7", "moins de 5" */
} ResultRow;

typedef struct ResultsView {
    StaffView frame;
    Text from; /* "2026-01" */
    Text to;
    Text problem;
    const ResultRow *rows;
    size_t row_count;
} ResultsView;

void results_page(Html *html, const ResultsView *page);
