/* SPDX-License-Identifier: EUPL-1.2 */
/* Conferences as a list of links, on the page of a case and in an inbox. */
#pragma once

#include "html/html.h"

typedef struct ConferenceLink {
    Text href;
    Text when;
    Text state;
    Text subject; /* empty in an inbox: its words stand on its own page */
    Text house;   /* that calls it, in an inbox; else empty */
} ConferenceLink;

typedef struct ConferenceLinks {
    ConferenceLink *items;
    size_t count;
    size_t capacity;
} ConferenceLinks;

void conference_links(Html *html, const ConferenceLinks *links);
