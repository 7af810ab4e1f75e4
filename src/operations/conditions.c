/* SPDX-License-Identifier: EUPL-1.2 */
/* The conditions of conventions and of units, answered by what answers those of the directory.
 */
#include "matching/eligibility.h"
#include "people/condition_judge.h"

static Outcome compile(Arena *arena, const ConditionRule *rule, const Condition **whole,
                       Problem *problem)
{
    const Condition *each[CONDITIONS_MOST];
    for (size_t i = 0; i < rule->count; i++) {
        TRY(condition_compile(arena, fact_vocabulary(), rule->expressions[i], &each[i],
                              problem));
    }
    *whole = condition_all(arena, fact_vocabulary(), each, rule->count);
    return OK;
}

static void tell(Arena *arena, const Explanation *explanation, Language language,
                 ConditionVerdict *verdict)
{
    static const Eligible answers[] = {
        [ANSWER_NO] = ELIGIBLE_NO,
        [ANSWER_UNKNOWN] = ELIGIBLE_UNKNOWN,
        [ANSWER_YES] = ELIGIBLE_YES,
    };
    *verdict = (ConditionVerdict){
        .answer = answers[explanation->answer],
        .because =
            text_join(arena, explanation->because, explanation->because_count, TEXT(" ")),
    };
    for (size_t i = 0; i < explanation->missing.count && i < MISSING_MOST; i++) {
        const Fact *fact = &fact_vocabulary()->facts[explanation->missing.items[i]];
        verdict->missing[verdict->missing_count++] = (ConditionMissing){
            fact->key, phrase_in(&fact->question, language, NULL), fact->type == FACT_BOOLEAN};
    }
}

static Outcome judge(Arena *arena, const ConditionRule *rule, const json_t *facts,
                     Language language, ConditionVerdict *verdict, Problem *problem)
{
    const Condition *whole = NULL;
    Explanation explanation = {0};
    FactSet *known = ARENA_NEW(arena, FactSet);
    fact_set_clear(known, fact_vocabulary());
    if (facts != NULL) {
        TRY(fact_set_read(arena, fact_vocabulary(), facts, known, problem));
    }
    TRY(compile(arena, rule, &whole, problem));
    condition_explain(arena, whole, known, AUDIENCE_WORKER, language, &explanation);
    tell(arena, &explanation, language, verdict);
    return OK;
}

const ConditionJudge CONDITION_JUDGE = {judge};
