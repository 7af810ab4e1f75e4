/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of unusual uses shows: plain texts, filled by anomaly_web.c. */
#pragma once

#include "access/views_web.h"

typedef struct AnomalyChoice {
    Text value;
    Text name;
    bool is_chosen;
} AnomalyChoice;

typedef struct AnomalyRow {
    Text kind; /* "sudden" */
    Text name;
    Text why;
    Text use;
    Text code;
    Text before; /* "Maison Exemple · 3 novembre, 10 h 12" */
    Text after;
    Text uses; /* this and the next are empty for two places */
    Text usual;
    Text looked; /* by whom and when; empty before */
    Text note;
    Text typed; /* in a form that was refused */
    bool is_wrong;
} AnomalyRow;

typedef struct AnomaliesView {
    StaffView frame;
    Text problem;
    Text convention; /* its key */
    Text month;
    const AnomalyChoice *conventions;
    size_t convention_count;
    const AnomalyChoice *months;
    size_t month_count;
    const AnomalyRow *rows;
    size_t row_count;
    bool is_asked; /* for a convention and a month */
    bool is_cut;
} AnomaliesView;

void anomalies_page(Html *html, const AnomaliesView *page);
