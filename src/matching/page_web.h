/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of this domain share: the frame, links, icons, states. */
#pragma once

#include "directory/search.h"
#include "matching/application_web.h"
#include "matching/views_web.h"

/* A page to write in, with the frame filled. `title` says nothing of the person. */
Html page_open(Request *request, Text title, LayoutView *layout);

/* "/fr" + path. */
Text page_href(const Request *request, const char *path);

/* "/fr/s/slug" */
Text page_service_href(const Request *request, const Service *service);

/* "tel:+32..." from a Belgian number as written. */
Text page_phone_href(Arena *arena, Text number);

/* Where the place is, in one line; empty for a confidential one. */
Text page_address(Arena *arena, const Location *location, Language language);

/* "geo:" link to an exact address; empty when the place is not exact or not to be told. */
Text page_map_href(Arena *arena, const Location *location);

/* The services proposed where no door answers, each with the number to call as its note. */
const LinkView *page_proposal(const Request *request, const Network *network,
                              const SearchProposal *proposal);

/* The hours of a door as a sentence, and its state. What the source says in words goes before
 * hours: it stands beside those that nobody confirmed, which then make it neither open nor
 * closed. */
Text page_hours(Arena *arena, const Door *door, Language language); /* the usual ones */
HoursState page_hours_state(const Door *door, Moment at);

/* The need a service is shown under: its first. NULL when it has none. */
const Term *page_first_need(const Catalogue *catalogue, const Service *service);
Text page_icon(const Term *need);
Text page_family(const Term *need); /* "food" */

/* The needs right under one, or the roots for NONE: by rank, what cannot wait first, then by
 * name in the language. */
typedef struct TermSpan {
    const Term **items;
    size_t count;
} TermSpan;

TermSpan page_branches(Arena *arena, const Vocabulary *needs, uint32_t parent,
                       Language language);
