/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons as JSON, in and out, for the API and the commands. */
#pragma once

#include "people/household.h"
#include "people/lookup.h"
#include "words/language.h"
#include "json/json.h"

void person_write_json(Arena *arena, const PersonFile *file, JsonWriter *writer);
void person_write_fact(Arena *arena, const PersonFact *fact, JsonWriter *writer);
/* What became of a change: the fact in force, and yours beside it when it came late. */
void fact_result_write_json(Arena *arena, const FactResult *result, JsonWriter *writer);
void lookup_write_json(Arena *arena, const LookupAnswer *answer, Language language,
                       JsonWriter *writer);

/* INVALID names the member that is wrong, with `where` as the place. The texts are copied. */
MUST_USE Outcome person_read_fact(Arena *arena, const json_t *object, Text where,
                                  PersonDetail *fact, Problem *problem);
MUST_USE Outcome person_read_new(Arena *arena, const json_t *body, NewPerson *made,
                                 Problem *problem);
MUST_USE Outcome lookup_read_json(Arena *arena, const json_t *body, LookupQuery *query,
                                  Problem *problem);
