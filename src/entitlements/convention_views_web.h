/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of conventions and terminals shows: plain texts, filled by convention_web.c. */
#pragma once

#include "access/views_web.h"

typedef struct ConventionRow {
    Text key;
    Text name;
    Text source;
    Text payer;
    Text price;
    Text until;     /* empty while it has no end */
    Text suppliers; /* "Pharmacie Exemple (0202.239.951)"; empty for none */
    Text close_href;
    bool is_over;
} ConventionRow;

typedef struct TerminalRow {
    Text id;
    Text house;
    Text name;
    Text daily;
    Text revoke_href; /* empty for one that was revoked */
} TerminalRow;

typedef struct HouseChoice {
    Text id;
    Text name;
} HouseChoice;

typedef struct ConventionsView {
    StaffView frame;
    Text problem;
    Text where; /* in the file: "conventions.yaml:3 · colour"; empty for another form */
    Text today; /* "2026-11-30" */
    const ConventionRow *rows;
    size_t row_count;
    const TerminalRow *terminals;
    size_t terminal_count;
    const HouseChoice *houses; /* which accept by any convention */
    size_t house_count;
    Text sent_house; /* of the form of a terminal, as it was sent */
    Text sent_name;
    Text sent_daily;
} ConventionsView;

void conventions_page(Html *html, const ConventionsView *page);
