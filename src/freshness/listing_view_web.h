/* SPDX-License-Identifier: EUPL-1.2 */
/* One listing in plain words, and who looks at it, for the pages of partners and stewards. */
#pragma once

#include "freshness/listing.h"
#include "freshness/listing_views_web.h"
#include "http/http.h"

/* Who comes by a link: no account, and nothing but what the link opens. */
Access listing_visitor(Request *request);

/* Opens the link of the path. Without keys no link can be told from another: NOT_FOUND too. */
MUST_USE Outcome listing_visitor_open(Request *request, Access *access, ListingLink *link);

/* In the language of the page; the last verification as the store has it. */
MUST_USE Outcome listing_view(Request *request, Access *access, const Service *service,
                              ListingView *view);

/* "mardi 24 novembre 2026" */
Text listing_day(const Request *request, Date day);
