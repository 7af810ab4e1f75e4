/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the OSM import: an element becomes an organization of HSDS, nested. */
#pragma once

#include "directory/osm_terms.h"

typedef struct OsmDoors {
    OsmTerms terms;
    OsmWarning warning;
    size_t warnings;
} OsmDoors;

/* The organization with its service, its place and its attributes: a new reference. NULL when
 * the table knows no need of the element, or when it is not for the public or has no name. */
json_t *osm_door_of(OsmDoors *doors, Arena *arena, const OsmElement *element);
