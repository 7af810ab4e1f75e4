/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random conditions and what they must answer. A condition is made as a small tree and written
 * out as FEEL to be compiled; the tree itself, tried over all values of all open facts, is the
 * truth that answers are held against.
 */
#pragma once

#include "base/random.h"
#include "matching/eligibility.h"

/* Facts a to h: number, choice and yes-or-no in turn; changeable, fixed and protected in turn.
 */
enum { FACTS = 8, VALUES = 6, NODES = 24 };

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

/* Values by fact; -1 for one that is not known. */
typedef struct Situation {
    int values[FACTS];
} Situation;

void world_open(World *world, uint64_t seed);
void world_close(World *world);
int world_below(World *world, uint32_t limit);
int world_value_count(const World *world, int fact);
FactValue world_value(const World *world, int fact, int value);

/* A rule and the condition compiled from its text. */
const Condition *rule_random(World *world, Rule *rule);
bool rule_uses(const Rule *rule, int fact);

/* What the rule answers when every completion of the situation is tried. */
Answer rule_answer(const World *world, const Rule *rule, const Situation *situation);

/* Whether two completions that differ in one fact alone give two answers: called with `fact`
 * 0, and the situation is left as it was. */
bool rule_depends(const World *world, const Rule *rule, Situation *situation, int fact,
                  int subject);

/* Each fact is open in that many cases of ten. */
Situation situation_random(World *world, uint32_t open_in_ten);
FactSet situation_facts(const World *world, const Situation *situation);
