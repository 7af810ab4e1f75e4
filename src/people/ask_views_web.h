/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of what is asked after a look shows: plain texts. */
#pragma once

#include "people/person_find_views_web.h"

typedef struct AskRow {
    Text action; /* where an answer is sent */
    Text when;
    Text state;
    Text house; /* that asks */
    Text sought;
    Text words;
    const Text *contacts; /* of one sent: the team and its house, of each that said yes */
    size_t contact_count;
    Text consent_href; /* of one received, answered yes; empty else */
    bool is_open;
} AskRow;

typedef struct AsksView {
    StaffView frame;
    Text sent_token; /* tells one filling of the form from the next */
    Text problem;
    PersonTyped typed;
    Text draft;
    const AskRow *received;
    size_t received_count;
    const AskRow *sent;
    size_t sent_count;
} AsksView;

void asks_page(Html *html, const AsksView *page);
