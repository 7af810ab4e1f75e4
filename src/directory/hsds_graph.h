/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the HSDS writers: the records of the store, who holds whom, what is not shown. */
#pragma once

#include "base/list.h"
#include "directory/hsds_set.h"
#include "territory/gazetteer.h"

#define NO_NODE UINT32_MAX

enum { GRAPH_LINKS = 2 };

/* A record without its fields, but for what an answer is chosen by. */
typedef struct GraphNode {
    Id id;
    Id owner;
    EntityKind owner_kind; /* ENTITY_COUNT at the top */
    uint32_t position;     /* among its siblings */
    bool is_hidden;        /* confidential or private, or below what is */
    Id links[GRAPH_LINKS]; /* of the fields graph_link_of() knows; nil where there is none */
    Moment modified;       /* of the record and of all that is below it, the latest */
    Text body;  /* canonical JSON; empty where bodies are read again from the store */
    Text words; /* folded, of name and description; empty without bodies */
} GraphNode;

typedef struct Placement {
    EntityKind owner_kind;
    Id owner;
    EntityKind kind;
    uint32_t position;
    uint32_t index; /* of the node, among those of its kind */
    bool from_link; /* known by a link field alone, which has no position */
} Placement;

typedef struct NodeKey {
    EntityKind kind;
    uint32_t index;
} NodeKey;

typedef struct GraphFailure {
    Outcome outcome; /* of the first body that could not be read again */
    Problem *problem;
} GraphFailure;

struct HsdsGraph {
    Arena *arena;
    HsdsBodies bodies;
    struct Session *session;                     /* what bodies are read again from */
    LIST_OF(GraphNode) nodes[HSDS_ENTITY_COUNT]; /* each kind in the order of identifiers */
    LIST_OF(GeoPoint)
    points; /* of the locations, else of their postal code; NAN where unknown */
    LIST_OF(Placement) placements; /* by owner, kind, position; none twice */
    LIST_OF(NodeKey) confidential; /* themselves, while the graph is made */
    const char *link_fields[HSDS_ENTITY_COUNT][HSDS_ENTITY_COUNT]; /* of a kind, to an owner */
    GraphFailure *failure;
};

typedef struct PlacementSpan {
    const Placement *items;
    size_t count;
} PlacementSpan;

/* The node with this identifier; NO_NODE when there is none. */
uint32_t graph_find(const HsdsGraph *graph, EntityKind kind, Id id);
bool graph_is_hidden(const HsdsGraph *graph, EntityKind kind, uint32_t index);

/* The nodes of a kind as siblings follow each other: by owner, position and identifier. */
const uint32_t *graph_in_order(Arena *arena, const HsdsGraph *graph, EntityKind kind);

/* The fields of the record as they are kept. Empty where the store did not give them, which
 * `failure` then tells. The text is kept by the graph, or lives in the arena. */
Text graph_text(const HsdsGraph *graph, Arena *arena, EntityKind kind, uint32_t index);

/* The same parsed: a new reference, an empty object on failure. */
json_t *graph_body(const HsdsGraph *graph, EntityKind kind, uint32_t index);

/* The identifier a node keeps of "organization_id" and the like; nil when it keeps none. */
Id graph_link_of(const HsdsGraph *graph, EntityKind kind, uint32_t index, EntityKind target);

/* The records of a kind nested in another, in order. */
PlacementSpan graph_nested(const HsdsGraph *graph, EntityKind owner_kind, Id owner,
                           EntityKind kind);

/* Whether HSDS nests records of a kind in another. */
bool graph_can_hold(EntityKind owner, EntityKind kind);

/* "link_entity": the field that says what kind of record the link of an attribute or of a
 * metadata row names; NULL for the other kinds, whose fields say it by their names. */
const char *graph_naming_field(EntityKind kind);

/* The organization, service... a link field points to, `named` being what the naming field
 * says; ENTITY_COUNT when the field is no such link. */
EntityKind graph_link_target(EntityKind kind, Text field, Text named);

/* The node of a kind with the identifier a link holds; NO_NODE when there is none to show. */
uint32_t graph_shown(const HsdsGraph *graph, EntityKind kind, Text id);

/* Whether the link names a record that must not be shown. */
bool graph_hides(const HsdsGraph *graph, EntityKind kind, Text id);
