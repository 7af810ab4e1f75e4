/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to matching: why a door is in the plan, what is not known of it, what to bring, and
 * why another fell away. */
#pragma once

#include "matching/candidates.h"

/* Fills what is told of `door`, whose needs must be filled: because, unknown, bring, entry,
 * notes, cost, timing, is_certain. */
void explain_door(const Candidates *candidates, const Candidate *candidate, MatchDoor *door);

/* What to do first about the door. */
Timing explain_timing(const Candidates *candidates, const Candidate *candidate,
                      const MatchDoor *door);

/* One sentence: why the candidate of this index does not meet that need of the situation. */
Text explain_fall(const Candidates *candidates, size_t index, uint32_t need);

/* What it costs, in a few words. */
Text explain_cost(Arena *arena, const Service *service, Language language);
