/* SPDX-License-Identifier: EUPL-1.2 */
/* What the public calendar shows: plain texts. */
#pragma once

#include "matching/views_web.h"

typedef struct AgendaRow {
    Text time; /* "9 h 00 – 12 h 00" */
    Text name;
    Text group;
    Text kind;
    Text house;
    Text where;
    Text distance; /* empty unless a place was asked */
    Text feed_href;
    bool is_off;
    bool is_certain;
} AgendaRow;

typedef struct AgendaDay {
    Text name; /* "lundi 30 novembre" */
    const AgendaRow *rows;
    size_t row_count;
} AgendaDay;

typedef struct AgendaKind {
    Text name;
    Text href;
    bool is_current;
} AgendaKind;

typedef struct AgendaView {
    LayoutView layout;
    Text problem;
    Text week; /* "du lundi 30 novembre au dimanche 6 décembre" */
    Text monday;
    Text kind;
    Text near;
    Text previous_href;
    Text next_href;
    Text feed_href;
    const AgendaKind *kinds;
    size_t kind_count;
    const AgendaDay *days;
    size_t day_count;
} AgendaView;

void agenda_page(Html *html, const AgendaView *page);
