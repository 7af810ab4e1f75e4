/* SPDX-License-Identifier: EUPL-1.2 */
/* Listings as JSON, the same for the API and for `--json`. */
#pragma once

#include "freshness/listing_change.h"
#include "json/json.h"

/* {"total":..., "due":[{"service","key","name","verified","every","due"}]} */
void listing_due_write_json(Arena *arena, const Catalogue *catalogue,
                            const ListingDueList *list, JsonWriter *writer);

/* `token` is empty unless the link was just made. */
void listing_link_write_json(Arena *arena, const ListingLink *link, Text token,
                             JsonWriter *writer);

/* {"links":[...]} */
void listing_links_write_json(Arena *arena, const ListingLinkList *list, JsonWriter *writer);

/* {"service","at","how","who"}; without the last three where nobody verified it. */
void listing_check_write_json(Arena *arena, Id service, const ListingCheck *check,
                              JsonWriter *writer);

/* {"changes":[{"id","service","topic","field","was","value","who","made","state",...}]} */
void listing_changes_write_json(Arena *arena, const ListingChangeList *list,
                                JsonWriter *writer);
