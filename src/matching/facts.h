/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Facts about a person: a declared vocabulary (data/wallonie/vocabularies/facts.yaml, compiled
 * in), and sets of values. A fact is a value, unknown, refused ("I'd rather not say") or not
 * applicable; unknown and refused evaluate alike.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"
#include "words/language.h"
#include "json/json.h"

#define FACT_LIMIT 256

typedef enum FactType { FACT_BOOLEAN, FACT_NUMBER, FACT_DATE, FACT_TEXT, FACT_CHOICE } FactType;

/* How much asking costs. */
typedef enum Sensitivity { PLAIN, DELICATE, INTIMATE } Sensitivity;

/* Whether the person can change it, and who may be told. */
typedef enum Change { CHANGEABLE, FIXED, PROTECTED } Change;

typedef struct FactChoice {
    Text code;
    Phrase name;
} FactChoice;

typedef struct Fact {
    Text key;
    FactType type;
    Text unit;
    Phrase question;
    Phrase statement_yes; /* the fact said as a reason */
    Phrase statement_no;
    Sensitivity sensitivity;
    Change change;
    bool has_minimum;
    bool has_maximum;
    double minimum;
    double maximum;
    bool whole;         /* counted in years or persons: never a fraction */
    bool may_not_apply; /* "applies: sometimes": not everybody has an answer */
    const FactChoice *choices;
    size_t choice_count;
} Fact;

typedef struct FactVocabulary {
    const Fact *facts; /* at most FACT_LIMIT, in order of key */
    size_t count;
} FactVocabulary;

/* The vocabulary compiled into the program, read once. */
const FactVocabulary *fact_vocabulary(void);

/* Reads a vocabulary from the text of a YAML file; for tests and for the compiled-in one. */
MUST_USE Outcome fact_vocabulary_read(Arena *arena, Text file, Text content,
                                      const FactVocabulary **vocabulary, Problem *problem);

/* The index of a fact, or -1. */
int fact_find(const FactVocabulary *vocabulary, Text key);

/* The key most like a name that is not known; empty when none is near. */
Text fact_closest(const FactVocabulary *vocabulary, Text name);

typedef enum FactState {
    FACT_UNKNOWN,
    FACT_REFUSED,
    FACT_NOT_APPLICABLE,
    FACT_KNOWN
} FactState;

typedef struct FactValue {
    FactState state;
    bool boolean;
    double number;
    Date date;
    Text text; /* of a text or the code of a choice */
} FactValue;

typedef struct FactSet {
    const FactVocabulary *vocabulary;
    FactValue values[FACT_LIMIT]; /* parallel to vocabulary->facts */
} FactSet;

void fact_set_clear(FactSet *set, const FactVocabulary *vocabulary);

/* Whether the value says something: a known one, or "not applicable" where that is an answer (a
 * yes-or-no fact, for which it is no, and a fact that applies to some only). */
bool fact_is_given(const Fact *fact, const FactValue *value);

/* {"age": 34, "has_residence_permit": false, "income": null, "pregnant": {"refused": true},
 *  "x": {"notApplicable": true}}. INVALID names the field ("/facts/age") for an unknown name, a
 * wrong type or a number out of bounds. Texts are copied into the arena. */
MUST_USE Outcome fact_set_read(Arena *arena, const FactVocabulary *vocabulary,
                               const json_t *object, FactSet *set, Problem *problem);

/* The fact as a sentence in the person's language: "Vous avez 34 ans." */
Text fact_sentence(Arena *arena, const FactVocabulary *vocabulary, int fact,
                   const FactValue *value, Language language);
