/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether conditions hold for somebody: those of a convention, of a bed. They are written,
 * compiled and answered as those of the directory are: by the evaluator of matching/, which
 * stands above who asks, so that the composition root defines CONDITION_JUDGE with it
 * (operations/conditions.c).
 */
#pragma once

#include "base/outcome.h"
#include "words/language.h"
#include "json/json.h"

enum { CONDITIONS_MOST = 32, MISSING_MOST = 16 };

typedef enum Eligible {
    ELIGIBLE_NO,
    ELIGIBLE_UNKNOWN, /* what is missing could still change it */
    ELIGIBLE_YES
} Eligible;

/* The expressions that must all hold, as they are written today. */
typedef struct ConditionRule {
    Text expressions[CONDITIONS_MOST];
    size_t count;
} ConditionRule;

typedef struct ConditionMissing {
    Text fact;     /* "without_resources" */
    Text question; /* in the language asked for */
    bool is_yes_no;
} ConditionMissing;

typedef struct ConditionVerdict {
    Eligible answer;
    Text because;                           /* the facts that decide, as sentences */
    ConditionMissing missing[MISSING_MOST]; /* of ELIGIBLE_UNKNOWN */
    size_t missing_count;
} ConditionVerdict;

/* `facts` is an object as POST /api/v1/match takes it; NULL knows nothing. INVALID names a fact
 * or the place of an expression that is not as it should be. */
typedef struct ConditionJudge {
    Outcome (*judge)(Arena *arena, const ConditionRule *rule, const json_t *facts,
                     Language language, ConditionVerdict *verdict, Problem *problem);
} ConditionJudge;

extern const ConditionJudge CONDITION_JUDGE;

/* INVALID "facts", which names those that a verdict of ELIGIBLE_UNKNOWN misses. */
MUST_USE Outcome condition_tell_missing(Arena *arena, const ConditionVerdict *verdict,
                                        Problem *problem);
