/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/matching/eligibility_random.h"

#include "base/buffer.h"
#include "unit/testing.h"

enum { DEPTH = 4 };

void world_open(World *world, uint64_t seed)
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

void world_close(World *world)
{
    arena_close(&world->arena);
}

int world_below(World *world, uint32_t limit)
{
    return (int)random_below(&world->random, limit);
}

int world_value_count(const World *world, int fact)
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

FactValue world_value(const World *world, int fact, int value)
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
    Tree tree = {.kind = (TreeKind)world_below(world, 3)};
    if (depth == 0 || rule->count > NODES - 8 || world_below(world, 4) == 0) {
        tree.first = world_below(world, FACTS);
        tree.kind = world->facts[tree.first].type == FACT_NUMBER && world_below(world, 2) == 0
                        ? TREE_LESS
                        : TREE_IS;
        tree.constant = world_below(world, (uint32_t)world_value_count(world, tree.first));
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

const Condition *rule_random(World *world, Rule *rule)
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

Situation situation_random(World *world, uint32_t open_in_ten)
{
    Situation situation;
    for (int i = 0; i < FACTS; i++) {
        const bool open = (uint32_t)world_below(world, 10) < open_in_ten;
        situation.values[i] =
            open ? -1 : world_below(world, (uint32_t)world_value_count(world, i));
    }
    return situation;
}

FactSet situation_facts(const World *world, const Situation *situation)
{
    FactSet facts;
    fact_set_clear(&facts, &world->vocabulary);
    for (int i = 0; i < FACTS; i++) {
        if (situation->values[i] >= 0) {
            facts.values[i] = world_value(world, i, situation->values[i]);
        }
    }
    return facts;
}

bool rule_uses(const Rule *rule, int fact)
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
    while (fact < FACTS && (situation->values[fact] >= 0 || !rule_uses(rule, fact))) {
        fact++;
    }
    if (fact == FACTS) {
        seen[rule_holds(rule, 0, situation->values) ? 1 : 0] = true;
        return;
    }
    for (int value = 0; value < world_value_count(world, fact) && !(seen[0] && seen[1]);
         value++) {
        situation->values[fact] = value;
        complete(world, rule, situation, fact + 1, seen);
    }
    situation->values[fact] = -1;
}

Answer rule_answer(const World *world, const Rule *rule, const Situation *situation)
{
    Situation copy = *situation;
    bool seen[2] = {false, false};
    complete(world, rule, &copy, 0, seen);
    return seen[0] && seen[1] ? ANSWER_UNKNOWN : (seen[1] ? ANSWER_YES : ANSWER_NO);
}

bool rule_depends(const World *world, const Rule *rule, Situation *situation, int fact,
                  int subject)
{
    while (fact < FACTS &&
           (fact == subject || situation->values[fact] >= 0 || !rule_uses(rule, fact))) {
        fact++;
    }
    if (fact == FACTS) {
        bool seen[2] = {false, false};
        for (int value = 0; value < world_value_count(world, subject); value++) {
            situation->values[subject] = value;
            seen[rule_holds(rule, 0, situation->values) ? 1 : 0] = true;
        }
        situation->values[subject] = -1;
        return seen[0] && seen[1];
    }
    bool found = false;
    for (int value = 0; value < world_value_count(world, fact) && !found; value++) {
        situation->values[fact] = value;
        found = rule_depends(world, rule, situation, fact + 1, subject);
    }
    situation->values[fact] = -1;
    return found;
}
