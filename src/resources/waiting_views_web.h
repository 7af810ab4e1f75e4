/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of a waiting list shows: plain texts. */
#pragma once

#include "resources/board_views_web.h"

typedef struct WaitingRow {
    Text id;
    Text place; /* "1"; empty for who waits no more */
    Text label;
    Text href; /* of the file; empty for none the caller may read */
    Text why;  /* "Risque vital cette nuit · demandé le 30 novembre · 2 refus" */
    Text state;
    Text state_class;
    Text lot_of;
    Text lot; /* empty until its day is over */
    bool may_refuse;
    bool may_leave;
} WaitingRow;

/* The draw of a day on which somebody joined. */
typedef struct DrawRow {
    Text day;
    Text promise;
    Text seed; /* empty until the day is over */
} DrawRow;

typedef struct WaitingView {
    StaffView frame;
    Text unit;
    Text name;
    Text key;
    Text when;
    Text board_href;
    Text problem;
    Text ageing;
    Text person;
    Text typed; /* of the form, as it was sent */
    Text typed_class;
    Text typed_until;
    const WaitingRow *rows;
    size_t row_count;
    const DrawRow *draws;
    size_t draw_count;
    const CodeChoice *classes; /* the first goes first */
    size_t class_count;
    const RuleQuestion *questions;
    size_t question_count;
    const CodeChoice *overrides; /* of who may pass over the rule */
    size_t override_count;
    bool is_by_night;
} WaitingView;

void waiting_page(Html *html, const WaitingView *page);
