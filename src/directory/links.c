/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/links.h"

#include <stdlib.h>
#include <string.h>

/* Fields whose name does not say what they point to. */
typedef struct NamedLink {
    const char *field;
    EntityKind kind;
} NamedLink;

static const NamedLink named_links[] = {
    {"parent_organization_id", ENTITY_ORGANIZATION },
    {"parent_id",              ENTITY_TAXONOMY_TERM},
};

bool links_are_outer(EntityKind kind)
{
    return kind == ENTITY_ORGANIZATION || kind == ENTITY_LOCATION || kind == ENTITY_CONTACT ||
           kind == ENTITY_TAXONOMY_TERM || kind == ENTITY_ATTRIBUTE || kind == ENTITY_METADATA;
}

/* ENTITY_COUNT where the field does not say the kind. */
static EntityKind target_of(const char *field)
{
    for (size_t i = 0; i < LENGTH_OF(named_links); i++) {
        if (strcmp(named_links[i].field, field) == 0) {
            return named_links[i].kind;
        }
    }
    EntityKind kind = ENTITY_COUNT;
    const Text name = text_from(field);
    (void)entity_kind_parse(text_slice(name, 0, name.length - strlen("_id")), &kind);
    return kind;
}

static Outcome field_links(EntityKind kind, const json_t *body, LinkFunction function,
                           void *context)
{
    const EntityModel *model = entity_model(kind);
    for (size_t i = 0; i < model->field_count; i++) {
        const char *field = model->fields[i].name;
        Link link = {.field = field, .name = json_member_text(body, field)};
        if (model->fields[i].type == FIELD_ID && id_parse(link.name, &link.id)) {
            link.kind = target_of(field);
            link.is_ranked = link.kind == kind;
            link.is_outer = links_are_outer(kind);
            TRY(link.kind == ENTITY_COUNT ? OK : function(context, &link));
        }
    }
    return OK;
}

static Outcome key_links(const json_t *keys, LinkFunction function, void *context)
{
    const Text service = text_from(entity_model(ENTITY_SERVICE)->name);
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const Text key = json_text(json_array_get(keys, i));
        const Link link = {.field = "by",
                           .kind = ENTITY_SERVICE,
                           .id = id_from_name(service, key),
                           .name = key,
                           .is_ranked = true};
        TRY(function(context, &link));
    }
    return OK;
}

Outcome links_each(EntityKind kind, const json_t *body, LinkFunction function, void *context)
{
    TRY(field_links(kind, body, function, context));
    const json_t *access = json_object_get(json_object_get(body, "seuil"), "access");
    for (size_t i = 0; kind == ENTITY_SERVICE && i < json_array_size(access); i++) {
        const json_t *keys = json_object_get(json_array_get(access, i), "by");
        TRY(key_links(keys, function, context));
    }
    return OK;
}

/* ---------------------------------------------------------------------------------- circles */

static int compare_edges(const void *a, const void *b)
{
    const Edge *left = a;
    const Edge *right = b;
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    return id_compare(left->from, right->from);
}

/* The first edge that comes from the record; `count` when none does. */
static size_t first_edge(const EdgeList *edges, EntityKind kind, Id from)
{
    const Edge wanted = {.kind = kind, .from = from};
    size_t low = 0;
    size_t high = edges->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_edges(&edges->items[middle], &wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const bool found = low < edges->count && compare_edges(&edges->items[low], &wanted) == 0;
    return found ? low : edges->count;
}

/* A record on the way, named by its first edge; `next` is the edge to be followed next. */
typedef struct Step {
    size_t first;
    size_t next;
} Step;

typedef enum Visit { VISIT_NONE, VISIT_UNDER_WAY, VISIT_DONE } Visit;

typedef struct Walk {
    const EdgeList *edges;
    unsigned char *visits; /* by first edge */
    Step *way;
    size_t length;
} Walk;

static void enter(Walk *walk, size_t first)
{
    walk->visits[first] = VISIT_UNDER_WAY;
    walk->way[walk->length++] = (Step){first, first};
}

static bool is_past(const Walk *walk, const Step *step)
{
    const Edge *edges = walk->edges->items;
    return step->next == walk->edges->count ||
           compare_edges(&edges[step->next], &edges[step->first]) != 0;
}

/* Depth first, with the way kept aside rather than on the stack: a chain may be long. */
static const Edge *walk_from(Walk *walk, size_t start)
{
    enter(walk, start);
    while (walk->length > 0) {
        Step *step = &walk->way[walk->length - 1];
        if (is_past(walk, step)) {
            walk->visits[step->first] = VISIT_DONE;
            walk->length--;
            continue;
        }
        const Edge *edge = &walk->edges->items[step->next++];
        const size_t target = first_edge(walk->edges, edge->kind, edge->to);
        if (target < walk->edges->count && walk->visits[target] == VISIT_UNDER_WAY) {
            return edge;
        }
        if (target < walk->edges->count && walk->visits[target] == VISIT_NONE) {
            enter(walk, target);
        }
    }
    return NULL;
}

const Edge *edges_circle(Arena *arena, EdgeList *edges)
{
    if (edges->count == 0) {
        return NULL;
    }
    qsort(edges->items, edges->count, sizeof *edges->items, compare_edges);
    Walk walk = {
        .edges = edges,
        .visits = ARENA_ARRAY(arena, unsigned char, edges->count),
        .way = ARENA_ARRAY(arena, Step, edges->count),
    };
    const Edge *found = NULL;
    for (size_t i = 0; i < edges->count && found == NULL; i++) {
        const bool is_first =
            i == 0 || compare_edges(&edges->items[i - 1], &edges->items[i]) != 0;
        if (is_first && walk.visits[i] == VISIT_NONE) {
            found = walk_from(&walk, i);
        }
    }
    return found;
}

Outcome edge_refuse(const Edge *edge, Problem *problem)
{
    const bool is_alone = id_equal(edge->from, edge->to);
    if (edge->kind == ENTITY_SERVICE) {
        return problem_set(problem, INVALID, edge->where, edge->field, "%s",
                           is_alone
                               ? "it needs itself first: nobody could enter"
                               : "what it needs first needs it in turn: nobody could enter");
    }
    return problem_set(problem, INVALID, edge->where, edge->field, "%s",
                       is_alone ? "it is its own parent" : "its parents go round in a circle");
}
