/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of persons share; nobody else includes it. */
#pragma once

#include "people/person.h"

/* Appends the facts of one person in the state current or contested, or all of them, opened as
 * far as there are keys: what leaves the domain goes through person_fact_hide. */
typedef enum FactSpan { FACTS_IN_FORCE, FACTS_ALL } FactSpan;
MUST_USE Outcome person_facts_read(Access *access, Id person, FactSpan span,
                                   PersonFactList *facts);

void person_fact_withhold(PersonFact *fact);

/* Keeps back what this caller may not see. */
void person_fact_hide(const Access *access, Relation relation, PersonFact *fact);

/* What stands in the row of a fact. */
typedef struct SealedFact {
    Text value;
    Text extra;
    Text sealed;
} SealedFact;

/* REFUSED without a keyring, for a class that is sealed. */
MUST_USE Outcome person_fact_seal(Access *access, const PersonFact *fact, SealedFact *sealed);
MUST_USE Outcome person_fact_open(Access *access, Text sealed, PersonFact *fact);

/* Under which a number is found again; REFUSED without a keyring. */
MUST_USE Outcome person_number_digest(Access *access, Text kind, Text number, Text *digest);

/* person_change_fact without asking who may, nor refreshing. */
MUST_USE Outcome person_put_fact(Access *access, Id person, const FactChange *change,
                                 FactResult *result);

/* After each change: the kind, the keys, and a revision more. */
MUST_USE Outcome person_refresh(Access *access, Id person);
