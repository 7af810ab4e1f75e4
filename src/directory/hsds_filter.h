/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the HSDS API: which records of a list a question asks for. All conditions hold
 * together; one that was not given lets everything through. */
#pragma once

#include "base/moment.h"
#include "directory/hsds_graph.h"

typedef struct HsdsFilter {
    Text words; /* folded; empty: any */
    bool by_organization;
    Id organization;
    bool by_taxonomy;
    Id taxonomy;
    bool by_term;
    Id term;
    bool by_parent;
    Id parent;
    bool top_only;
    Moment modified_after; /* on or after; MOMENT_NONE: any */
    Text postal_code;      /* empty: anywhere */
    bool by_distance;
    GeoPoint centre; /* of the postal code */
    double proximity_meters;
} HsdsFilter;

/* Whether the record is shown and asked for. The graph must keep bodies. */
bool hsds_filter_keeps(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind,
                       uint32_t index);
