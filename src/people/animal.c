/* SPDX-License-Identifier: EUPL-1.2 */
/* The animals a person comes with: a dog closes the door of many shelters. */
#include "crypto/crypto.h"
#include "people/consent.h"
#include "people/household.h"
#include "people/queries.h"
#include "words/visible.h"

static const char *const kinds[] = {"dog", "cat", "other"};

FactCodes animal_kinds(void)
{
    return (FactCodes){kinds, LENGTH_OF(kinds)};
}

static Outcome wrong(Access *access, const char *field, const char *sentence)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", sentence);
}

static bool is_day(Text day)
{
    Date date = 0;
    return date_parse(day, &date);
}

static Outcome check(Access *access, Animal *animal)
{
    Text name = {0};
    if (!text_among(animal->kind, kinds, LENGTH_OF(kinds), NULL)) {
        return wrong(access, "kind", "dog, cat or other is expected");
    }
    if (animal->name.length > ANIMAL_NAME_MOST ||
        !text_visible(access->arena, animal->name, ONE_LINE, &name)) {
        return wrong(access, "name", "a name of 60 bytes at most is expected");
    }
    if (animal->entered.length > 0 && !is_day(animal->entered)) {
        return wrong(access, "entered", "a day is expected: 2026-11-29");
    }
    animal->name = name;
    return OK;
}

static Outcome list(Access *access, Id person, AnimalList *animals)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ANIMAL_OF_PERSON, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, animals,
                    (Animal){column_id(statement, 0),
                             text_copy(access->arena, column_text(statement, 1)),
                             text_copy(access->arena, column_text(statement, 2)),
                             text_copy(access->arena, column_text(statement, 3)),
                             text_copy(access->arena, column_text(statement, 4))});
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome animal_list(Access *access, Id person, AnimalList *animals)
{
    const Admission asked = {MAY_READ_PERSON, person, (Id){{0}}, 1u << CLASS_SITUATION};
    TRY(person_admit_class(access, &asked, NULL));
    return list(access, person, animals);
}

Outcome animal_add(Access *access, Id person, const Animal *animal, Id *id)
{
    Animal made = *animal;
    AnimalList known = {0};
    made.id = id_new(access->now * 1000);
    TRY(person_admit(access, MAY_WRITE_PERSON, person, made.id, NULL));
    TRY(check(access, &made));
    TRY(list(access, person, &known));
    if (known.count >= ANIMALS_MOST) {
        return wrong(access, "animal", "twenty animals at most");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ANIMAL_ADD, &statement, access->problem));
    bind_id(statement, "id", made.id);
    bind_id(statement, "person", person);
    bind_text(statement, "kind", made.kind);
    bind_text(statement, "name", made.name);
    bind_text(statement, "entered", made.entered);
    TRY(statement_run(statement, NULL, access->problem));
    *id = made.id;
    return OK;
}

Outcome animal_leave(Access *access, Id person, Id animal, Text left)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(person_admit(access, MAY_WRITE_PERSON, person, animal, NULL));
    if (!is_day(left)) {
        return wrong(access, "left", "a day is expected: 2026-11-29");
    }
    TRY(statement_open(access->session, &ANIMAL_END, &statement, access->problem));
    bind_id(statement, "id", animal);
    bind_id(statement, "person", person);
    bind_text(statement, "left_on", left);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1
               ? OK
               : problem_set(access->problem, NOT_FOUND, TEXT(""), "animal", "no such animal");
}
