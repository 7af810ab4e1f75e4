/* SPDX-License-Identifier: EUPL-1.2 */
/* Flat records become nested JSON again. */
#include "directory/hsds_graph.h"

#include <string.h>

/* FULL is what the API answers for one record: nested where it belongs and where it is named,
 * without the links that nesting already says. COMPACT writes each record once, below its
 * owner, with its links: the form of a whole export. */
typedef enum Form { FULL, COMPACT } Form;

/* The record being written and, through `around`, those it stands in. */
typedef struct Nesting {
    HsdsGraph *graph;
    JsonWriter *writer;
    Form form;
    EntityKind kind;
    const Raw *raw;
    const struct Nesting *around; /* NULL at the top */
} Nesting;

static void write_record(const Nesting *nesting);

/* ----------------------------------------------------------------------------------- fields */

static const MemberModel *member_showing(EntityKind kind, EntityKind target)
{
    for (size_t i = 0; hsds_member(kind, i) != NULL; i++) {
        const MemberModel *member = hsds_member(kind, i);
        if (member->count == MEMBER_ONE && member->kind == target) {
            return member;
        }
    }
    return NULL;
}

/* A kind is not shown below itself: it would lead back to where the reader came from. */
static bool is_shown_in(const Nesting *nesting, const MemberModel *member)
{
    while (nesting != NULL && nesting->kind != member->kind) {
        nesting = nesting->around;
    }
    return nesting == NULL;
}

/* A link that nesting says already: up to the record this one stands in, or down to the one
 * that is written in its place. */
static bool is_said_by_nesting(const Nesting *nesting, const char *field)
{
    const json_t *body = nesting->raw->body;
    const EntityKind target = graph_link_target(nesting->kind, body, field);
    Id id = {0};
    if (nesting->form == COMPACT || strcmp(field, "id") == 0 ||
        !id_parse(json_member_text(body, field), &id)) {
        return false;
    }
    if (nesting->around != NULL && id_equal(id, nesting->around->raw->id)) {
        return true;
    }
    if (target >= HSDS_ENTITY_COUNT) {
        return false;
    }
    const MemberModel *member = member_showing(nesting->kind, target);
    return graph_linked(nesting->graph, body, field, target) != NONE &&
           (graph_can_hold(target, nesting->kind) ||
            (member != NULL && is_shown_in(nesting, member)));
}

static bool is_own_place_list(const Nesting *nesting, const char *name)
{
    return nesting->form == FULL && strcmp(name, "places") == 0;
}

static void write_own(const Nesting *nesting, const json_t *own)
{
    const char *name = NULL;
    json_t *value = NULL;
    size_t shown = 0;
    json_object_foreach((json_t *)own, name, value)
    {
        shown += is_own_place_list(nesting, name) ? 0 : 1;
    }
    if (shown == 0) {
        return;
    }
    json_key(nesting->writer, TEXT("seuil"));
    json_object_open(nesting->writer);
    json_object_foreach((json_t *)own, name, value)
    {
        if (!is_own_place_list(nesting, name)) {
            json_key(nesting->writer, text_from(name));
            json_write_value(nesting->writer, value);
        }
    }
    json_object_close(nesting->writer);
}

static void write_fields(const Nesting *nesting)
{
    const json_t *body = nesting->raw->body;
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)body, name, value)
    {
        if (strcmp(name, "seuil") == 0 && json_is_object(value)) {
            write_own(nesting, value);
        } else if (!is_said_by_nesting(nesting, name) &&
                   !graph_link_is_hidden(nesting->graph, nesting->kind, body, name)) {
            json_key(nesting->writer, text_from(name));
            json_write_value(nesting->writer, value);
        }
    }
}

/* ---------------------------------------------------------------------------------- members */

static bool is_written_below(const Nesting *nesting, const Placement *placement)
{
    const HsdsGraph *graph = nesting->graph;
    const Raw *raw = &raw_all(&graph->set, placement->kind).items[placement->index];
    return !graph->hidden[placement->kind][placement->index] &&
           (nesting->form == FULL || (raw->owner_kind == placement->owner_kind &&
                                      id_equal(raw->owner, placement->owner)));
}

static void write_below(const Nesting *nesting, EntityKind kind, uint32_t index)
{
    const Nesting below = {.graph = nesting->graph,
                           .writer = nesting->writer,
                           .form = nesting->form,
                           .kind = kind,
                           .raw = &raw_all(&nesting->graph->set, kind).items[index],
                           .around = nesting};
    write_record(&below);
}

static void write_many(const Nesting *nesting, const MemberModel *member)
{
    const PlacementSpan nested =
        graph_nested(nesting->graph, nesting->kind, nesting->raw->id, member->kind);
    bool open = false;
    for (size_t i = 0; i < nested.count; i++) {
        if (!is_written_below(nesting, &nested.items[i])) {
            continue;
        }
        if (!open) {
            json_key(nesting->writer, text_from(member->name));
            json_array_open(nesting->writer);
            open = true;
        }
        write_below(nesting, member->kind, nested.items[i].index);
    }
    if (open) {
        json_array_close(nesting->writer);
    }
}

static void write_one(const Nesting *nesting, const MemberModel *member)
{
    const uint32_t target =
        graph_linked(nesting->graph, nesting->raw->body,
                     hsds_link_field(nesting->kind, member->kind), member->kind);
    /* HSDS wants the unit of a capacity in its place always. */
    if (target != NONE && (nesting->form == FULL || member->kind == ENTITY_UNIT)) {
        json_key(nesting->writer, text_from(member->name));
        write_below(nesting, member->kind, target);
    }
}

static void write_record(const Nesting *nesting)
{
    json_object_open(nesting->writer);
    write_fields(nesting);
    for (size_t i = 0; hsds_member(nesting->kind, i) != NULL; i++) {
        const MemberModel *member = hsds_member(nesting->kind, i);
        if (is_shown_in(nesting, member)) {
            if (member->count == MEMBER_MANY) {
                write_many(nesting, member);
            } else {
                write_one(nesting, member);
            }
        }
    }
    json_object_close(nesting->writer);
}

static void write_top(HsdsGraph *graph, JsonWriter *writer, Form form, EntityKind kind,
                      uint32_t index)
{
    const Nesting top = {.graph = graph,
                         .writer = writer,
                         .form = form,
                         .kind = kind,
                         .raw = &raw_all(&graph->set, kind).items[index]};
    write_record(&top);
}

bool hsds_write_one(HsdsGraph *graph, EntityKind kind, Id id, JsonWriter *writer)
{
    const uint32_t index = id_index_find(graph->indexes[kind], id);
    if (index == NONE || graph->hidden[kind][index]) {
        return false;
    }
    write_top(graph, writer, FULL, kind, index);
    return true;
}

/* --------------------------------------------------------------------------------- the whole
 */

/* Whether the record is written below its owner; else it stands in the list of its kind. */
static bool has_written_owner(const HsdsGraph *graph, EntityKind kind, const Raw *raw)
{
    if (raw->owner_kind >= HSDS_ENTITY_COUNT || !graph_can_hold(raw->owner_kind, kind)) {
        return false;
    }
    return id_index_find(graph->indexes[raw->owner_kind], raw->owner) != NONE;
}

static void write_list(HsdsGraph *graph, EntityKind kind, JsonWriter *writer)
{
    const RawSpan all = raw_all(&graph->set, kind);
    bool open = false;
    for (size_t i = 0; i < all.count; i++) {
        if (graph->hidden[kind][i] || has_written_owner(graph, kind, &all.items[i])) {
            continue;
        }
        if (!open) {
            json_key(writer, text_from(entity_model(kind)->table));
            json_array_open(writer);
            open = true;
        }
        write_top(graph, writer, COMPACT, kind, (uint32_t)i);
    }
    if (open) {
        json_array_close(writer);
    }
}

void hsds_write_all(HsdsGraph *graph, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "version", TEXT("3.2"));
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        write_list(graph, (EntityKind)kind, writer);
    }
    json_object_close(writer);
}
