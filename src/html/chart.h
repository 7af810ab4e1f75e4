/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Charts of a report, as SVG made by the server: bars that stand on each other, and lines. Each
 * has a title and a description for who does not see it, tells its series apart by pattern,
 * dash and mark as well as by colour, prints as it is, and stands beside a table of the same
 * numbers, which this writes with it.
 */
#pragma once

#include "html/html.h"

enum { CHART_SERIES_MOST = 6, CHART_LABELS_MOST = 31 };

typedef enum ChartKind { CHART_BARS, CHART_LINES } ChartKind;

typedef struct ChartSeries {
    Text name;
    const int64_t *values; /* one a label; less than 0 counts as 0 in the picture */
    const Text *words;     /* the same in the table, "12,50 €"; NULL: the number */
} ChartSeries;

typedef struct Chart {
    Text id; /* of its elements: letters and digits, of no other chart of the page */
    ChartKind kind;
    Text title;
    Text note;          /* what it shows, in a sentence */
    Text head;          /* of the column of labels: "Mois" */
    int64_t one;        /* values that make one on the axis: 1, or 100 for cents */
    const Text *labels; /* along the axis: "01" */
    const Text *rows;   /* the same in the table: "2026-01" */
    size_t label_count; /* CHART_LABELS_MOST at most, as the series CHART_SERIES_MOST */
    const ChartSeries *series;
    size_t series_count;
} Chart;

/* The figure and its table; what is past the limits is left out of both. */
void html_chart(Html *html, const Chart *chart);

/* The distance of the lines behind: four of them, 1, 2 or 5 times a power of ten, reach `most`.
 */
int64_t chart_step(int64_t most);
