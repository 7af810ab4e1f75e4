/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to matching: the doors that could answer a situation, with what is known of each, as
 * the plan's kernel wants them; and the doors that fell away, with the reason.
 */
#pragma once

#include "matching/match.h"
#include "matching/match_words.h"

typedef struct Candidate {
    uint32_t door;
    uint32_t needs; /* bit n: meets situation need n */
    uint32_t wider; /* of these, needs the door covers only by a wider need */
    Answer eligibility;
    bool hours_known;
    bool capacity_known;
    int32_t travel; /* from the start; -1 not known */
    bool barred;
    MatchSentence reason; /* when barred */
    Text reason_value;
} Candidate;

typedef struct Candidates {
    Arena *arena;
    const Network *network;
    const Situation *situation;
    Language language;
    LIST_OF(Candidate) items; /* parallel to plan.doors */
    PlanProblem plan;
} Candidates;

/* Gathers candidates and fills `plan`. */
void candidates_gather(Candidates *candidates);

/* Recomputes eligibility and bars for another set of facts; the rest stays. */
void candidates_judge(Candidates *candidates, const FactSet *facts);

/* Does the door answer the asked need: itself, or by a need below it? */
bool service_answers(const Catalogue *catalogue, const Service *service, uint32_t need);
