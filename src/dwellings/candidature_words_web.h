/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said of candidatures: the same on a list, on the sheet of a household and on paper.
 */
#pragma once

#include "dwellings/candidature.h"
#include "dwellings/dwelling_views_web.h"
#include "http/http.h"

/* Why one declines, is refused or asks no more: the codes of CANDIDATURE_REASONS. */
CodeChoices candidature_reasons(const Request *request);

/* All that makes a rank: the class that counts now, the day, refusals, offers. */
Text candidature_why_words(const Request *request, const WaitingEntry *entry);
Text candidature_state_words(const Request *request, WaitingState state);

bool candidature_waits(const WaitingEntry *entry);

/* "N° 2 de la liste"; empty for who waits no more. */
Text candidature_rank_words(const Request *request, const WaitingEntry *entry);

/* "2 adultes · 1 enfant · sans marche" */
Text candidature_household_words(const Request *request, int64_t adults, int64_t children,
                                 bool needs_level);

/* "proposition déclinée – loyer (30 novembre 2026)" */
Text candidature_event_words(const Request *request, const CandidatureEvent *event,
                             const CodeChoices *reasons);
