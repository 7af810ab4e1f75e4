/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which fact to ask next: the one after whose answer the least weight of conditions stays
 * undecided, on the mean of its possible answers, divided by what asking it costs.
 */
#include <math.h>

#include "matching/eligibility_form.h"

typedef struct Asking {
    Arena *arena;
    const WeightedCondition *conditions;
    size_t count;
    FactSet facts; /* a copy to try answers in */
} Asking;

static double asking_cost(Sensitivity sensitivity)
{
    switch (sensitivity) {
    case PLAIN:
        return 1;
    case DELICATE:
        return 1.6;
    case INTIMATE:
        break;
    }
    return 2.5;
}

/* The mean weight an answer to one fact decides in one condition. */
static double weight_decided(Asking *asking, const WeightedCondition *weighted, int fact,
                             size_t position)
{
    const Domain *domain = &weighted->condition->domains[position];
    const FactValue before = asking->facts.values[fact];
    size_t decided = 0;
    for (size_t i = 0; i < domain->count; i++) {
        asking->facts.values[fact] = domain->values[i];
        decided += condition_answer(weighted->condition, &asking->facts, NULL) != ANSWER_UNKNOWN
                       ? 1
                       : 0;
    }
    asking->facts.values[fact] = before;
    return domain->count == 0 ? 0 : weighted->weight * (double)decided / (double)domain->count;
}

/* A small credit for coming nearer where no single answer decides: the fewer facts are open,
 * the more each is worth. */
static const double NEARER = 0.01;

static void score_condition(Asking *asking, const WeightedCondition *weighted, double *scores)
{
    const Condition *condition = weighted->condition;
    if (weighted->weight <= 0 ||
        condition_answer(condition, &asking->facts, NULL) != ANSWER_UNKNOWN) {
        return;
    }
    size_t open = 0;
    for (size_t i = 0; i < condition->facts.count; i++) {
        open += fact_is_open(condition, &asking->facts, i) ? 1 : 0;
    }
    for (size_t i = 0; i < condition->facts.count; i++) {
        const int fact = condition->facts.items[i];
        if (asking->facts.values[fact].state == FACT_UNKNOWN &&
            condition_depends_on(condition, &asking->facts, i)) {
            scores[fact] += weight_decided(asking, weighted, fact, i) +
                            NEARER * weighted->weight / (double)open;
        }
    }
}

int question_next(Arena *arena, const FactVocabulary *vocabulary,
                  const WeightedCondition *conditions, size_t count, const FactSet *facts)
{
    double *scores = ARENA_ARRAY(arena, double, vocabulary->count);
    Asking asking = {arena, conditions, count, *facts};
    for (size_t i = 0; i < count; i++) {
        score_condition(&asking, &conditions[i], scores);
    }
    int best = -1;
    double best_score = 0;
    for (size_t i = 0; i < vocabulary->count; i++) {
        const double score = scores[i] / asking_cost(vocabulary->facts[i].sensitivity);
        if (score > best_score + 1e-12) {
            best_score = score;
            best = (int)i;
        }
    }
    return best;
}
