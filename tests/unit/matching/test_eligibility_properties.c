/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What holds of every condition, tried on random ones with a fixed seed. SEUIL_PROPERTIES=full
 * runs the counts promised in docs/reference/conditions.md; otherwise a hundredth.
 */
#include <stdlib.h>
#include <string.h>

#include "unit/matching/eligibility_random.h"
#include "unit/testing.h"

static size_t runs(size_t full)
{
    const char *wish = getenv("SEUIL_PROPERTIES");
    return wish != NULL && strcmp(wish, "full") == 0 ? full : full / 100;
}

static void a_new_fact_never_turns_a_yes_or_a_no(void **state)
{
    enum { TRIES = 50 };
    (void)state;
    const size_t rules = runs(1000000) / TRIES;
    World world SCOPED(world_close);
    world_open(&world, 20261124);
    const ArenaMark mark = arena_mark(world.arena);
    for (size_t i = 0; i < rules; i++) {
        Rule rule;
        const Condition *condition = rule_random(&world, &rule);
        for (int j = 0; j < TRIES; j++) {
            Situation situation = situation_random(&world, 6);
            const FactSet before = situation_facts(&world, &situation);
            const int fact = world_below(&world, FACTS);
            if (situation.values[fact] < 0) {
                situation.values[fact] =
                    world_below(&world, (uint32_t)world_value_count(&world, fact));
            }
            const FactSet after = situation_facts(&world, &situation);
            const Answer first = condition_answer(condition, &before, NULL);
            const Answer second = condition_answer(condition, &after, NULL);
            assert_true(first == ANSWER_UNKNOWN || first == second);
        }
        arena_rewind(world.arena, mark);
    }
}

static void answers_agree_with_all_completions(void **state)
{
    (void)state;
    World world SCOPED(world_close);
    world_open(&world, 20261125);
    const ArenaMark mark = arena_mark(world.arena);
    for (size_t i = 0; i < runs(100000); i++) {
        Rule rule;
        const Condition *condition = rule_random(&world, &rule);
        const Situation situation = situation_random(&world, 5);
        const FactSet facts = situation_facts(&world, &situation);
        assert_int_equal(condition_answer(condition, &facts, NULL),
                         rule_answer(&world, &rule, &situation));
        arena_rewind(world.arena, mark);
    }
}

static Situation only(const Situation *situation, const FactList *facts, size_t without)
{
    Situation result;
    for (int i = 0; i < FACTS; i++) {
        result.values[i] = -1;
    }
    for (size_t i = 0; i < facts->count; i++) {
        if (i != without) {
            result.values[facts->items[i]] = situation->values[facts->items[i]];
        }
    }
    return result;
}

/* The size of the smallest set of facts that gives the answer by itself. */
static int smallest_reason(const World *world, const Rule *rule, const Situation *situation,
                           Answer answer)
{
    int least = FACTS + 1;
    for (unsigned set = 0; set < 1U << FACTS; set++) {
        Situation part = *situation;
        int size = 0;
        for (int i = 0; i < FACTS; i++) {
            part.values[i] = (set >> i & 1) != 0 ? part.values[i] : -1;
            size += (set >> i & 1) != 0 ? 1 : 0;
        }
        if (size < least && rule_answer(world, rule, &part) == answer) {
            least = size;
        }
    }
    return least;
}

static void check_reasons(const World *world, const Rule *rule, const Situation *situation,
                          const Explanation *explanation)
{
    const Situation all = only(situation, &explanation->because_facts, FACTS);
    assert_int_equal(rule_answer(world, rule, &all), explanation->answer);
    for (size_t i = 0; i < explanation->because_facts.count; i++) {
        const Situation less = only(situation, &explanation->because_facts, i);
        assert_int_not_equal(rule_answer(world, rule, &less), explanation->answer);
    }
}

static Situation with_open(const World *world, const Situation *situation,
                           const FactList *facts, size_t kept)
{
    Situation result = *situation;
    (void)world;
    for (size_t i = 0; i < facts->count; i++) {
        if (i != kept) {
            result.values[facts->items[i]] = -1;
        }
    }
    return result;
}

static void check_changes(const World *world, const Condition *condition, const Rule *rule,
                          const Situation *situation, const Explanation *explanation)
{
    if (explanation->change_set_count == 0) {
        Situation freed = *situation;
        for (int i = 0; i < FACTS; i++) {
            freed.values[i] = world->facts[i].change == CHANGEABLE ? -1 : freed.values[i];
        }
        assert_int_equal(rule_answer(world, rule, &freed), ANSWER_NO);
    }
    for (size_t s = 0; s < explanation->change_set_count; s++) {
        const ChangeSet *set = &explanation->change_sets[s];
        FactSet facts = situation_facts(world, situation);
        for (size_t i = 0; i < set->facts.count; i++) {
            assert_int_equal(world->facts[set->facts.items[i]].change, CHANGEABLE);
            facts.values[set->facts.items[i]] = set->values[i];
            const Situation less = with_open(world, situation, &set->facts, i);
            assert_int_equal(rule_answer(world, rule, &less), ANSWER_NO);
        }
        assert_int_equal(condition_answer(condition, &facts, NULL), set->answer);
        assert_int_not_equal(set->answer, ANSWER_NO);
    }
}

static void check_missing(const World *world, const Rule *rule, const Situation *situation,
                          const Explanation *explanation)
{
    for (int fact = 0; fact < FACTS; fact++) {
        bool told = false;
        for (size_t i = 0; i < explanation->missing.count; i++) {
            told = told || explanation->missing.items[i] == fact;
        }
        Situation copy = *situation;
        const bool open = situation->values[fact] < 0 && rule_uses(rule, fact);
        assert_int_equal(told, open && rule_depends(world, rule, &copy, 0, fact));
    }
}

static void check_third_party(const World *world, const Condition *condition,
                              const FactSet *facts)
{
    Explanation explanation;
    condition_explain(world->arena, condition, facts, AUDIENCE_THIRD_PARTY, FRENCH,
                      &explanation);
    for (size_t i = 0; i < explanation.because_facts.count; i++) {
        assert_int_not_equal(world->facts[explanation.because_facts.items[i]].change,
                             PROTECTED);
    }
    for (size_t i = 0; i < explanation.missing.count; i++) {
        assert_int_not_equal(world->facts[explanation.missing.items[i]].change, PROTECTED);
    }
}

static void explanations_are_true_and_minimal(void **state)
{
    (void)state;
    World world SCOPED(world_close);
    world_open(&world, 20261126);
    const ArenaMark mark = arena_mark(world.arena);
    for (size_t i = 0; i < runs(100000); i++) {
        Rule rule;
        Explanation explanation;
        const Condition *condition = rule_random(&world, &rule);
        const Situation situation = situation_random(&world, 3);
        const FactSet facts = situation_facts(&world, &situation);
        condition_explain(world.arena, condition, &facts, AUDIENCE_SELF, FRENCH, &explanation);
        assert_int_equal(explanation.answer, rule_answer(&world, &rule, &situation));
        if (explanation.answer == ANSWER_UNKNOWN) {
            check_missing(&world, &rule, &situation, &explanation);
        } else {
            check_reasons(&world, &rule, &situation, &explanation);
            if (i % 20 == 0) {
                assert_int_equal(
                    explanation.because_facts.count,
                    smallest_reason(&world, &rule, &situation, explanation.answer));
            }
        }
        if (explanation.answer == ANSWER_NO) {
            check_changes(&world, condition, &rule, &situation, &explanation);
        }
        check_third_party(&world, condition, &facts);
        arena_rewind(world.arena, mark);
    }
}

/* Questions end, each is open and not refused, and when none is left all is decided. */
static void questions_lead_to_decisions(void **state)
{
    enum { RULES = 6 };
    (void)state;
    World world SCOPED(world_close);
    world_open(&world, 20261127);
    const ArenaMark mark = arena_mark(world.arena);
    for (size_t i = 0; i < runs(20000); i++) {
        Rule rules[RULES];
        WeightedCondition conditions[RULES];
        Situation situation = situation_random(&world, 10);
        for (int j = 0; j < RULES; j++) {
            conditions[j] = (WeightedCondition){rule_random(&world, &rules[j]), j + 1};
        }
        FactSet facts = situation_facts(&world, &situation);
        int fact = question_next(world.arena, &world.vocabulary, conditions, RULES, &facts);
        for (int asked = 0; fact >= 0; asked++) {
            assert_true(asked < FACTS);
            assert_int_equal(facts.values[fact].state, FACT_UNKNOWN);
            facts.values[fact] = world_value(
                &world, fact, world_below(&world, (uint32_t)world_value_count(&world, fact)));
            fact = question_next(world.arena, &world.vocabulary, conditions, RULES, &facts);
        }
        for (int j = 0; j < RULES; j++) {
            assert_int_not_equal(condition_answer(conditions[j].condition, &facts, NULL),
                                 ANSWER_UNKNOWN);
        }
        arena_rewind(world.arena, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_fact_never_turns_a_yes_or_a_no),
        cmocka_unit_test(answers_agree_with_all_completions),
        cmocka_unit_test(explanations_are_true_and_minimal),
        cmocka_unit_test(questions_lead_to_decisions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
