/* SPDX-License-Identifier: EUPL-1.2 */
/* The journal and its verdict as JSON: the same on the API and the command line. */
#pragma once

#include "access/journal_show.h"
#include "json/json.h"

void journal_write_json(Arena *arena, const ShownJournal *journal, JsonWriter *json);
void journal_write_check(Arena *arena, const JournalCheck *check, JsonWriter *json);
