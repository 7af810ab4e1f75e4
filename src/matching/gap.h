/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What no door answers becomes a finding: counted by day, need and postal code, without
 * anything of the person. docs/decisions/2026-11-24-kept-plans.md.
 */
#pragma once

#include "directory/search.h"
#include "matching/match.h"

struct Store;

/* Counts each need of the plan without a door. A finding that cannot be written is lost rather
 * than the answer: the person comes first. */
void gap_note_plan(struct Store *store, const Network *network, const Situation *situation,
                   const MatchAnswer *answer);

/* Counts a search that found nothing of what was asked, under the need it was understood as;
 * words that were not understood are never kept. */
void gap_note_search(struct Store *store, const Network *network, const SearchResult *result,
                     Text postal_code, Moment now);
