/* SPDX-License-Identifier: EUPL-1.2 */
/* Flat records become nested JSON again. */
#include "directory/export_file.h"
#include "directory/hsds_graph.h"
#include "json/canonical.h"

/* FULL is what the API answers for one record: nested where it belongs and where it is named,
 * without the links that nesting already says. FLAT is what its lists hold: fields and links.
 * COMPACT writes each record once, below its owner, with its links: the form of an export. */
typedef enum Form { FULL, FLAT, COMPACT } Form;

/* The record being written and, through `around`, those it stands in. */
typedef struct Nesting {
    const HsdsGraph *graph;
    JsonWriter *writer;
    ExportFile *file; /* of a whole export, which goes out as it is made; else NULL */
    Form form;
    EntityKind kind;
    const GraphNode *node;
    Text body;
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

static Text plain_member(const Nesting *nesting, const char *name)
{
    return name == NULL ? (Text){"", 0}
                        : json_plain_text(json_member_value(nesting->body, name));
}

static EntityKind target_of(const Nesting *nesting, Text field)
{
    return graph_link_target(nesting->kind, field,
                             plain_member(nesting, graph_naming_field(nesting->kind)));
}

/* A link that nesting says already: up to the record this one stands in, or down to the one
 * that is written in its place. */
static bool is_said_by_nesting(const Nesting *nesting, EntityKind target, Text link)
{
    Id id = {0};
    if (nesting->form != FULL || !id_parse(link, &id)) {
        return false;
    }
    if (nesting->around != NULL && id_equal(id, nesting->around->node->id)) {
        return true;
    }
    if (target >= HSDS_ENTITY_COUNT) {
        return false;
    }
    const MemberModel *member = member_showing(nesting->kind, target);
    return graph_shown(nesting->graph, target, link) != NO_NODE &&
           (graph_can_hold(target, nesting->kind) ||
            (member != NULL && is_shown_in(nesting, member)));
}

/* The further places of a record serve an import alone. */
static bool is_own_shown(const Nesting *nesting, Text name)
{
    return nesting->form == COMPACT || !text_equal(name, TEXT("places"));
}

static void write_own(const Nesting *nesting, Text own)
{
    JsonMember member = {0};
    size_t at = 0;
    bool open = false;
    while (json_member_next(own, &at, &member)) {
        if (!is_own_shown(nesting, member.name)) {
            continue;
        }
        if (!open) {
            json_key(nesting->writer, TEXT("seuil"));
            json_object_open(nesting->writer);
            open = true;
        }
        json_member_raw(nesting->writer, member.name, member.value);
    }
    if (open) {
        json_object_close(nesting->writer);
    }
}

static bool is_written(const Nesting *nesting, const JsonMember *member)
{
    const Text link = json_plain_text(member->value);
    if (link.length != ID_TEXT_LENGTH || text_equal(member->name, TEXT("id"))) {
        return true;
    }
    const EntityKind target = target_of(nesting, member->name);
    return !is_said_by_nesting(nesting, target, link) &&
           !graph_hides(nesting->graph, target, link);
}

static void write_fields(const Nesting *nesting)
{
    JsonMember member = {0};
    size_t at = 0;
    while (json_member_next(nesting->body, &at, &member)) {
        if (text_equal(member.name, TEXT("seuil")) &&
            text_starts_with(member.value, TEXT("{"))) {
            write_own(nesting, member.value);
        } else if (is_written(nesting, &member)) {
            json_member_raw(nesting->writer, member.name, member.value);
        }
    }
}

/* ---------------------------------------------------------------------------------- members */

static bool is_written_below(const Nesting *nesting, const Placement *placement)
{
    const GraphNode *node = &nesting->graph->nodes[placement->kind].items[placement->index];
    return !node->is_hidden &&
           (nesting->form == FULL || (node->owner_kind == placement->owner_kind &&
                                      id_equal(node->owner, placement->owner)));
}

static void write_node(Nesting nesting, EntityKind kind, uint32_t index)
{
    Arena *scratch SCOPED(arena_close) = arena_new(4096);
    nesting.kind = kind;
    nesting.node = &nesting.graph->nodes[kind].items[index];
    nesting.body = graph_text(nesting.graph, scratch, kind, index);
    write_record(&nesting);
    if (nesting.file != NULL) {
        export_file_drain(nesting.file);
    }
}

static void write_below(const Nesting *nesting, EntityKind kind, uint32_t index)
{
    Nesting below = *nesting;
    below.around = nesting;
    write_node(below, kind, index);
}

static void write_many(const Nesting *nesting, const MemberModel *member)
{
    const PlacementSpan nested =
        graph_nested(nesting->graph, nesting->kind, nesting->node->id, member->kind);
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
        graph_shown(nesting->graph, member->kind,
                    plain_member(nesting, hsds_link_field(nesting->kind, member->kind)));
    /* HSDS wants the unit of a capacity in its place always. */
    if (target != NO_NODE && (nesting->form != COMPACT || member->kind == ENTITY_UNIT)) {
        json_key(nesting->writer, text_from(member->name));
        write_below(nesting, member->kind, target);
    }
}

/* A list shows a service with its organization, and nothing else that is not its own. */
static bool is_in_form(const Nesting *nesting, const MemberModel *member)
{
    return nesting->form != FLAT ||
           (nesting->kind == ENTITY_SERVICE && nesting->around == NULL &&
            member->kind == ENTITY_ORGANIZATION);
}

static void write_record(const Nesting *nesting)
{
    json_object_open(nesting->writer);
    write_fields(nesting);
    for (size_t i = 0; hsds_member(nesting->kind, i) != NULL; i++) {
        const MemberModel *member = hsds_member(nesting->kind, i);
        if (is_in_form(nesting, member) && is_shown_in(nesting, member)) {
            if (member->count == MEMBER_MANY) {
                write_many(nesting, member);
            } else {
                write_one(nesting, member);
            }
        }
    }
    json_object_close(nesting->writer);
}

static bool write_alone(const HsdsGraph *graph, Form form, EntityKind kind, Id id,
                        JsonWriter *writer)
{
    const uint32_t index = graph_find(graph, kind, id);
    if (index == NO_NODE || graph_is_hidden(graph, kind, index)) {
        return false;
    }
    write_node((Nesting){.graph = graph, .writer = writer, .form = form}, kind, index);
    return true;
}

bool hsds_write_one(const HsdsGraph *graph, EntityKind kind, Id id, JsonWriter *writer)
{
    return write_alone(graph, FULL, kind, id, writer);
}

bool hsds_write_flat(const HsdsGraph *graph, EntityKind kind, Id id, JsonWriter *writer)
{
    return write_alone(graph, FLAT, kind, id, writer);
}

/* --------------------------------------------------------------------------------- the whole
 */

/* Whether the record is written below its owner; else it stands in the list of its kind. */
static bool has_written_owner(const HsdsGraph *graph, EntityKind kind, const GraphNode *node)
{
    return node->owner_kind < HSDS_ENTITY_COUNT && graph_can_hold(node->owner_kind, kind) &&
           graph_find(graph, node->owner_kind, node->owner) != NO_NODE;
}

static void write_list(const Nesting *top, EntityKind kind)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    const uint32_t *order = graph_in_order(scratch, top->graph, kind);
    bool open = false;
    for (size_t i = 0; i < top->graph->nodes[kind].count; i++) {
        const GraphNode *node = &top->graph->nodes[kind].items[order[i]];
        if (node->is_hidden || has_written_owner(top->graph, kind, node)) {
            continue;
        }
        if (!open) {
            json_key(top->writer, text_from(entity_model(kind)->table));
            json_array_open(top->writer);
            open = true;
        }
        write_node(*top, kind, order[i]);
    }
    if (open) {
        json_array_close(top->writer);
    }
}

Outcome hsds_write_all(const HsdsGraph *graph, ExportFile *file)
{
    JsonWriter writer = json_writer(export_file_buffer(file));
    const Nesting top = {.graph = graph, .writer = &writer, .file = file, .form = COMPACT};
    json_object_open(&writer);
    json_member(&writer, "version", TEXT("3.2"));
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        write_list(&top, (EntityKind)kind);
    }
    json_object_close(&writer);
    buffer_append(export_file_buffer(file), TEXT("\n"));
    return hsds_graph_outcome(graph);
}
