/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two halves of the candidates share. */
#pragma once

#include "matching/candidates.h"

/* Minutes counted at least to or between places known only by the centre of their town. */
enum { SAME_CENTRE_TRAVEL = 5 };

const Service *candidate_service(const Candidates *candidates, uint32_t door);
const Location *candidate_place(const Candidates *candidates, uint32_t door); /* or NULL */

/* Reached without going anywhere: by telephone, online, or because the place is confidential.
 */
bool candidate_is_remote(const Candidates *candidates, uint32_t door);

/* Minutes from the start; -1 when either end is not known. */
int32_t candidate_travel(const Candidates *candidates, const Location *location);

/* Sets the first reason a candidate falls away; later ones do not replace it. */
void candidate_bar(Candidate *candidate, MatchSentence reason, Text value);

/* The candidate's index, or -1. */
int candidate_find(const Candidates *candidates, uint32_t door);

/* Must this way in be gone through first? Not when the person holds the card already. */
bool candidate_step_is_needed(const Candidates *candidates, uint32_t service, size_t step);

/* PLAN_UNKNOWN_... of a candidate. */
uint32_t candidate_unknowns(const Candidate *candidate);

/* Fills candidates->plan from the items. */
void candidates_fill_plan(Candidates *candidates);
