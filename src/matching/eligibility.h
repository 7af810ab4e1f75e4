/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Eligibility: conditions over facts with three answers. YES and NO hold whatever the unknown
 * facts turn out to be; UNKNOWN means that they could still change the answer (Kleene logic
 * first, exact completion for what stays open). docs/reference/conditions.md is the language.
 */
#pragma once

#include "matching/facts.h"

typedef struct Condition Condition;

typedef enum Answer { ANSWER_NO, ANSWER_UNKNOWN, ANSWER_YES } Answer;

/* To whom an explanation is shown: a third party is never told a protected fact. */
typedef enum Audience { AUDIENCE_SELF, AUDIENCE_WORKER, AUDIENCE_THIRD_PARTY } Audience;

/* Compiles a boolean FEEL expression over the declared facts. INVALID names the column and what
 * was expected; an unknown fact proposes the closest; comparing a fact with null is refused. */
MUST_USE Outcome condition_compile(Arena *arena, const FactVocabulary *vocabulary,
                                   Text expression, const Condition **condition,
                                   Problem *problem);

/* A condition that holds when all of these do; none of them makes one that always holds. */
const Condition *condition_all(Arena *arena, const FactVocabulary *vocabulary,
                               const Condition *const *conditions, size_t count);

/* The answer for the facts. `error` (may be NULL) tells a condition that cannot be evaluated
 * (kept apart from unknown; its answer is ANSWER_UNKNOWN). */
Answer condition_answer(const Condition *condition, const FactSet *facts, bool *error);

/* The facts a condition mentions, as indexes in order, without doubles. */
typedef struct FactList {
    const int *items;
    size_t count;
} FactList;

FactList condition_facts(const Condition *condition);

/* One way to turn a "no": facts that can be changed, and the values they would take. */
typedef struct ChangeSet {
    FactList facts;
    const FactValue *values; /* parallel to facts */
    const Text *sentences;   /* the facts as they would be: "Vous avez la carte Cigogne" */
    Answer answer;           /* what the condition would say then: YES, or UNKNOWN when other
                              * facts are still missing */
} ChangeSet;

typedef struct Explanation {
    Answer answer;
    /* YES: a smallest set of known facts that suffices, as sentences.
     * NO: the facts that stand against it (protected ones are left out for a third party). */
    const Text *because;
    size_t because_count;
    FactList because_facts;
    /* NO: the smallest sets of changeable facts that would turn it, and the sentences of the
     * first; empty when nothing changeable does. */
    const ChangeSet *change_sets;
    size_t change_set_count;
    const Text *changes;
    size_t change_count;
    /* UNKNOWN: the facts that could still decide it. */
    FactList missing;
    /* The condition speaks of protected facts and the audience is a third party: say only that
     * more is asked for. Set whatever the values are, so that it tells nothing about them. */
    bool withheld;
} Explanation;

void condition_explain(Arena *arena, const Condition *condition, const FactSet *facts,
                       Audience audience, Language language, Explanation *explanation);

/* Values of one fact that stand for all others in this condition: one for each stretch between
 * the constants it is compared with. Gives how many, at most `most`. */
size_t condition_values(const Condition *condition, int fact, FactValue *values, size_t most);

/* A row of a form: fact, comparison ("=", "!=", "<", "<=", ">", ">=", "in") and value as typed;
 * a list of values is separated by commas. */
typedef struct ConditionRow {
    Text fact;
    Text comparison;
    Text value;
} ConditionRow;

/* Rows as the expression that says the same, all of them together. INVALID names the row. */
MUST_USE Outcome condition_from_rows(Arena *arena, const FactVocabulary *vocabulary,
                                     const ConditionRow *rows, size_t count, Text *expression,
                                     Problem *problem);

/* The best fact to ask next so that these conditions are decided: fewest conditions left
 * undecided by weight, dearer for delicate facts, ties by name. -1 when nothing is open. Facts
 * refused are never asked again. */
typedef struct WeightedCondition {
    const Condition *condition;
    double weight;
} WeightedCondition;

int question_next(Arena *arena, const FactVocabulary *vocabulary,
                  const WeightedCondition *conditions, size_t count, const FactSet *facts);
