/* SPDX-License-Identifier: EUPL-1.2 */
/* School sessions as JSON, the same for the API and for commands. */
#pragma once

#include "activities/school.h"
#include "json/json.h"

void school_write_json(Arena *arena, const SchoolSession *session, JsonWriter *writer);
void schools_write_json(Arena *arena, const SchoolList *list, JsonWriter *writer);
void school_report_write_json(int64_t year, const SchoolSumList *list, JsonWriter *writer);
