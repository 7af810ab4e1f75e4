/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the HSDS writers: the records of the store and who holds whom. */
#pragma once

#include "directory/catalogue_raw.h"
#include "directory/hsds_set.h"

typedef struct Placement {
    EntityKind owner_kind;
    Id owner;
    EntityKind kind;
    uint32_t position;
    uint32_t index; /* in raw_all(kind) */
    bool from_link; /* known by a link field alone, which has no position */
} Placement;

struct HsdsGraph {
    Arena *arena;
    RawSet set;
    IdIndex indexes[ENTITY_COUNT];
    LIST_OF(Placement) placements; /* by owner, kind, position and index; none twice */
    bool *hidden[ENTITY_COUNT];    /* confidential or private, with all that is below */
};

typedef struct PlacementSpan {
    const Placement *items;
    size_t count;
} PlacementSpan;

/* The records of a kind nested in another, in order. */
PlacementSpan graph_nested(const HsdsGraph *graph, EntityKind owner_kind, Id owner,
                           EntityKind kind);

/* Position in raw_all(kind) of the record a field links to; NONE when there is none to show. */
uint32_t graph_linked(const HsdsGraph *graph, const json_t *body, const char *field,
                      EntityKind kind);

/* Whether HSDS nests records of a kind in another. */
bool graph_can_hold(EntityKind owner, EntityKind kind);

/* Whether a link field of the record names one that must not be shown. */
bool graph_link_is_hidden(const HsdsGraph *graph, EntityKind kind, const json_t *body,
                          const char *field);

/* The organization, service... a link field of `kind` points to; ENTITY_COUNT when the field is
 * no such link. */
EntityKind graph_link_target(EntityKind kind, const json_t *body, const char *field);
