/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/unit_rule.h"

#include "resources/resources_private.h"

const char *const RULE_OVERRIDES[RULE_OVERRIDE_COUNT] = {"vital", "nowhere_else", "agreed",
                                                         "other"};

static ConditionRule rule_of(Text text)
{
    return (ConditionRule){.expressions = {text}, .count = text.length > 0 ? 1 : 0};
}

Outcome unit_rule_questions(Arena *arena, Text text, Language language,
                            ConditionVerdict *verdict, Problem *problem)
{
    const ConditionRule rule = rule_of(text);
    return CONDITION_JUDGE.judge(arena, &rule, NULL, language, verdict, problem);
}

static Outcome pass_over(Access *access, const Unit *unit, Text reason)
{
    size_t at = 0;
    if (!permission_holds(access->caller.permissions, MAY_MANAGE_UNIT) ||
        !unit_is_of_caller(access, unit)) {
        return problem_set(access->problem, REFUSED, TEXT("body"), "override",
                           "only who manages the unit passes over its rule");
    }
    if (!text_among(reason, RULE_OVERRIDES, RULE_OVERRIDE_COUNT, &at)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "override",
                           "vital, nowhere_else, agreed or other is expected");
    }
    access_note(access, "unit.override", (Id){{0}}, unit->id, RULE_OVERRIDES[at]);
    return OK;
}

Outcome unit_rule_check(Access *access, const Unit *unit, const RuleAnswers *answers)
{
    ConditionVerdict verdict = {0};
    const ConditionRule rule = rule_of(unit->rule);
    if (rule.count == 0) {
        return OK;
    }
    TRY(CONDITION_JUDGE.judge(access->arena, &rule, answers->facts, answers->language, &verdict,
                              access->problem));
    if (verdict.answer == ELIGIBLE_YES) {
        return OK;
    }
    if (answers->override.length > 0) {
        return pass_over(access, unit, answers->override);
    }
    return verdict.answer == ELIGIBLE_UNKNOWN
               ? condition_tell_missing(access->arena, &verdict, access->problem)
               : problem_set(access->problem, REFUSED, TEXT("body"), "facts",
                             "the rule of the unit does not hold: %.*s",
                             TEXT_ARG(verdict.because));
}
