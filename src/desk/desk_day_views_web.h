/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the desk's day and of its counters show: plain texts. */
#pragma once

#include "desk/desk_views_web.h"

typedef struct DeskPair {
    Text name;
    Text number;
} DeskPair;

/* Opening, closing and the hand-over: one page. */
typedef struct DayView {
    StaffView frame;
    Text desk;
    bool is_open;
    Text state; /* "Ouvert depuis 8 h 30, par Nadia Exemple" */
    Text problem;
    Text note_title;
    Text note;
    bool note_is_locked;
    bool may_write_note;
    const QueueRow *rows; /* who waits or is at a desk */
    size_t row_count;
    Text rows_title;
    const DeskPair *counts; /* of today */
    size_t count_count;
    bool may_read_counts;
} DayView;

void desk_day_page(Html *html, const DayView *page);

typedef struct CountLine {
    Text day; /* in words */
    const Text *numbers;
} CountLine;

typedef struct CountsView {
    StaffView frame;
    Text first; /* 2026-09-01 */
    Text last;
    Text problem;
    Text csv_href;
    const Text *heads;
    size_t head_count;
    const CountLine *lines; /* the sum, then the newest first */
    size_t line_count;
    const Text *hour_heads;
    size_t hour_head_count;
    const CountLine *hours;
    size_t hour_count;
} CountsView;

void desk_counts_page(Html *html, const CountsView *page);
