/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of persons share; nobody else includes it. */
#pragma once

#include "people/person.h"

/* The row; NOT_FOUND for none. Judges nothing: after person_admit only. */
MUST_USE Outcome person_get(Access *access, Id id, Person *person);

/* Appends the facts of one person in the state current or contested, or all of them. Values are
 * unsealed only where `relation` shows them. */
typedef enum FactSpan { FACTS_IN_FORCE, FACTS_ALL } FactSpan;
MUST_USE Outcome person_facts(Access *access, Id person, Relation relation, FactSpan span,
                              PersonFactList *facts);

/* person_change_fact without asking who may, nor refreshing. */
MUST_USE Outcome person_put_fact(Access *access, Id person, const FactChange *change,
                                 FactResult *result);

/* After each change: the kind, the keys, and a revision more. */
MUST_USE Outcome person_refresh(Access *access, Id person);

/* The person at the end of the merges. */
MUST_USE Outcome person_root(Access *access, Id id, Id *root);
