/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Doors from OpenStreetMap: what has a tag the table data/osm/terms.csv knows becomes an
 * organization with its service and place. What OSM leaves out stays unknown. Every record
 * keeps "osm:node/123" as its source, and the same element gives the same identifiers again.
 */
#pragma once

#include "base/list.h"
#include "directory/hsds.h"
#include "territory/gazetteer.h"

/* To be shown wherever the data are: the licence asks for it. */
extern const Text OSM_ATTRIBUTION;

enum { OSM_MOST_TAGS = 1000, OSM_TAG_BYTES = 4096 };

typedef struct OsmTag {
    Text key;
    Text value;
} OsmTag;

typedef struct OsmElement {
    Text type; /* "node", "way", "relation" */
    int64_t id;
    GeoPoint point; /* the node, or the centre that was given; NAN when unknown */
    LIST_OF(OsmTag) tags;
} OsmElement;

/* Receives one element at a time; it lives until the call returns. */
typedef struct OsmSink {
    Outcome (*take)(void *context, const OsmElement *element, Problem *problem);
    void *context;
} OsmSink;

/* Reads JSON as Overpass writes it (an object with "elements", a list, or an element a line) or
 * OSM XML, told apart by the first byte. Entities, document types and the network are refused
 * in XML. INVALID with line or place. */
MUST_USE Outcome osm_read(const HsdsImport *import, FILE *document, OsmSink sink,
                          Problem *problem);

/* The value of a tag; empty when the element has none. */
Text osm_tag(const OsmElement *element, const char *key);

typedef struct OsmReport {
    HsdsCounts written;
    size_t elements; /* with tags */
    size_t doors;    /* of them, those the table knows */
    size_t warnings;
} OsmReport;

/* Told of a value that is kept as text only, with the element it stands in. */
typedef struct OsmWarning {
    void (*tell)(void *context, Text element, Text detail);
    void *context;
} OsmWarning;

/* Reads the document and writes its doors in one transaction. */
MUST_USE Outcome osm_import(const HsdsImport *import, FILE *document, OsmWarning warning,
                            OsmReport *report, Problem *problem);
