/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to matching: the doors that could answer a situation, with what is known of each, as
 * the plan's kernel wants them; and the doors that fell away, with the reason.
 */
#pragma once

#include "matching/match.h"
#include "matching/match_words.h"

/* A way in that somebody else must open first, and the candidates that can. */
typedef struct CandidateStep {
    size_t step; /* of the service's access */
    PlanGroup givers;
} CandidateStep;

/* What the houses count themselves, of the units that answer the need. */
typedef struct CandidateLive {
    bool is_there;
    bool is_bed;
    bool is_old; /* told too long ago to rest on */
    int64_t free;
    Moment told;   /* the latest; 0: kept */
    Moment starts; /* of the first slot that is free; 0 for none */
} CandidateLive;

typedef struct Candidate {
    uint32_t door;
    const Condition *entry; /* in force on the day; NULL when nothing says who may come */
    uint32_t needs;         /* bit n: meets situation need n */
    uint32_t wider;         /* of these, needs the door covers only by a wider need */
    Answer eligibility;
    bool hours_known;
    bool capacity_known;
    CandidateLive live;
    bool way_in_known; /* no card, ticket or letter is asked that nobody known gives */
    int32_t travel;    /* from the start; -1 not known */
    bool barred;
    MatchSentence reason; /* when barred */
    Text reason_value;
    const CandidateStep *steps;
    size_t step_count;
    PlanGroup *requires; /* room for the givers of each step */
} Candidate;

typedef struct Candidates {
    Arena *arena;
    const Network *network;
    const Situation *situation;
    Language language;
    LiveList live;            /* as it was when the search began */
    const FactSet *facts;     /* that are judged by: the situation's, or a "what if" */
    LIST_OF(Candidate) items; /* parallel to doors */
    PlanDoor *doors;          /* those of `plan` */
    PlanProblem plan;
} Candidates;

/* "3 lits libres"; ", dit à 17 h 50" where it was told; the hour before where it is a slot. */
Text candidate_live_words(const Candidates *candidates, const CandidateLive *live);

/* Gathers candidates and fills `plan`. */
void candidates_gather(Candidates *candidates);

/* Judges again by other facts: who may enter, which ways in are still needed, and what that
 * bars. Facts may only be added to those gathered with; the rest stays. */
void candidates_judge(Candidates *candidates, const FactSet *facts);

const Service *candidate_service(const Candidates *candidates, uint32_t door);
const Location *candidate_place(const Candidates *candidates, uint32_t door); /* or NULL */

/* Reached without going anywhere: by telephone, online, or because the place is confidential.
 */
bool candidate_is_remote(const Candidates *candidates, uint32_t door);

/* Does a situation mean this service by `name`: its id, or its key? */
bool service_is_called(const Service *service, Text name);

/* The person, or who protects them, asked that this door never appears. */
bool candidate_is_refused(const Candidates *candidates, uint32_t door);

/* Does who comes for one of the needs asked stay until the morning? */
bool candidate_is_overnight(const Candidates *candidates, const Candidate *candidate);

/* Is there a room or bed of which nobody knows whether it is free? */
bool candidate_is_maybe_full(const Candidates *candidates, const Candidate *candidate);

/* Must this way in be gone through first? Not when the person holds the card already, be it
 * said as a fact or granted. */
bool candidate_step_is_needed(const Candidates *candidates, uint32_t service, size_t step);

/* Services that may give what the ways in of this one still ask for first. */
IndexSpan candidate_givers(const Candidates *candidates, uint32_t service);

/* It must, and nobody known gives the card, ticket or letter it asks for. */
bool candidate_step_lacks_giver(const Candidates *candidates, uint32_t service, size_t step);

/* Does the door answer the asked need: itself, or by a need below it? */
bool service_answers(const Catalogue *catalogue, const Service *service, uint32_t need);
