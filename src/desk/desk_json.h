/* SPDX-License-Identifier: EUPL-1.2 */
/* An arrival and a report as JSON: the same for the API and for --json. */
#pragma once

#include "desk/desk_day.h"
#include "json/json.h"

/* Says the person by identifier alone. */
void arrival_write_json(Arena *arena, const Arrival *arrival, JsonWriter *writer);

void desk_queue_write_json(Arena *arena, const DeskQueue *queue, JsonWriter *writer);

/* {"visits": {...}, "wishes": {...}, "answers": {...}} */
void desk_counts_write_json(const DeskCounts *counts, JsonWriter *writer);
