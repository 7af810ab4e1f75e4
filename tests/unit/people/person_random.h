/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Persons who do not exist, and the ways in which their description is spoilt at a desk. Names
 * are drawn so that a few are very common, as they are; a part have no date, or 1 January.
 */
#pragma once

#include "base/random.h"
#include "people/likeness.h"

typedef struct RandomPerson {
    LikenessName name;
    Text phone;
    AddressText address;
    CivilDate birth;
} RandomPerson;

typedef enum PersonError {
    ERROR_NONE,
    ERROR_TYPO_GIVEN, /* a letter changed, added, left out, or two swapped */
    ERROR_TYPO_FAMILY,
    ERROR_SWAPPED_NAMES,
    ERROR_DATE_DIGIT,
    ERROR_DAY_MONTH,
    ERROR_DATE_UNKNOWN,
    ERROR_MOVED, /* another address, another telephone */
    PERSON_ERROR_COUNT
} PersonError;

RandomPerson person_random(Arena *arena, Random *random);

/* The same person described with that error. */
RandomPerson person_spoil(Arena *arena, Random *random, const RandomPerson *person,
                          PersonError error);

/* The facts of a person; views into it. */
LikenessFacts person_facts(const RandomPerson *person);
