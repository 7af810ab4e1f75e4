/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The rule of a unit, answered before a place of it is given: women only, with a dog, leaving
 * prison or hospital, families. What decides is asked of who books and kept nowhere; who keeps
 * the unit may pass over its rule for a reason, which the journal keeps.
 */
#pragma once

#include "people/condition_judge.h"
#include "resources/unit.h"

/* Why a rule is passed over. */
enum { RULE_OVERRIDE_COUNT = 4 };
extern const char *const RULE_OVERRIDES[RULE_OVERRIDE_COUNT]; /* "vital", "nowhere_else"... */

typedef struct RuleAnswers {
    const json_t *facts; /* as POST /api/v1/match takes them; NULL: nothing is known */
    Text override;       /* empty: none */
    Language language;   /* of the reason of a refusal */
} RuleAnswers;

/* OK where the rule holds, or there is none, or it may be passed over. INVALID "facts" names
 * what is still to be asked; REFUSED "facts" says in words why it does not hold. REFUSED
 * "override" unless the caller manages the unit, INVALID for no such reason. Writes nothing but
 * a line for the journal. */
MUST_USE Outcome unit_rule_check(Access *access, const Unit *unit, const RuleAnswers *answers);

/* What the rule asks: its verdict while nothing is known. */
MUST_USE Outcome unit_rule_questions(Arena *arena, Text rule, Language language,
                                     ConditionVerdict *verdict, Problem *problem);
