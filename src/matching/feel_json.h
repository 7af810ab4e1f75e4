/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of FEEL as data: {"t": "decimal", "v": "12.5"}. */
#pragma once

#include "matching/feel.h"
#include "json/json.h"

/* Reads {"t", "v"}; "v" is text, or true and numbers as JSON has them, a list of values for
 * "list", an object of values for "context". INVALID names the place ("/loan/rate"). */
MUST_USE Outcome feel_value_read(Arena *arena, const json_t *json, Text where, FeelValue *value,
                                 Problem *problem);

/* Reads an object of values by name: the inputs of an expression. */
MUST_USE Outcome feel_inputs_read(Arena *arena, const json_t *json, const FeelContext **inputs,
                                  Problem *problem);

void feel_value_write(JsonWriter *writer, Arena *arena, const FeelValue *value);
