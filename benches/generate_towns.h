/* SPDX-License-Identifier: EUPL-1.2 */
/* Where people live: communes by population, villages within, points around their middle. */
#pragma once

#include "base/random.h"
#include "directory/catalogue.h"

typedef struct Towns {
    int64_t *reach;      /* people of the communes up to this one */
    IndexSpan *villages; /* by commune: places of the gazetteer */
} Towns;

typedef struct Town {
    const Commune *commune;
    Text name;
    Text postal_code; /* may be empty */
    GeoPoint point;   /* of one house of it */
} Town;

Towns towns_new(Arena *arena);
Town towns_draw(const Towns *towns, Random *random);
