/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Making the graph: one pass over the records gives each its node and its places, from its
 * owner, the further places kept under "seuil" and its link fields. A body is parsed once and
 * let go, so that the graph of a large directory is a small part of it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "directory/catalogue_raw.h"
#include "directory/hsds_graph.h"
#include "store/store.h"
#include "words/fold.h"

/* ----------------------------------------------------------------------------- placements */

static int compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_owners(const Placement *a, const Placement *b)
{
    const int by_kind = compare_numbers(a->owner_kind, b->owner_kind);
    if (by_kind != 0) {
        return by_kind;
    }
    const int by_owner = id_compare(a->owner, b->owner);
    return by_owner != 0 ? by_owner : compare_numbers(a->kind, b->kind);
}

/* Same owner and record together, so that doubles can be dropped. */
static int compare_records(const void *left, const void *right)
{
    const Placement *a = left;
    const Placement *b = right;
    const int by_owner = compare_owners(a, b);
    return by_owner != 0 ? by_owner : compare_numbers(a->index, b->index);
}

static int compare_doubles(const void *left, const void *right)
{
    const int by_record = compare_records(left, right);
    const Placement *a = left;
    const Placement *b = right;
    return by_record != 0 ? by_record : (int)a->from_link - (int)b->from_link;
}

static int compare_positions(const void *left, const void *right)
{
    const Placement *a = left;
    const Placement *b = right;
    const int by_owner = compare_owners(a, b);
    if (by_owner != 0) {
        return by_owner;
    }
    const int by_position = compare_numbers(a->position, b->position);
    return by_position != 0 ? by_position : compare_numbers(a->index, b->index);
}

static void add_further_places(HsdsGraph *graph, const json_t *body, Placement placement)
{
    const json_t *places = json_object_get(json_object_get(body, "seuil"), "places");
    for (size_t i = 0; i < json_array_size(places); i++) {
        const json_t *place = json_array_get(places, i);
        if (entity_kind_parse(json_member_text(place, "kind"), &placement.owner_kind) &&
            id_parse(json_member_text(place, "id"), &placement.owner)) {
            placement.position =
                (uint32_t)json_integer_value(json_object_get(place, "position"));
            LIST_APPEND(graph->arena, &graph->placements, placement);
        }
    }
}

/* Which field of a record may link it to an owner is asked of every record. */
static void name_link_fields(HsdsGraph *graph)
{
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        for (int owner = 0; owner < HSDS_ENTITY_COUNT; owner++) {
            if (graph_can_hold((EntityKind)owner, (EntityKind)kind)) {
                graph->link_fields[kind][owner] =
                    hsds_link_field((EntityKind)kind, (EntityKind)owner);
            }
        }
    }
}

static void add_linked_places(HsdsGraph *graph, const json_t *body, Placement placement)
{
    EntityKind linked = ENTITY_COUNT;
    placement.from_link = true;
    const char *named = graph_naming_field(placement.kind);
    if (named != NULL && !entity_kind_parse(json_member_text(body, named), &linked)) {
        return;
    }
    for (int owner = 0; owner < HSDS_ENTITY_COUNT; owner++) {
        const char *field = graph->link_fields[placement.kind][owner];
        if (field != NULL && (named == NULL || linked == (EntityKind)owner) &&
            id_parse(json_member_text(body, field), &placement.owner)) {
            placement.owner_kind = (EntityKind)owner;
            LIST_APPEND(graph->arena, &graph->placements, placement);
        }
    }
}

static void add_places(HsdsGraph *graph, const json_t *body, Placement placement)
{
    if (placement.owner_kind < HSDS_ENTITY_COUNT &&
        graph_can_hold(placement.owner_kind, placement.kind)) {
        LIST_APPEND(graph->arena, &graph->placements, placement);
    }
    add_further_places(graph, body, placement);
    add_linked_places(graph, body, placement);
}

/* Keeps the first of equal ones: the owner and the further places know the position, a link
 * field only repeats them. */
static void drop_doubles(HsdsGraph *graph)
{
    size_t kept = 0;
    Placement *items = graph->placements.items;
    for (size_t i = 0; i < graph->placements.count; i++) {
        if (kept == 0 || compare_records(&items[kept - 1], &items[i]) != 0) {
            items[kept++] = items[i];
        }
    }
    graph->placements.count = kept;
}

static void order_places(HsdsGraph *graph)
{
    Placement *items = graph->placements.items;
    if (graph->placements.count > 1) {
        qsort(items, graph->placements.count, sizeof *items, compare_doubles);
        drop_doubles(graph);
        qsort(items, graph->placements.count, sizeof *items, compare_positions);
    }
}

/* ---------------------------------------------------------------------------------- nodes */

/* The links an answer is chosen by. */
static const EntityKind link_targets[HSDS_ENTITY_COUNT][GRAPH_LINKS] = {
    [ENTITY_SERVICE] = {ENTITY_ORGANIZATION,  ENTITY_COUNT        },
    [ENTITY_SERVICE_AT_LOCATION] = {ENTITY_SERVICE,       ENTITY_LOCATION     },
    [ENTITY_ATTRIBUTE] = {ENTITY_TAXONOMY_TERM, ENTITY_COUNT        },
    [ENTITY_TAXONOMY_TERM] = {ENTITY_TAXONOMY,      ENTITY_TAXONOMY_TERM},
};

static bool keeps_links(EntityKind kind)
{
    return kind == ENTITY_SERVICE || kind == ENTITY_SERVICE_AT_LOCATION ||
           kind == ENTITY_ATTRIBUTE || kind == ENTITY_TAXONOMY_TERM;
}

static const char *link_name(EntityKind kind, EntityKind target)
{
    return kind == ENTITY_TAXONOMY_TERM && target == ENTITY_TAXONOMY_TERM
               ? "parent_id"
               : hsds_link_field(kind, target);
}

static void keep_links(EntityKind kind, const json_t *body, GraphNode *node)
{
    for (size_t i = 0; keeps_links(kind) && i < GRAPH_LINKS; i++) {
        if (link_targets[kind][i] < ENTITY_COUNT) {
            (void)id_parse(json_member_text(body, link_name(kind, link_targets[kind][i])),
                           &node->links[i]);
        }
    }
}

Id graph_link_of(const HsdsGraph *graph, EntityKind kind, uint32_t index, EntityKind target)
{
    for (size_t i = 0; keeps_links(kind) && i < GRAPH_LINKS; i++) {
        if (link_targets[kind][i] == target) {
            return graph->nodes[kind].items[index].links[i];
        }
    }
    return (Id){{0}};
}

static bool is_searched(EntityKind kind)
{
    return kind == ENTITY_ORGANIZATION || kind == ENTITY_SERVICE || kind == ENTITY_TAXONOMY ||
           kind == ENTITY_SERVICE_AT_LOCATION || kind == ENTITY_TAXONOMY_TERM;
}

static Text words_of(Arena *arena, const json_t *body)
{
    Arena *scratch SCOPED(arena_close) = arena_new(4096);
    const Text words[] = {
        fold_key(scratch, json_member_text(body, "name")),
        fold_key(scratch, json_member_text(body, "alternate_name")),
        fold_key(scratch, json_member_text(body, "description")),
    };
    return text_join(arena, words, LENGTH_OF(words), TEXT("\n"));
}

static GeoPoint point_of(const json_t *body)
{
    const json_t *latitude = json_object_get(body, "latitude");
    const json_t *longitude = json_object_get(body, "longitude");
    return json_is_number(latitude) && json_is_number(longitude)
               ? (GeoPoint){json_number_value(latitude), json_number_value(longitude)}
               : (GeoPoint){NAN, NAN};
}

/* A location whose position nobody gave is about where its postal code is. */
static void place_by_address(HsdsGraph *graph, const GraphNode *address, const json_t *body)
{
    const uint32_t location = address->owner_kind == ENTITY_LOCATION
                                  ? graph_find(graph, ENTITY_LOCATION, address->owner)
                                  : NO_NODE;
    if (location != NO_NODE && isnan(graph->points.items[location].latitude)) {
        (void)gazetteer_postal_code(json_member_text(body, "postal_code"),
                                    &graph->points.items[location]);
    }
}

static bool is_confidential(EntityKind kind, const json_t *body)
{
    const json_t *own = json_object_get(body, "seuil");
    return (kind == ENTITY_LOCATION && raw_known(own, "confidential") == YES) ||
           (kind == ENTITY_CONTACT && raw_known(own, "private") == YES);
}

/* What stands alone in the store is placed as an import would place it. */
static GraphNode node_of(const HsdsGraph *graph, const Record *record, const json_t *body)
{
    GraphNode node = {.id = record->id,
                      .owner = record->owner,
                      .owner_kind = record->owner_kind,
                      .position = record->position,
                      .modified = record->modified};
    if (node.owner_kind == ENTITY_COUNT &&
        !hsds_owner_by_link(record->kind, body, &node.owner_kind, &node.owner)) {
        node.owner_kind = ENTITY_COUNT;
        node.owner = (Id){{0}};
    }
    keep_links(record->kind, body, &node);
    if (graph->bodies == HSDS_KEEP_BODIES) {
        node.body = text_copy(graph->arena, record->body);
        node.words = is_searched(record->kind) ? words_of(graph->arena, body) : (Text){NULL, 0};
    }
    return node;
}

static Outcome add_body(void *context, const Record *record, const json_t *body,
                        Problem *problem)
{
    HsdsGraph *graph = context;
    const EntityKind kind = record->kind;
    if (kind >= HSDS_ENTITY_COUNT) {
        return OK;
    }
    const uint32_t index = (uint32_t)graph->nodes[kind].count;
    const GraphNode node = node_of(graph, record, body);
    if (index > 0 && id_compare(graph->nodes[kind].items[index - 1].id, node.id) >= 0) {
        return problem_set(problem, FAILED, TEXT(""), "", "records are not in their order");
    }
    LIST_APPEND(graph->arena, &graph->nodes[kind], node);
    add_places(graph, body,
               (Placement){.owner_kind = node.owner_kind,
                           .owner = node.owner,
                           .kind = kind,
                           .position = node.position,
                           .index = index});
    if (kind == ENTITY_LOCATION) {
        LIST_APPEND(graph->arena, &graph->points, point_of(body));
    }
    if (kind == ENTITY_ADDRESS) {
        place_by_address(graph, &node, body);
    }
    if (is_confidential(kind, body)) {
        LIST_APPEND(graph->arena, &graph->confidential, (NodeKey){kind, index});
    }
    return OK;
}

static Outcome add_record(void *context, const Record *record, Problem *problem)
{
    json_t *body SCOPED(json_close) = NULL;
    TRY(json_read(record->body, JSON_FILE_LIMITS, &body, problem));
    return add_body(context, record, body, problem);
}

/* ------------------------------------------------------------------------- what is below */

/* What stands in a confidential place is as confidential: its address above all. */
static void hide_below(HsdsGraph *graph, EntityKind kind, uint32_t index)
{
    GraphNode *node = &graph->nodes[kind].items[index];
    if (node->is_hidden) {
        return;
    }
    node->is_hidden = true;
    for (int below = 0; below < HSDS_ENTITY_COUNT; below++) {
        const PlacementSpan nested = graph_nested(graph, kind, node->id, (EntityKind)below);
        for (size_t i = 0; i < nested.count; i++) {
            hide_below(graph, (EntityKind)below, nested.items[i].index);
        }
    }
}

static bool raise_modified(HsdsGraph *graph, EntityKind kind, Id id, Moment modified)
{
    const uint32_t index = kind < HSDS_ENTITY_COUNT ? graph_find(graph, kind, id) : NO_NODE;
    GraphNode *node = index == NO_NODE ? NULL : &graph->nodes[kind].items[index];
    if (node == NULL || node->modified >= modified) {
        return false;
    }
    node->modified = modified;
    return true;
}

/* Whoever follows the changes of services must hear of a changed phone: what is nested, and
 * the place a service is given at, count as changes of the record that shows them. */
static void follow_changes(HsdsGraph *graph)
{
    enum { DEEPEST = 8 };
    bool risen = true;
    for (int level = 0; risen && level < DEEPEST; level++) {
        risen = false;
        for (size_t i = 0; i < graph->nodes[ENTITY_SERVICE_AT_LOCATION].count; i++) {
            const GraphNode *at = &graph->nodes[ENTITY_SERVICE_AT_LOCATION].items[i];
            const uint32_t place = graph_find(graph, ENTITY_LOCATION, at->links[1]);
            if (place != NO_NODE) {
                risen |= raise_modified(graph, ENTITY_SERVICE_AT_LOCATION, at->id,
                                        graph->nodes[ENTITY_LOCATION].items[place].modified);
            }
        }
        for (size_t i = 0; i < graph->placements.count; i++) {
            const Placement *placement = &graph->placements.items[i];
            const GraphNode *node = &graph->nodes[placement->kind].items[placement->index];
            risen |=
                raise_modified(graph, placement->owner_kind, placement->owner, node->modified);
        }
    }
}

/* The nodes of a kind at once: a list that grows would leave its smaller copies behind. */
static Outcome make_room(HsdsGraph *graph, Session *session, EntityKind kind, Problem *problem)
{
    int64_t count = 0;
    TRY(record_count(session, kind, &count, problem));
    graph->nodes[kind].items = ARENA_ARRAY(graph->arena, GraphNode, (size_t)count);
    graph->nodes[kind].capacity = (size_t)count;
    return OK;
}

static Outcome start(Arena *arena, Session *session, HsdsBodies bodies, HsdsGraph **graph,
                     Problem *problem)
{
    HsdsGraph *made = ARENA_NEW(arena, HsdsGraph);
    *made = (HsdsGraph){.arena = arena, .bodies = bodies, .session = session};
    made->failure = ARENA_NEW(arena, GraphFailure);
    made->failure->problem = problem;
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        TRY(make_room(made, session, (EntityKind)kind, problem));
    }
    name_link_fields(made);
    *graph = made;
    return OK;
}

Outcome hsds_graph_start(Arena *arena, Session *session, HsdsGraph **graph, Problem *problem)
{
    return start(arena, session, HSDS_KEEP_BODIES, graph, problem);
}

BodySink hsds_graph_sink(HsdsGraph *graph)
{
    return (BodySink){add_body, graph};
}

void hsds_graph_finish(HsdsGraph *graph)
{
    order_places(graph);
    for (size_t i = 0; i < graph->confidential.count; i++) {
        hide_below(graph, graph->confidential.items[i].kind,
                   graph->confidential.items[i].index);
    }
    if (graph->bodies == HSDS_KEEP_BODIES) {
        graph->session = NULL;
        graph->failure->problem = NULL;
        follow_changes(graph);
    }
}

Outcome hsds_graph_read(Arena *arena, Session *session, HsdsBodies bodies, HsdsGraph **graph,
                        Problem *problem)
{
    TRY(start(arena, session, bodies, graph, problem));
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        const RecordSink sink = {add_record, *graph};
        TRY(record_each(session, (EntityKind)kind, sink, problem));
    }
    hsds_graph_finish(*graph);
    return OK;
}
