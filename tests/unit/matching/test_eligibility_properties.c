/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What holds of every condition, tried on random ones with a fixed seed. A condition is made as
 * a small tree, written out as FEEL, compiled, and answered; the tree itself, tried over all
 * values of all open facts, says what the answer must be. SEUIL_PROPERTIES=full runs the counts
 * promised in docs/reference/conditions.md; otherwise a hundredth.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/list.h"
#include "base/random.h"
#include "matching/eligibility.h"
#include "unit/testing.h"

/* Facts a to h: number, choice and yes-or-no in turn; changeable, fixed and protected in turn.
 */
enum { FACTS = 8, VALUES = 6, NODES = 24, DEPTH = 4 };

typedef enum TreeKind { TREE_AND, TREE_OR, TREE_NOT, TREE_LESS, TREE_IS } TreeKind;

typedef struct Tree {
    TreeKind kind;
    int first; /* nodes below, or the fact */
    int second;
    int constant;
} Tree;

typedef struct Rule {
    Tree nodes[NODES];
    int count;
} Rule;

typedef struct World {
    Arena *arena;
    FactVocabulary vocabulary;
    Fact facts[FACTS];
    FactChoice choices[3];
    Random random;
} World;

static size_t runs(size_t full)
{
    const char *wish = getenv("SEUIL_PROPERTIES");
    return wish != NULL && strcmp(wish, "full") == 0 ? full : full / 100;
}

static void world_open(World *world, uint64_t seed)
{
    static const char keys[] = "abcdefgh";
    static const char codes[] = "xyz";
    static const FactType types[] = {FACT_BOOLEAN, FACT_NUMBER, FACT_CHOICE, FACT_BOOLEAN};
    *world = (World){.arena = arena_new(0), .random = random_seeded(seed)};
    for (int i = 0; i < 3; i++) {
        world->choices[i].code = text_of(codes + i, 1);
    }
    for (int i = 0; i < FACTS; i++) {
        world->facts[i] = (Fact){.key = text_of(keys + i, 1),
                                 .type = types[i % 4],
                                 .change = (Change)(i % 3),
                                 .whole = true,
                                 .has_minimum = true,
                                 .has_maximum = true,
                                 .maximum = VALUES - 1};
        if (world->facts[i].type == FACT_CHOICE) {
            world->facts[i].choices = world->choices;
            world->facts[i].choice_count = 3;
        }
    }
    world->vocabulary = (FactVocabulary){world->facts, FACTS};
}

static void world_close(World *world)
{
    arena_close(&world->arena);
}

static int below(World *world, uint32_t limit)
{
    return (int)random_below(&world->random, limit);
}

static int value_count(const World *world, int fact)
{
    switch (world->facts[fact].type) {
    case FACT_NUMBER:
        return VALUES;
    case FACT_CHOICE:
        return 3;
    case FACT_BOOLEAN:
    case FACT_DATE:
    case FACT_TEXT:
        break;
    }
    return 2;
}

static FactValue value_of(const World *world, int fact, int value)
{
    FactValue result = {.state = FACT_KNOWN};
    switch (world->facts[fact].type) {
    case FACT_NUMBER:
        result.number = value;
        break;
    case FACT_CHOICE:
        result.text = world->choices[value].code;
        break;
    case FACT_BOOLEAN:
    case FACT_DATE:
    case FACT_TEXT:
        result.boolean = value == 1;
        break;
    }
    return result;
}

/* ------------------------------------------------------------------------ random rules */

static int grow(World *world, Rule *rule, int depth)
{
    const int index = rule->count++;
    Tree tree = {.kind = (TreeKind)below(world, 3)};
    if (depth == 0 || rule->count > NODES - 8 || below(world, 4) == 0) {
        tree.first = below(world, FACTS);
        tree.kind = world->facts[tree.first].type == FACT_NUMBER && below(world, 2) == 0
                        ? TREE_LESS
                        : TREE_IS;
        tree.constant = below(world, (uint32_t)value_count(world, tree.first));
    } else {
        tree.first = grow(world, rule, depth - 1);
        tree.second = tree.kind == TREE_NOT ? 0 : grow(world, rule, depth - 1);
    }
    rule->nodes[index] = tree;
    return index;
}

static void write_rule(const World *world, const Rule *rule, int index, Buffer *out)
{
    const Tree *tree = &rule->nodes[index];
    if (tree->kind == TREE_AND || tree->kind == TREE_OR) {
        buffer_append(out, TEXT("("));
        write_rule(world, rule, tree->first, out);
        buffer_append(out, tree->kind == TREE_AND ? TEXT(" and ") : TEXT(" or "));
        write_rule(world, rule, tree->second, out);
        buffer_append(out, TEXT(")"));
        return;
    }
    if (tree->kind == TREE_NOT) {
        buffer_append(out, TEXT("not("));
        write_rule(world, rule, tree->first, out);
        buffer_append(out, TEXT(")"));
        return;
    }
    const Fact *fact = &world->facts[tree->first];
    buffer_append_format(out, "%.*s %s ", TEXT_ARG(fact->key),
                         tree->kind == TREE_LESS ? "<" : "=");
    if (fact->type == FACT_BOOLEAN) {
        buffer_append(out, tree->constant == 1 ? TEXT("true") : TEXT("false"));
    } else if (fact->type == FACT_NUMBER) {
        buffer_append_format(out, "%d", tree->constant);
    } else {
        buffer_append_format(out, "\"%.*s\"", TEXT_ARG(world->choices[tree->constant].code));
    }
}

static bool rule_holds(const Rule *rule, int index, const int values[FACTS])
{
    const Tree *tree = &rule->nodes[index];
    switch (tree->kind) {
    case TREE_AND:
        return rule_holds(rule, tree->first, values) && rule_holds(rule, tree->second, values);
    case TREE_OR:
        return rule_holds(rule, tree->first, values) || rule_holds(rule, tree->second, values);
    case TREE_NOT:
        return !rule_holds(rule, tree->first, values);
    case TREE_LESS:
        return values[tree->first] < tree->constant;
    case TREE_IS:
        break;
    }
    return values[tree->first] == tree->constant;
}

static const Condition *random_condition(World *world, Rule *rule)
{
    const Condition *condition = NULL;
    Problem problem = {.arena = world->arena};
    Buffer out = buffer_new(world->arena, 4096);
    rule->count = 0;
    (void)grow(world, rule, DEPTH);
    write_rule(world, rule, 0, &out);
    if (condition_compile(world->arena, &world->vocabulary, buffer_text(&out), &condition,
                          &problem) != OK) {
        fail_msg("%.*s: %.*s", TEXT_ARG(buffer_text(&out)), TEXT_ARG(problem.detail));
    }
    return condition;
}

/* ---------------------------------------------------------------------------- the truth */

/* Values by fact; -1 for one that is not known. */
typedef struct Situation {
    int values[FACTS];
} Situation;

static Situation random_situation(World *world, uint32_t open_in_ten)
{
    Situation situation;
    for (int i = 0; i < FACTS; i++) {
        const bool open = (uint32_t)below(world, 10) < open_in_ten;
        situation.values[i] = open ? -1 : below(world, (uint32_t)value_count(world, i));
    }
    return situation;
}

static FactSet facts_of(const World *world, const Situation *situation)
{
    FactSet facts;
    fact_set_clear(&facts, &world->vocabulary);
    for (int i = 0; i < FACTS; i++) {
        if (situation->values[i] >= 0) {
            facts.values[i] = value_of(world, i, situation->values[i]);
        }
    }
    return facts;
}

static bool is_used(const Rule *rule, int fact)
{
    for (int i = 0; i < rule->count; i++) {
        if (rule->nodes[i].kind >= TREE_LESS && rule->nodes[i].first == fact) {
            return true;
        }
    }
    return false;
}

/* Counts the completions that make the rule hold and fail, stopping once both are seen. */
static void complete(const World *world, const Rule *rule, Situation *situation, int fact,
                     bool seen[2])
{
    while (fact < FACTS && (situation->values[fact] >= 0 || !is_used(rule, fact))) {
        fact++;
    }
    if (fact == FACTS) {
        seen[rule_holds(rule, 0, situation->values) ? 1 : 0] = true;
        return;
    }
    for (int value = 0; value < value_count(world, fact) && !(seen[0] && seen[1]); value++) {
        situation->values[fact] = value;
        complete(world, rule, situation, fact + 1, seen);
    }
    situation->values[fact] = -1;
}

static Answer true_answer(const World *world, const Rule *rule, const Situation *situation)
{
    Situation copy = *situation;
    bool seen[2] = {false, false};
    complete(world, rule, &copy, 0, seen);
    return seen[0] && seen[1] ? ANSWER_UNKNOWN : (seen[1] ? ANSWER_YES : ANSWER_NO);
}

/* Whether two completions that differ in one fact alone give two answers. */
static bool truly_depends(const World *world, const Rule *rule, Situation *situation, int fact,
                          int subject)
{
    while (fact < FACTS &&
           (fact == subject || situation->values[fact] >= 0 || !is_used(rule, fact))) {
        fact++;
    }
    if (fact == FACTS) {
        bool seen[2] = {false, false};
        for (int value = 0; value < value_count(world, subject); value++) {
            situation->values[subject] = value;
            seen[rule_holds(rule, 0, situation->values) ? 1 : 0] = true;
        }
        situation->values[subject] = -1;
        return seen[0] && seen[1];
    }
    bool found = false;
    for (int value = 0; value < value_count(world, fact) && !found; value++) {
        situation->values[fact] = value;
        found = truly_depends(world, rule, situation, fact + 1, subject);
    }
    situation->values[fact] = -1;
    return found;
}

/* --------------------------------------------------------------------------- properties */

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
        const Condition *condition = random_condition(&world, &rule);
        for (int j = 0; j < TRIES; j++) {
            Situation situation = random_situation(&world, 6);
            const FactSet before = facts_of(&world, &situation);
            const int fact = below(&world, FACTS);
            if (situation.values[fact] < 0) {
                situation.values[fact] = below(&world, (uint32_t)value_count(&world, fact));
            }
            const FactSet after = facts_of(&world, &situation);
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
        const Condition *condition = random_condition(&world, &rule);
        const Situation situation = random_situation(&world, 5);
        const FactSet facts = facts_of(&world, &situation);
        assert_int_equal(condition_answer(condition, &facts, NULL),
                         true_answer(&world, &rule, &situation));
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
        if (size < least && true_answer(world, rule, &part) == answer) {
            least = size;
        }
    }
    return least;
}

static void check_reasons(const World *world, const Rule *rule, const Situation *situation,
                          const Explanation *explanation)
{
    const Situation all = only(situation, &explanation->because_facts, FACTS);
    assert_int_equal(true_answer(world, rule, &all), explanation->answer);
    for (size_t i = 0; i < explanation->because_facts.count; i++) {
        const Situation less = only(situation, &explanation->because_facts, i);
        assert_int_not_equal(true_answer(world, rule, &less), explanation->answer);
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
        assert_int_equal(true_answer(world, rule, &freed), ANSWER_NO);
    }
    for (size_t s = 0; s < explanation->change_set_count; s++) {
        const ChangeSet *set = &explanation->change_sets[s];
        FactSet facts = facts_of(world, situation);
        for (size_t i = 0; i < set->facts.count; i++) {
            assert_int_equal(world->facts[set->facts.items[i]].change, CHANGEABLE);
            facts.values[set->facts.items[i]] = set->values[i];
            const Situation less = with_open(world, situation, &set->facts, i);
            assert_int_equal(true_answer(world, rule, &less), ANSWER_NO);
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
        const bool open = situation->values[fact] < 0 && is_used(rule, fact);
        assert_int_equal(told, open && truly_depends(world, rule, &copy, 0, fact));
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
        const Condition *condition = random_condition(&world, &rule);
        const Situation situation = random_situation(&world, 3);
        const FactSet facts = facts_of(&world, &situation);
        condition_explain(world.arena, condition, &facts, AUDIENCE_SELF, FRENCH, &explanation);
        assert_int_equal(explanation.answer, true_answer(&world, &rule, &situation));
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
        Situation situation = random_situation(&world, 10);
        for (int j = 0; j < RULES; j++) {
            conditions[j] = (WeightedCondition){random_condition(&world, &rules[j]), j + 1};
        }
        FactSet facts = facts_of(&world, &situation);
        int fact = question_next(world.arena, &world.vocabulary, conditions, RULES, &facts);
        for (int asked = 0; fact >= 0; asked++) {
            assert_true(asked < FACTS);
            assert_int_equal(facts.values[fact].state, FACT_UNKNOWN);
            facts.values[fact] =
                value_of(&world, fact, below(&world, (uint32_t)value_count(&world, fact)));
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
