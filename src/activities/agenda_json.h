/* SPDX-License-Identifier: EUPL-1.2 */
/* The public calendar as JSON, the same for the API and for commands. */
#pragma once

#include "activities/agenda.h"
#include "json/json.h"

void agenda_write_json(Arena *arena, const AgendaList *list, JsonWriter *writer);
