/* SPDX-License-Identifier: EUPL-1.2 */
/* The answer of a search as members of a JSON object, for the command line and the API. */
#pragma once

#include "directory/search.h"
#include "matching/network.h"

/* Writes items, total, doorless, wider, didYouMean, relaxed and facets into the object that is
 * open: `doorless` is the need meant when the directory has no door for it, `wider` the doors
 * that welcome everybody when nothing was found. With a `base` ("/api/v1/services/") each item
 * has its href. */
void search_write_json(Arena *arena, const Network *network, const SearchResult *result,
                       Language language, Text base, JsonWriter *writer);
