/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Why an answer is what it is. Every claim made here is one that answering again would confirm:
 * the reasons alone give the same answer, and the changes turn it.
 */
#include "matching/eligibility_form.h"

enum {
    MOST_EXHAUSTIVE = 12,
    MOST_CHANGE_SETS = 4,
    MOST_CHANGED = 6,
    /* Completions one explanation may look at, each in microseconds. After that it says no more
     * than it has found: all the reasons, or no change. */
    MOST_LOOKED_AT = 1 << 18,
};

/* A subset of the facts of a condition, by position, in increasing order. */
typedef struct Subset {
    size_t items[FACT_LIMIT];
    size_t count;
} Subset;

typedef struct Explainer {
    Arena *arena;
    const Condition *condition;
    const FactSet *facts;
    Audience audience;
    Language language;
    int *left; /* completions that may still be looked at */
} Explainer;

static const Fact *fact_of(const Explainer *explainer, size_t position)
{
    return &explainer->condition->vocabulary
                ->facts[explainer->condition->facts.items[position]];
}

static bool may_be_told(const Explainer *explainer, size_t position)
{
    return explainer->audience != AUDIENCE_THIRD_PARTY ||
           fact_of(explainer, position)->change != PROTECTED;
}

/* Has it looked at as much as it may? */
static bool is_tired(const Explainer *explainer)
{
    return *explainer->left < 0;
}

/* The next combination of `size` out of `total`, in order; false after the last. */
static bool next_combination(Subset *subset, size_t total)
{
    size_t i = subset->count;
    while (i > 0 && subset->items[i - 1] == total - subset->count + i - 1) {
        i--;
    }
    if (i == 0) {
        return false;
    }
    subset->items[i - 1]++;
    for (; i < subset->count; i++) {
        subset->items[i] = subset->items[i - 1] + 1;
    }
    return true;
}

static void first_combination(Subset *subset, size_t size)
{
    subset->count = size;
    for (size_t i = 0; i < size; i++) {
        subset->items[i] = i;
    }
}

/* ------------------------------------------------------------------------------ reasons */

static Answer answer_with(const Explainer *explainer, const Subset *known, const Subset *chosen)
{
    FactSet only;
    fact_set_clear(&only, explainer->condition->vocabulary);
    for (size_t i = 0; i < chosen->count; i++) {
        const int fact = explainer->condition->facts.items[known->items[chosen->items[i]]];
        only.values[fact] = explainer->facts->values[fact];
    }
    return condition_answer_within(explainer->condition, &only, explainer->left);
}

static Subset known_facts(const Explainer *explainer)
{
    Subset known = {.count = 0};
    for (size_t i = 0; i < explainer->condition->facts.count; i++) {
        if (!fact_is_open(explainer->condition, explainer->facts, i)) {
            known.items[known.count++] = i;
        }
    }
    return known;
}

/* Drops one fact after the other as long as the rest suffices: minimal, if not the smallest. */
static Subset shrink(const Explainer *explainer, const Subset *known, Answer answer)
{
    Subset chosen;
    first_combination(&chosen, known->count);
    for (size_t i = chosen.count; i > 0; i--) {
        Subset without = chosen;
        without.count--;
        for (size_t j = i - 1; j < without.count; j++) {
            without.items[j] = chosen.items[j + 1];
        }
        if (answer_with(explainer, known, &without) == answer) {
            chosen = without;
        }
    }
    return chosen;
}

static Subset smallest(const Explainer *explainer, const Subset *known, Answer answer)
{
    for (size_t size = 0; size < known->count && !is_tired(explainer); size++) {
        Subset chosen;
        first_combination(&chosen, size);
        do {
            if (answer_with(explainer, known, &chosen) == answer) {
                return chosen;
            }
        } while (!is_tired(explainer) && next_combination(&chosen, known->count));
    }
    Subset all;
    first_combination(&all, known->count);
    return all;
}

/* The reasons are all given as facts; sentences leave out what the audience may not hear. */
static void explain_reasons(const Explainer *explainer, Explanation *explanation)
{
    const Subset known = known_facts(explainer);
    const Subset chosen = known.count <= MOST_EXHAUSTIVE
                              ? smallest(explainer, &known, explanation->answer)
                              : shrink(explainer, &known, explanation->answer);
    int *facts = ARENA_ARRAY(explainer->arena, int, chosen.count);
    Text *sentences = ARENA_ARRAY(explainer->arena, Text, chosen.count);
    size_t count = 0;
    for (size_t i = 0; i < chosen.count; i++) {
        const size_t position = known.items[chosen.items[i]];
        const int fact = explainer->condition->facts.items[position];
        if (may_be_told(explainer, position)) {
            facts[count] = fact;
            sentences[count++] =
                fact_sentence(explainer->arena, explainer->condition->vocabulary, fact,
                              &explainer->facts->values[fact], explainer->language);
        }
    }
    explanation->because = sentences;
    explanation->because_count = count;
    explanation->because_facts = (FactList){facts, count};
}

/* ------------------------------------------------------------------------------ changes */

static Subset changeable_facts(const Explainer *explainer, const Subset *known)
{
    Subset changeable = {.count = 0};
    for (size_t i = 0; i < known->count; i++) {
        if (fact_of(explainer, known->items[i])->change == CHANGEABLE) {
            changeable.items[changeable.count++] = known->items[i];
        }
    }
    return changeable;
}

/* Chooses values for the facts set free, one after the other, so that YES stays possible. With
 * `surely`, so that the answer is YES in the end whatever stays unknown, if that can be. */
static bool choose_values(const Explainer *explainer, FactSet *facts, const Subset *changeable,
                          const Subset *chosen, size_t at, Answer wanted)
{
    if (at == chosen->count) {
        const Answer answer =
            condition_answer_within(explainer->condition, facts, explainer->left);
        return answer == wanted && !is_tired(explainer);
    }
    if (!condition_can_be(explainer->condition, facts, ANSWER_YES, explainer->left)) {
        return false;
    }
    const Domain *domain = &explainer->condition->domains[changeable->items[chosen->items[at]]];
    for (size_t i = 0; i < domain->count; i++) {
        facts->values[domain->fact] = domain->values[i];
        if (choose_values(explainer, facts, changeable, chosen, at + 1, wanted)) {
            return true;
        }
    }
    facts->values[domain->fact] = (FactValue){.state = FACT_UNKNOWN};
    return false;
}

static bool can_turn(const Explainer *explainer, const Subset *changeable, const Subset *chosen,
                     FactSet *facts)
{
    *facts = *explainer->facts;
    for (size_t i = 0; i < chosen->count; i++) {
        const size_t position = changeable->items[chosen->items[i]];
        facts->values[explainer->condition->facts.items[position]] =
            (FactValue){.state = FACT_UNKNOWN};
    }
    return condition_can_be(explainer->condition, facts, ANSWER_YES, explainer->left);
}

static ChangeSet describe_change(const Explainer *explainer, const Subset *changeable,
                                 const Subset *chosen, const FactSet *facts, Answer answer)
{
    int *items = ARENA_ARRAY(explainer->arena, int, chosen->count);
    FactValue *values = ARENA_ARRAY(explainer->arena, FactValue, chosen->count);
    Text *sentences = ARENA_ARRAY(explainer->arena, Text, chosen->count);
    for (size_t i = 0; i < chosen->count; i++) {
        const int fact = explainer->condition->facts.items[changeable->items[chosen->items[i]]];
        items[i] = fact;
        values[i] = facts->values[fact];
        sentences[i] = fact_sentence(explainer->arena, explainer->condition->vocabulary, fact,
                                     &values[i], explainer->language);
    }
    return (ChangeSet){
        {items, chosen->count},
        values, sentences, answer
    };
}

static bool find_change(const Explainer *explainer, const Subset *changeable,
                        const Subset *chosen, ChangeSet *change)
{
    FactSet facts;
    (*explainer->left)--;
    if (!can_turn(explainer, changeable, chosen, &facts)) {
        return false;
    }
    const Answer wishes[] = {ANSWER_YES, ANSWER_UNKNOWN};
    for (size_t i = 0; i < LENGTH_OF(wishes); i++) {
        if (choose_values(explainer, &facts, changeable, chosen, 0, wishes[i])) {
            *change = describe_change(explainer, changeable, chosen, &facts, wishes[i]);
            return true;
        }
    }
    return false;
}

/* By increasing size: the first size that turns the answer gives the smallest sets. */
static void explain_changes(const Explainer *explainer, Explanation *explanation)
{
    const Subset known = known_facts(explainer);
    const Subset changeable = changeable_facts(explainer, &known);
    ChangeSet *sets = ARENA_ARRAY(explainer->arena, ChangeSet, MOST_CHANGE_SETS);
    size_t count = 0;
    const size_t most = changeable.count < MOST_CHANGED ? changeable.count : MOST_CHANGED;
    for (size_t size = 1; size <= most && count == 0 && !is_tired(explainer); size++) {
        Subset chosen;
        first_combination(&chosen, size);
        do {
            if (find_change(explainer, &changeable, &chosen, &sets[count])) {
                count++;
            }
        } while (count < MOST_CHANGE_SETS && !is_tired(explainer) &&
                 next_combination(&chosen, changeable.count));
    }
    explanation->change_sets = sets;
    explanation->change_set_count = count;
    explanation->changes = count == 0 ? NULL : sets[0].sentences;
    explanation->change_count = count == 0 ? 0 : sets[0].facts.count;
}

/* ------------------------------------------------------------------------------ missing */

static void explain_missing(const Explainer *explainer, Explanation *explanation)
{
    const Condition *condition = explainer->condition;
    int *facts = ARENA_ARRAY(explainer->arena, int, condition->facts.count);
    size_t count = 0;
    for (size_t i = 0; i < condition->facts.count; i++) {
        if (fact_is_open(condition, explainer->facts, i) && may_be_told(explainer, i) &&
            condition_depends_on(condition, explainer->facts, i)) {
            facts[count++] = condition->facts.items[i];
        }
    }
    explanation->missing = (FactList){facts, count};
}

static bool mentions_protected(const Condition *condition)
{
    for (size_t i = 0; i < condition->facts.count; i++) {
        if (condition->vocabulary->facts[condition->facts.items[i]].change == PROTECTED) {
            return true;
        }
    }
    return false;
}

void condition_explain(Arena *arena, const Condition *condition, const FactSet *facts,
                       Audience audience, Language language, Explanation *explanation)
{
    int left = MOST_LOOKED_AT;
    const Explainer explainer = {arena, condition, facts, audience, language, &left};
    *explanation = (Explanation){
        .answer = condition_answer(condition, facts, NULL),
        .withheld = audience == AUDIENCE_THIRD_PARTY && mentions_protected(condition),
    };
    if (explanation->answer == ANSWER_UNKNOWN) {
        explain_missing(&explainer, explanation);
        return;
    }
    explain_reasons(&explainer, explanation);
    if (explanation->answer == ANSWER_NO) {
        explain_changes(&explainer, explanation);
    }
}
