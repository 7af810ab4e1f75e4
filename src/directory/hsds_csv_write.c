/* SPDX-License-Identifier: EUPL-1.2 */
/* The tabular package of HSDS, written: a file a kind and the datapackage.json that names them.
 */
#include <string.h>

#include "directory/csv.h"
#include "directory/export_file.h"
#include "directory/hsds_graph.h"

static bool is_known(EntityKind kind, const char *name)
{
    return strcmp(name, "id") == 0 || entity_field(kind, text_from(name)) != NULL;
}

static Text cell_of(Arena *arena, const json_t *value)
{
    if (value == NULL || json_is_null(value)) {
        return TEXT("");
    }
    return json_is_string(value) ? json_text(value) : json_canonical(arena, value);
}

/* What HSDS does not know, but for our own: one object in one cell. */
static json_t *unknown_fields(EntityKind kind, const json_t *body)
{
    json_t *more = json_object();
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)body, name, value)
    {
        if (!is_known(kind, name) && strcmp(name, "seuil") != 0) {
            (void)json_object_set(more, name, value);
        }
    }
    return more;
}

static void write_row(const HsdsGraph *graph, EntityKind kind, const json_t *body, Buffer *out)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    const EntityModel *model = entity_model(kind);
    const char *naming = graph_naming_field(kind);
    const Text named = naming == NULL ? TEXT("") : json_member_text(body, naming);
    csv_cell(out, json_member_text(body, "id"), true);
    for (size_t i = 0; i < model->field_count; i++) {
        const char *name = model->fields[i].name;
        const EntityKind target = graph_link_target(kind, text_from(name), named);
        const bool is_hidden = graph_hides(graph, target, json_member_text(body, name));
        csv_cell(out, is_hidden ? TEXT("") : cell_of(scratch, json_object_get(body, name)),
                 false);
    }
    json_t *more SCOPED(json_close) = unknown_fields(kind, body);
    csv_cell(out, cell_of(scratch, json_object_get(body, "seuil")), false);
    csv_cell(out, json_object_size(more) == 0 ? TEXT("") : json_canonical(scratch, more),
             false);
    csv_end_row(out);
}

static void write_head(EntityKind kind, Buffer *out)
{
    const EntityModel *model = entity_model(kind);
    csv_cell(out, TEXT("id"), true);
    for (size_t i = 0; i < model->field_count; i++) {
        csv_cell(out, text_from(model->fields[i].name), false);
    }
    csv_cell(out, TEXT("seuil"), false);
    csv_cell(out, TEXT("more"), false);
    csv_end_row(out);
}

static Outcome write_table(const HsdsGraph *graph, EntityKind kind, Text folder,
                           Problem *problem)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    const uint32_t *order = graph_in_order(scratch, graph, kind);
    ExportFile *file SCOPED(export_file_close) = NULL;
    const Text path =
        text_format(scratch, "%.*s/%s.csv", TEXT_ARG(folder), entity_model(kind)->table);
    TRY(export_file_open(scratch, path, &file, problem));
    write_head(kind, export_file_buffer(file));
    for (size_t i = 0; i < graph->nodes[kind].count; i++) {
        if (!graph_is_hidden(graph, kind, order[i])) {
            json_t *body SCOPED(json_close) = graph_body(graph, kind, order[i]);
            write_row(graph, kind, body, export_file_buffer(file));
            export_file_drain(file);
        }
    }
    TRY(hsds_graph_outcome(graph));
    return export_file_finish(file, problem);
}

/* ------------------------------------------------------------------------------ datapackage */

static const char *const type_names[] = {
    [FIELD_TEXT] = "string",   [FIELD_ID] = "string",     [FIELD_URI] = "string",
    [FIELD_EMAIL] = "string",  [FIELD_DATE] = "date",     [FIELD_MOMENT] = "datetime",
    [FIELD_NUMBER] = "number", [FIELD_CHOICE] = "string",
};

static const char *const format_names[] = {
    [FIELD_TEXT] = NULL, [FIELD_ID] = "uuid",    [FIELD_URI] = "uri",   [FIELD_EMAIL] = "email",
    [FIELD_DATE] = NULL, [FIELD_MOMENT] = "any", [FIELD_NUMBER] = NULL, [FIELD_CHOICE] = NULL,
};

static void describe_field(JsonWriter *writer, const FieldModel *field)
{
    json_object_open(writer);
    json_member(writer, "name", text_from(field->name));
    json_member(writer, "type", text_from(type_names[field->type]));
    json_member_unless_empty(writer, "format", text_from(format_names[field->type]));
    if (field->required) {
        json_key(writer, TEXT("constraints"));
        json_object_open(writer);
        json_member_bool(writer, "required", true);
        json_object_close(writer);
    }
    json_object_close(writer);
}

static void describe_table(JsonWriter *writer, const EntityModel *model)
{
    static const FieldModel id = {"id", FIELD_ID, true, NULL};
    static const FieldModel own[] = {
        {"seuil", FIELD_TEXT, false, NULL},
        {"more",  FIELD_TEXT, false, NULL}
    };
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    json_object_open(writer);
    json_member(writer, "name", text_from(model->table));
    json_member(writer, "path", text_format(scratch, "%s.csv", model->table));
    json_key(writer, TEXT("schema"));
    json_object_open(writer);
    json_member(writer, "primaryKey", TEXT("id"));
    json_key(writer, TEXT("fields"));
    json_array_open(writer);
    describe_field(writer, &id);
    for (size_t i = 0; i < model->field_count; i++) {
        describe_field(writer, &model->fields[i]);
    }
    describe_field(writer, &own[0]);
    describe_field(writer, &own[1]);
    json_array_close(writer);
    json_object_close(writer);
    json_object_close(writer);
}

static Outcome write_package(Text folder, Problem *problem)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    ExportFile *file SCOPED(export_file_close) = NULL;
    const Text path = text_format(scratch, "%.*s/datapackage.json", TEXT_ARG(folder));
    TRY(export_file_open(scratch, path, &file, problem));
    JsonWriter writer = json_writer(export_file_buffer(file));
    writer.pretty = true;
    json_object_open(&writer);
    json_member(&writer, "name", TEXT("human_services_data"));
    json_member(&writer, "profile", TEXT("tabular-data-package"));
    json_key(&writer, TEXT("resources"));
    json_array_open(&writer);
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        describe_table(&writer, entity_model((EntityKind)kind));
    }
    json_array_close(&writer);
    json_object_close(&writer);
    return export_file_finish(file, problem);
}

Outcome hsds_write_csv(const HsdsGraph *graph, Text folder, Problem *problem)
{
    for (int kind = 0; kind < HSDS_ENTITY_COUNT; kind++) {
        TRY(write_table(graph, (EntityKind)kind, folder, problem));
    }
    return write_package(folder, problem);
}
