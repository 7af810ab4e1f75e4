/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Opening hours as people fill them in: seven days, each with at most two stretches, and
 * whether public holidays are closed. Hours that say more than that have no grid.
 */
#pragma once

#include "directory/hours.h"

enum { GRID_SPANS = 2, GRID_DAYS = 7 };

typedef struct GridSpan {
    Minutes from; /* since midnight; `from` equal to `to`: none */
    Minutes to;   /* not after `from`: on the next day; 1440: the end of the day */
} GridSpan;

typedef struct ListingGrid {
    GridSpan days[GRID_DAYS][GRID_SPANS]; /* Monday first */
    bool is_closed_on_holidays;
} ListingGrid;

/* False, and the grid empty, for hours (NULL: unknown) that it cannot say. */
bool listing_grid_of(Arena *arena, const Hours *hours, ListingGrid *grid);

/* The OSM value: "Mo 09:00-12:00,13:00-17:00; PH off". */
Text listing_grid_value(Arena *arena, const ListingGrid *grid);
