/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who lives with whom, and since when; and the animals a person comes with. A household is seen
 * through its members: who may read one of them sees that there are others, and by name those
 * they may read too.
 */
#pragma once

#include "people/person.h"

enum { HOUSEHOLD_MEMBERS_MOST = 60, ANIMALS_MOST = 20, ANIMAL_NAME_MOST = 60 };

typedef struct HouseholdMember {
    Id stay;   /* one may leave and come back: each stay has its own */
    Id person; /* nil when withheld */
    Text name;
    Text role;
    Text entered; /* a day, or empty */
    Text left;    /* empty while the person lives there */
    bool is_withheld;
} HouseholdMember;

typedef struct Household {
    Id id;
    HouseholdMember *members; /* those who live there first */
    size_t count;
} Household;

typedef struct HouseholdList {
    Household *items;
    size_t count;
    size_t capacity;
} HouseholdList;

/* "partner", "child"... for a form. */
FactCodes household_roles(void);

typedef struct HouseholdEntry {
    Id household; /* nil: a new one, with `with` */
    Id with;      /* a member, or the one the new household starts with */
    Id person;    /* who enters */
    Text role;    /* what they are in it */
    Text entered;
} HouseholdEntry;

/* The caller may write both persons. CONFLICT when the person lives there already. */
MUST_USE Outcome household_enter(Access *access, const HouseholdEntry *entry, Id *household);

/* CONFLICT when the stay ended before. INVALID names the field `left`. */
MUST_USE Outcome household_leave(Access *access, Id person, Id household, Id stay, Text left);

/* All the households the person lives or lived in. */
MUST_USE Outcome household_list(Access *access, Id person, HouseholdList *list);

typedef struct Animal {
    Id id;
    Text kind; /* dog, cat, other */
    Text name;
    Text entered;
    Text left;
} Animal;

typedef struct AnimalList {
    Animal *items;
    size_t count;
    size_t capacity;
} AnimalList;

FactCodes animal_kinds(void);
MUST_USE Outcome animal_add(Access *access, Id person, const Animal *animal, Id *id);
MUST_USE Outcome animal_leave(Access *access, Id person, Id animal, Text left);
MUST_USE Outcome animal_list(Access *access, Id person, AnimalList *list);
