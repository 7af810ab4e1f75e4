/* SPDX-License-Identifier: EUPL-1.2 */
/* Settlements as JSON and CSV: the same members in the API, the pages and the commands. What
 * leaves a house of a ticket is when, how much and the last characters of its code. */
#pragma once

#include "entitlements/convention_year.h"
#include "entitlements/settlement.h"
#include "json/json.h"

Text settlement_month_format(Arena *arena, Date month); /* "2026-11", of a day of it */

void settlement_list_write_json(Arena *arena, const SettlementList *list, JsonWriter *writer);
void settlement_file_write_json(Arena *arena, const SettlementFile *file, JsonWriter *writer);

/* A line each use: settlement, convention, month, code, at, amount. Codes for heads. */
void settlement_write_csv(Arena *arena, const SettlementFile *file, Buffer *out);

/* What a convention cost in a year, by month. */
void convention_year_write_json(Arena *arena, const ConventionYear *counted,
                                JsonWriter *writer);
