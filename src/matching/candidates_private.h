/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of the candidates share. */
#pragma once

#include "matching/candidates.h"

/* Minutes counted at least to or between places known only by the centre of their town. */
enum { SAME_CENTRE_TRAVEL = 5 };

/* The day the situation is of. */
Date candidates_day(const Candidates *candidates);

/* Minutes from the start; -1 when either end is not known. */
int32_t candidate_travel(const Candidates *candidates, const Location *location);

/* The minutes, or what is counted when they are not known. */
int32_t travel_presumed(int32_t known);

/* Sets the first reason a candidate falls away; later ones do not replace it. */
void candidate_bar(Candidate *candidate, MatchSentence reason, Text value);

/* The candidate's index, or -1. */
int candidate_find(const Candidates *candidates, uint32_t door);

/* Sets which needs of the situation the service meets, and which of these by a wider one. */
void candidate_find_needs(const Candidates *candidates, const Service *service,
                          Candidate *candidate);

bool candidate_service_refused(const Candidates *candidates, const Service *service);

/* The door, judged by all that is known of it. */
Candidate candidate_make(const Candidates *candidates, uint32_t door);

/* Finds who can open each way in that is still needed, once the candidates are all there. */
void candidates_find_steps(Candidates *candidates);

/* Fills what each door of the plan requires, and bars those nobody within reach can open. */
void candidates_require(Candidates *candidates);

/* Sets candidate->live, once its needs are set. */
void candidate_count_live(const Candidates *candidates, Candidate *candidate);

/* Fills candidates->plan from the items. */
void candidates_fill_plan(Candidates *candidates);
