/* SPDX-License-Identifier: EUPL-1.2 */
/* Clients as programs read them; their keys are public, and long: they are not in it. */
#pragma once

#include "access/client.h"
#include "json/json.h"

void client_write_line_json(JsonWriter *json, Arena *arena, const ClientLine *line);

/* {"items": [...], "total": n} */
void client_write_list_json(JsonWriter *json, Arena *arena, const ClientLines *lines);
