/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the OSM import: the table data/osm/terms.csv, compiled in. */
#pragma once

#include "directory/osm.h"

typedef struct OsmTerm {
    Text key;
    Text value;
    bool is_need; /* else a public */
    Text code;    /* of the vocabulary: "food.meal" */
} OsmTerm;

typedef struct OsmTerms {
    LIST_OF(OsmTerm) rows;
} OsmTerms;

OsmTerms osm_terms_read(Arena *arena);

/* The next term of an element, from row `at` on; NULL past the last. A tag with several values,
 * "a;b", has the terms of each. */
const OsmTerm *osm_terms_next(const OsmTerms *terms, const OsmElement *element, size_t *at);
