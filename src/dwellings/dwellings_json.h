/* SPDX-License-Identifier: EUPL-1.2 */
/* Dwellings and who lives there as JSON, the same for the API and for commands. */
#pragma once

#include "dwellings/tenancy.h"
#include "json/json.h"

void dwelling_write_json(Arena *arena, const Dwelling *dwelling, JsonWriter *writer);
void dwellings_write_json(Arena *arena, const DwellingList *list, JsonWriter *writer);
void tenancy_write_json(Arena *arena, const Tenancy *tenancy, JsonWriter *writer);
void tenancies_write_json(Arena *arena, const TenancyList *list, JsonWriter *writer);
