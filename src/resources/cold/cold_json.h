/* SPDX-License-Identifier: EUPL-1.2 */
/* Cold plans as JSON, the same for the API and for commands. */
#pragma once

#include "resources/cold/cold_switch.h"
#include "json/json.h"

/* The plan as a line of a list: without its levels. */
void cold_plan_write_json(Arena *arena, const ColdPlan *plan, JsonWriter *writer);

/* The whole of it, read in the session of `access`: levels with what they do and whether they
 * are on, and every time one was. */
MUST_USE Outcome cold_plan_write_whole(Access *access, const ColdPlan *plan,
                                       JsonWriter *writer);
