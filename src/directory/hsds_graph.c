/* SPDX-License-Identifier: EUPL-1.2 */
/* Who holds whom: from the owner of each record, its further places and its link fields. */
#include "directory/hsds_graph.h"

#include <stdlib.h>
#include <string.h>

#include "store/store.h"

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

static void add_further_places(HsdsGraph *graph, const Raw *raw, Placement placement)
{
    const json_t *places = json_object_get(json_object_get(raw->body, "seuil"), "places");
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

static void add_linked_places(HsdsGraph *graph, const Raw *raw, Placement placement)
{
    EntityKind linked = ENTITY_COUNT;
    placement.from_link = true;
    const char *named = placement.kind == ENTITY_ATTRIBUTE  ? "link_entity"
                        : placement.kind == ENTITY_METADATA ? "resource_type"
                                                            : NULL;
    if (named != NULL && !entity_kind_parse(json_member_text(raw->body, named), &linked)) {
        return;
    }
    for (int owner = 0; owner < HSDS_ENTITY_COUNT; owner++) {
        const char *field = hsds_link_field(placement.kind, (EntityKind)owner);
        if ((named == NULL || linked == (EntityKind)owner) && field != NULL &&
            graph_can_hold((EntityKind)owner, placement.kind) &&
            id_parse(json_member_text(raw->body, field), &placement.owner)) {
            placement.owner_kind = (EntityKind)owner;
            LIST_APPEND(graph->arena, &graph->placements, placement);
        }
    }
}

static void add_places(HsdsGraph *graph, EntityKind kind, uint32_t index)
{
    const Raw *raw = &raw_all(&graph->set, kind).items[index];
    Placement placement = {.owner_kind = raw->owner_kind,
                           .owner = raw->owner,
                           .kind = kind,
                           .position = raw->position,
                           .index = index};
    if (raw->owner_kind < HSDS_ENTITY_COUNT && graph_can_hold(raw->owner_kind, kind)) {
        LIST_APPEND(graph->arena, &graph->placements, placement);
    }
    add_further_places(graph, raw, placement);
    add_linked_places(graph, raw, placement);
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

static bool is_hidden_itself(EntityKind kind, const Raw *raw)
{
    const json_t *own = raw_own(raw);
    return (kind == ENTITY_LOCATION && raw_known(own, "confidential") == YES) ||
           (kind == ENTITY_CONTACT && raw_known(own, "private") == YES);
}

/* What stands in a confidential place is as confidential: its address above all. */
static void hide_below(HsdsGraph *graph, EntityKind kind, uint32_t index)
{
    if (graph->hidden[kind][index]) {
        return;
    }
    graph->hidden[kind][index] = true;
    const Id id = raw_all(&graph->set, kind).items[index].id;
    for (int below = 0; below < HSDS_ENTITY_COUNT; below++) {
        const PlacementSpan nested = graph_nested(graph, kind, id, (EntityKind)below);
        for (size_t i = 0; i < nested.count; i++) {
            hide_below(graph, (EntityKind)below, nested.items[i].index);
        }
    }
}

static int compare_siblings(const void *left, const void *right)
{
    const Raw *a = left;
    const Raw *b = right;
    const int by_owner = id_compare(a->owner, b->owner);
    const int by_position = compare_numbers(a->position, b->position);
    return by_owner != 0 ? by_owner : by_position != 0 ? by_position : id_compare(a->id, b->id);
}

/* What stands alone in the store is placed as an import would place it. */
static void adopt_all(HsdsGraph *graph, EntityKind kind)
{
    const size_t count = graph->set.kinds[kind].count;
    for (size_t i = 0; i < count; i++) {
        Raw *raw = &graph->set.kinds[kind].items[i];
        if (raw->owner_kind == ENTITY_COUNT &&
            !hsds_owner_by_link(kind, raw->body, &raw->owner_kind, &raw->owner)) {
            raw->owner_kind = ENTITY_COUNT;
            raw->owner = (Id){{0}};
        }
    }
    if (count > 1) {
        qsort(graph->set.kinds[kind].items, count, sizeof(Raw), compare_siblings);
    }
}

static void make_places(HsdsGraph *graph)
{
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        const size_t count = raw_all(&graph->set, (EntityKind)kind).count;
        adopt_all(graph, (EntityKind)kind);
        graph->indexes[kind] = id_index_of(&graph->set, (EntityKind)kind);
        graph->hidden[kind] = ARENA_ARRAY(graph->arena, bool, count);
        for (size_t i = 0; i < count; i++) {
            add_places(graph, (EntityKind)kind, (uint32_t)i);
        }
    }
    Placement *items = graph->placements.items;
    if (graph->placements.count > 1) {
        qsort(items, graph->placements.count, sizeof *items, compare_doubles);
        drop_doubles(graph);
        qsort(items, graph->placements.count, sizeof *items, compare_positions);
    }
}

Outcome hsds_graph_read(Arena *arena, Session *session, HsdsGraph **graph, Problem *problem)
{
    HsdsGraph *read = ARENA_NEW(arena, HsdsGraph);
    read->arena = arena;
    read->set = (RawSet){.arena = arena, .scratch = arena, .problem = problem};
    const Outcome outcome = raw_read(&read->set, session);
    if (outcome != OK) {
        raw_release(&read->set);
        return outcome;
    }
    make_places(read);
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        const RawSpan all = raw_all(&read->set, (EntityKind)kind);
        for (size_t i = 0; i < all.count; i++) {
            if (is_hidden_itself((EntityKind)kind, &all.items[i])) {
                hide_below(read, (EntityKind)kind, (uint32_t)i);
            }
        }
    }
    *graph = read;
    return OK;
}

void hsds_graph_close(HsdsGraph **graph)
{
    if (*graph != NULL) {
        raw_release(&(*graph)->set);
    }
    *graph = NULL;
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

EntityKind graph_link_target(EntityKind kind, const json_t *body, const char *field)
{
    const bool is_attribute = kind == ENTITY_ATTRIBUTE && strcmp(field, "link_id") == 0;
    const bool is_metadata = kind == ENTITY_METADATA && strcmp(field, "resource_id") == 0;
    EntityKind target = ENTITY_COUNT;
    if (is_attribute || is_metadata) {
        (void)entity_kind_parse(
            json_member_text(body, is_attribute ? "link_entity" : "resource_type"), &target);
        return target;
    }
    const Text name = text_from(field);
    if (text_ends_with(name, TEXT("_id"))) {
        (void)entity_kind_parse(text_slice(name, 0, name.length - 3), &target);
    }
    return target;
}

bool graph_link_is_hidden(const HsdsGraph *graph, EntityKind kind, const json_t *body,
                          const char *field)
{
    const EntityKind target = graph_link_target(kind, body, field);
    if (target >= HSDS_ENTITY_COUNT) {
        return false;
    }
    const uint32_t found =
        id_index_find_text(graph->indexes[target], json_member_text(body, field));
    return found != NONE && graph->hidden[target][found];
}

uint32_t graph_linked(const HsdsGraph *graph, const json_t *body, const char *field,
                      EntityKind kind)
{
    const uint32_t found =
        field == NULL ? NONE
                      : id_index_find_text(graph->indexes[kind], json_member_text(body, field));
    return found != NONE && graph->hidden[kind][found] ? NONE : found;
}
