/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of services that stand twice show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct TwinPairRow {
    Text href;
    Text one;
    Text other;
    Text verdict;
    Text reasons; /* "même nom · même lieu" */
} TwinPairRow;

typedef struct TwinMergeRow {
    Text action; /* where its undoing is sent; empty once it is undone */
    Text absorbed;
    Text kept;
    Text when;
    Text taken;
} TwinMergeRow;

typedef struct TwinsView {
    StaffView frame;
    const TwinPairRow *pairs;
    size_t pair_count;
    Text before_href; /* empty on the first page */
    Text after_href;  /* empty on the last */
    const TwinMergeRow *merges;
    size_t merge_count;
} TwinsView;

void twins_page(Html *html, const TwinsView *page);

typedef struct TwinFieldRow {
    Text code; /* what the form sends */
    Text label;
    Text kept;
    Text absorbed;
    bool is_list;
    bool may_take; /* the absorbed one says something else */
} TwinFieldRow;

typedef struct TwinSidesView {
    StaffView frame;
    Text action;
    Text list_href;
    Text swapped_href; /* the same with the other service kept */
    Text kept;
    Text absorbed;
    Text kept_origin;
    Text absorbed_origin;
    Text reasons;
    bool is_different;
    const TwinFieldRow *fields;
    size_t field_count;
} TwinSidesView;

void twin_sides_page(Html *html, const TwinSidesView *page);
