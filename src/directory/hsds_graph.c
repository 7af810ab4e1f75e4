/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking the graph: nodes by identifier, bodies, what is nested where. */
#include "directory/hsds_graph.h"

#include <stdlib.h>

#include "store/store.h"

uint32_t graph_find(const HsdsGraph *graph, EntityKind kind, Id id)
{
    const GraphNode *nodes = graph->nodes[kind].items;
    size_t low = 0;
    size_t high = graph->nodes[kind].count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = id_compare(nodes[middle].id, id);
        if (order == 0) {
            return (uint32_t)middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NO_NODE;
}

bool graph_is_hidden(const HsdsGraph *graph, EntityKind kind, uint32_t index)
{
    return graph->nodes[kind].items[index].is_hidden;
}

static int compare_siblings(const void *left, const void *right, void *context)
{
    const GraphNode *nodes = context;
    const GraphNode *a = &nodes[*(const uint32_t *)left];
    const GraphNode *b = &nodes[*(const uint32_t *)right];
    const int by_owner = id_compare(a->owner, b->owner);
    if (by_owner != 0) {
        return by_owner;
    }
    const int by_position = (a->position > b->position) - (a->position < b->position);
    return by_position != 0 ? by_position : id_compare(a->id, b->id);
}

const uint32_t *graph_in_order(Arena *arena, const HsdsGraph *graph, EntityKind kind)
{
    const size_t count = graph->nodes[kind].count;
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    if (count > 1) {
        qsort_r(order, count, sizeof *order, compare_siblings, graph->nodes[kind].items);
    }
    return order;
}

/* -------------------------------------------------------------------------------- bodies */

Text graph_text(const HsdsGraph *graph, Arena *arena, EntityKind kind, uint32_t index)
{
    const GraphNode *node = &graph->nodes[kind].items[index];
    Record record = {.body = node->body};
    if (graph->bodies == HSDS_READ_BODIES) {
        const Outcome outcome =
            record_get(graph->session, arena, kind, node->id, &record, graph->failure->problem);
        if (outcome != OK) {
            graph->failure->outcome = outcome;
            return (Text){"", 0};
        }
    }
    return record.body;
}

json_t *graph_body(const HsdsGraph *graph, EntityKind kind, uint32_t index)
{
    Arena *scratch SCOPED(arena_close) = arena_new(4096);
    json_t *body = NULL;
    const Text text = graph_text(graph, scratch, kind, index);
    return !text_is_empty(text) && json_read(text, JSON_FILE_LIMITS, &body, NULL) == OK
               ? body
               : json_object();
}

Outcome hsds_graph_outcome(const HsdsGraph *graph)
{
    return graph->failure->outcome;
}

/* -------------------------------------------------------------------------------- nesting */

static int compare_owners(const Placement *a, const Placement *b)
{
    if (a->owner_kind != b->owner_kind) {
        return a->owner_kind < b->owner_kind ? -1 : 1;
    }
    const int by_owner = id_compare(a->owner, b->owner);
    if (by_owner != 0) {
        return by_owner;
    }
    return a->kind < b->kind ? -1 : a->kind > b->kind;
}

PlacementSpan graph_nested(const HsdsGraph *graph, EntityKind owner_kind, Id owner,
                           EntityKind kind)
{
    const Placement wanted = {.owner_kind = owner_kind, .owner = owner, .kind = kind};
    size_t low = 0;
    size_t high = graph->placements.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_owners(&graph->placements.items[middle], &wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < graph->placements.count &&
           compare_owners(&graph->placements.items[end], &wanted) == 0) {
        end++;
    }
    return (PlacementSpan){graph->placements.items + low, end - low};
}

bool graph_can_hold(EntityKind owner, EntityKind kind)
{
    for (size_t i = 0; hsds_member(owner, i) != NULL; i++) {
        if (hsds_member(owner, i)->kind == kind &&
            hsds_member(owner, i)->count == MEMBER_MANY) {
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------------------------- links */

const char *graph_naming_field(EntityKind kind)
{
    return kind == ENTITY_ATTRIBUTE  ? "link_entity"
           : kind == ENTITY_METADATA ? "resource_type"
                                     : NULL;
}

EntityKind graph_link_target(EntityKind kind, Text field, Text named)
{
    const bool is_named = (kind == ENTITY_ATTRIBUTE && text_equal(field, TEXT("link_id"))) ||
                          (kind == ENTITY_METADATA && text_equal(field, TEXT("resource_id")));
    EntityKind target = ENTITY_COUNT;
    if (is_named) {
        (void)entity_kind_parse(named, &target);
    } else if (text_ends_with(field, TEXT("_id"))) {
        (void)entity_kind_parse(text_slice(field, 0, field.length - 3), &target);
    }
    return target < HSDS_ENTITY_COUNT ? target : ENTITY_COUNT;
}

static uint32_t find_named(const HsdsGraph *graph, EntityKind kind, Text text)
{
    Id id = {0};
    return kind < HSDS_ENTITY_COUNT && id_parse(text, &id) ? graph_find(graph, kind, id)
                                                           : NO_NODE;
}

uint32_t graph_shown(const HsdsGraph *graph, EntityKind kind, Text id)
{
    const uint32_t found = find_named(graph, kind, id);
    return found == NO_NODE || graph_is_hidden(graph, kind, found) ? NO_NODE : found;
}

bool graph_hides(const HsdsGraph *graph, EntityKind kind, Text id)
{
    const uint32_t found = find_named(graph, kind, id);
    return found != NO_NODE && graph_is_hidden(graph, kind, found);
}
