/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to matching: why a door is in the plan, what is not known of it, what to bring, and
 * why another fell away. */
#pragma once

#include "matching/candidates.h"

/* Fills the texts of `door`: because, unknown, bring, entry, cost. */
void explain_door(const Candidates *candidates, const Candidate *candidate, MatchDoor *door);

/* One sentence: why this door is not in the plan. */
Text explain_fall(const Candidates *candidates, const Candidate *candidate);

/* What it costs, in a few words. */
Text explain_cost(Arena *arena, const Service *service, Language language);
