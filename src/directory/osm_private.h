/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the readers of OSM data. */
#pragma once

#include "directory/osm.h"

bool osm_is_element(Text type);
Text osm_place_of(Arena *arena, const OsmElement *element); /* "node/123" */

/* INVALID when the element has too many tags, or one too long. */
MUST_USE Outcome osm_add_tag(Arena *arena, OsmElement *element, OsmTag tag, Problem *problem);

MUST_USE Outcome osm_read_xml(const HsdsImport *import, FILE *document, OsmSink sink,
                              Problem *problem);
