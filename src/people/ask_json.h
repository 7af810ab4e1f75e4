/* SPDX-License-Identifier: EUPL-1.2 */
/* What was asked after a look, as the API and the commands tell it. */
#pragma once

#include "people/ask.h"
#include "json/json.h"

/* {"sent": [...], "received": [...]} */
void person_asks_write_json(Arena *arena, const PersonAsks *asks, JsonWriter *writer);
