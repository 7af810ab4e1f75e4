/* SPDX-License-Identifier: EUPL-1.2 */
/* Households and animals as JSON: the same on the API, the command line and in the file that a
 * person takes away. */
#pragma once

#include "people/household.h"
#include "json/json.h"

/* An array alone. */
void household_write_items(Arena *arena, const HouseholdList *list, JsonWriter *writer);
void animal_write_items(Arena *arena, const AnimalList *list, JsonWriter *writer);

/* The same as the member `items` of an object. */
void household_write_list_json(Arena *arena, const HouseholdList *list, JsonWriter *writer);
void animal_write_list_json(Arena *arena, const AnimalList *list, JsonWriter *writer);
