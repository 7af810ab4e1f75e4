/* SPDX-License-Identifier: EUPL-1.2 */
/* What is known of services that stand twice, as the API and the command line give it. */
#pragma once

#include "directory/twin_merge.h"
#include "directory/twin_search.h"
#include "json/json.h"

void twin_page_write_json(Arena *arena, const TwinPage *page, JsonWriter *writer);
void twin_sides_write_json(Arena *arena, const TwinSides *sides, JsonWriter *writer);
void twin_merges_write_json(Arena *arena, const TwinMergeList *merges, JsonWriter *writer);
void twin_search_write_json(const TwinSearch *search, JsonWriter *writer);
