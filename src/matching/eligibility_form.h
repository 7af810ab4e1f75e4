/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The compiled form of a condition: a tree in prefix order, each node knowing where its part
 * ends, over atoms. An atom says which values of one fact make it true, so no comparison can
 * fail when a condition is answered.
 */
#pragma once

#include "base/list.h"
#include "matching/eligibility.h"

typedef enum FormKind { FORM_YES, FORM_NO, FORM_ATOM, FORM_NOT, FORM_ALL, FORM_ANY } FormKind;

typedef struct FormNode {
    FormKind kind;
    uint32_t end;  /* index after the last node below this one */
    uint32_t atom; /* of FORM_ATOM */
} FormNode;

typedef enum AtomKind { ATOM_TRUE, ATOM_NUMBERS, ATOM_DATES, ATOM_CHOICE, ATOM_TEXT } AtomKind;

typedef struct Atom {
    AtomKind kind;
    int fact;
    double low; /* of numbers and dates, as days; infinite when there is no bound */
    double high;
    bool low_open;
    bool high_open;
    Text text; /* the text or the code it must be */
} Atom;

/* The values that stand for all values of a fact, and whether it must be tried out: a fact that
 * occurs once, in an atom that can go both ways, never needs to be. */
typedef struct Domain {
    int fact;
    const FactValue *values;
    size_t count;
    bool tried;
} Domain;

typedef LIST_OF(FormNode) FormList;
typedef LIST_OF(Atom) AtomList;

struct Condition {
    const FactVocabulary *vocabulary;
    FormList nodes;
    AtomList atoms;
    FactList facts;        /* mentioned, in order */
    const Domain *domains; /* parallel to facts */
};

/* Fills facts and domains from nodes and atoms. */
void condition_finish(Arena *arena, Condition *condition);

Answer atom_answer(const Condition *condition, const Atom *atom, const FactValue *value);

/* Kleene's three values over the facts as they are. */
Answer condition_kleene(const Condition *condition, const FactSet *facts);
Answer condition_kleene_at(const Condition *condition, const FactSet *facts, uint32_t node);

/* Whether some completion of the open facts gives `wanted`; true also when `left` completions
 * are not enough to tell. Takes those looked at off `left`. */
bool condition_can_be(const Condition *condition, const FactSet *facts, Answer wanted,
                      int *left);

/* condition_answer() with its own limit: UNKNOWN when `left` completions are not enough. */
Answer condition_answer_within(const Condition *condition, const FactSet *facts, int *left);

/* Whether the value of an open fact can change the answer, whatever the other facts are. */
bool condition_depends_on(const Condition *condition, const FactSet *facts, size_t position);

bool fact_is_open(const Condition *condition, const FactSet *facts, size_t position);
