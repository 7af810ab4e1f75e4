/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes of listings in plain words, for the pages of partners and stewards. */
#pragma once

#include "freshness/change_views_web.h"
#include "freshness/listing_change.h"
#include "freshness/listing_view_web.h"

ChangeRow change_row(const Request *request, const ListingChange *change);

const ChangeRow *change_rows(const Request *request, const ListingChangeList *list);

/* What was wrong with what was sent, in the language of the page, from the problem of the
 * request; false where it is none a sentence is for. The problem is then forgotten, and the
 * answer's status set. */
bool change_is_told(Request *request, Outcome outcome, Text *words);
