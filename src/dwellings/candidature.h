/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A household asks for one dwelling or for several. Its place in the list of each is that of
 * resources/waiting.h: the printed class, the day it asked, refusals that raise it, the draw
 * that anyone runs again; no score. What the household is (how many, without a step) says which
 * dwellings fit and changes no rank. The answers to the rule of a dwelling are judged and kept
 * nowhere.
 */
#pragma once

#include "dwellings/dwelling.h"
#include "resources/waiting.h"

enum { CANDIDATURE_DWELLINGS_MOST = 20 };

/* Why an offer is declined, somebody is refused or asks no more. */
enum { CANDIDATURE_REASON_COUNT = 8 };
extern const char *const CANDIDATURE_REASONS[CANDIDATURE_REASON_COUNT]; /* "rent", "place"... */

typedef struct CandidatureOrder {
    Id person;  /* nil for nobody with a file */
    Text label; /* what the lists call the household by */
    Text class; /* a key of the waiting list's rules */
    int64_t adults;
    int64_t children;
    bool needs_level; /* no stairs */
    const Id *dwellings;
    size_t count;
    RuleAnswers answers;
} CandidatureOrder;

/*
 * Asks for them all, or for none: everything is looked at before the first write. INVALID
 * "dwellings" for none or too many, "adults" or "children" for no household; REFUSED "people"
 * for a dwelling that is too small, "level" for one with stairs; else as waiting_join. A
 * dwelling that is free is offered at once to who is first.
 */
MUST_USE Outcome candidature_ask(Access *access, const CandidatureOrder *order,
                                 Id *candidature);

typedef struct CandidatureEvent {
    Text act; /* "decline", "refuse", "leave" */
    Text reason;
    Moment at;
} CandidatureEvent;

typedef LIST_OF(CandidatureEvent) CandidatureEventList;

/* What became of one dwelling it asked for. */
typedef struct CandidatureChoice {
    Unit unit;
    WaitingEntry entry; /* its rank, class, offers */
    CandidatureEventList events;
} CandidatureChoice;

typedef LIST_OF(CandidatureChoice) CandidatureChoiceList;

typedef struct Candidature {
    Id id;
    Id house; /* that asked */
    int64_t adults;
    int64_t children;
    bool needs_level;
    Moment at;
    CandidatureChoiceList choices;
} Candidature;

/* For the house that asked: all of it; for the house of a dwelling: what concerns that one.
 * NOT_FOUND for any other. It tells ranks and reasons, and nothing of who stands before. */
MUST_USE Outcome candidature_get(Access *access, Id id, Candidature *candidature);

/* One of the list of a dwelling. */
typedef struct Candidate {
    WaitingEntry entry;
    Id candidature; /* nil for who joined the list without one */
    int64_t adults;
    int64_t children;
    bool needs_level;
} Candidate;

typedef LIST_OF(Candidate) CandidateList;

/* Those of a dwelling, in order, as waiting_list tells them. */
MUST_USE Outcome candidate_list(Access *access, const Dwelling *dwelling, CandidateList *list);

typedef enum CandidatureAct {
    CANDIDATURE_DECLINE, /* the household declines the offer it has */
    CANDIDATURE_REFUSE,  /* the house of the dwelling did not take it today: it rises by ageing
                          */
    CANDIDATURE_LEAVE,   /* it asks for this dwelling no more */
    CANDIDATURE_ACT_COUNT
} CandidatureAct;

bool candidature_act_parse(Text code, CandidatureAct *act); /* "decline", "refuse", "leave" */

typedef struct CandidatureMove {
    Id candidature;
    Id dwelling;
    CandidatureAct act;
    Text reason;
} CandidatureMove;

/* INVALID "reason" for none of CANDIDATURE_REASONS; CONFLICT where the act supposes something
 * else; REFUSE is for the house of the dwelling. */
MUST_USE Outcome candidature_move(Access *access, const CandidatureMove *move);
