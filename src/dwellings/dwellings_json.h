/* SPDX-License-Identifier: EUPL-1.2 */
/* Dwellings and who lives there as JSON, the same for the API and for commands. */
#pragma once

#include "dwellings/candidature.h"
#include "dwellings/rent.h"
#include "words/language.h"
#include "json/json.h"

void dwelling_write_json(Arena *arena, const Dwelling *dwelling, JsonWriter *writer);
void dwellings_write_json(Arena *arena, const DwellingList *list, JsonWriter *writer);
void tenancy_write_json(Arena *arena, const Tenancy *tenancy, JsonWriter *writer);
void tenancies_write_json(Arena *arena, const TenancyList *list, JsonWriter *writer);

/* `lines` explain themselves in the language. */
void rent_rules_write_json(Arena *arena, Language language, const RentRuleList *list,
                           JsonWriter *writer);
void rent_table_write_json(Arena *arena, Language language, const RentTable *table,
                           JsonWriter *writer);

void candidature_write_json(Arena *arena, const Candidature *candidature, JsonWriter *writer);
void candidates_write_json(Arena *arena, const CandidateList *list, JsonWriter *writer);
