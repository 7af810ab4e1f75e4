/* SPDX-License-Identifier: EUPL-1.2 */
/* What pages that show conferences have in common. */
#pragma once

#include "access/frame_web.h"
#include "casework/conference.h"
#include "casework/conference_views_web.h"

Text conference_state_words(const Request *request, ConferenceState state);

/* Of a case, for its own pages. */
void conference_fill_links(const Request *request, const ConferenceList *list,
                           ConferenceLinks *links);

/* Those to which the caller's house is invited, for an inbox; none for a caller who may read no
 * case at all. */
MUST_USE Outcome conference_fill_invited(Request *request, ConferenceLinks *links);
