/* SPDX-License-Identifier: EUPL-1.2 */
/* What is known of a person, as the comparison and the keys of likeness.h take it. */
#pragma once

#include "people/likeness.h"
#include "people/person.h"

/* Numbers, and what is protected, are left out; a guessed birth too. Views into `facts`. */
LikenessFacts person_likeness_facts(Arena *arena, const PersonFactList *facts);

enum { PERSON_KEYS_MOST = 64 };

typedef struct PersonKeys {
    Text keys[PERSON_KEYS_MOST]; /* none twice */
    size_t count;
} PersonKeys;

/* Under which somebody of the keeper's house finds the person: those of likeness.h, each word
 * of a name by its sound, a helper's name, the code. */
void person_keys_near(Arena *arena, const PersonFactList *facts, Text code, PersonKeys *keys);

/* Under which anybody may be told that someone perhaps knows the person: whole names with a
 * whole birth date, or the code of a card. None for who has something protected. */
void person_keys_blind(Arena *arena, const PersonFactList *facts, Text code, PersonKeys *keys);
