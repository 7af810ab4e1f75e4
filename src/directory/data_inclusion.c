/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The directory in the form of data.inclusion v1 (structures and services), for readers across
 * the border. Its postal codes have five digits and its company numbers fourteen: Belgian ones
 * have neither, so the commune's NIS number stands as code_insee, the postal code travels in
 * complement_adresse, and code_postal and siret are left out.
 */
#include "directory/catalogue_raw.h"
#include "directory/export_file.h"
#include "directory/hsds_graph.h"
#include "territory/gazetteer.h"

enum { LONGEST_NAME = 150, LONGEST_DESCRIPTION = 10000, SHORTEST_DESCRIPTION = 5 };

typedef struct Export {
    const HsdsGraph *graph;
    JsonWriter *writer;
    Arena *scratch; /* of the record being written */
    json_t *held;   /* the bodies it was made from */
    Text today;
} Export;

typedef struct Row {
    Id id;
    const json_t *body; /* NULL: there is no such record */
} Row;

static const Row NO_ROW = {.body = NULL};

static Row row_at(const Export *export, EntityKind kind, uint32_t index)
{
    json_t *body = graph_body(export->graph, kind, index);
    (void)json_array_append_new(export->held, body);
    return (Row){export->graph->nodes[kind].items[index].id, body};
}

static const json_t *own_of(Row row)
{
    return json_object_get(row.body, "seuil");
}

/* Cut to so many bytes at most, never within a letter. */
static Text cut(Text text, size_t most)
{
    if (text.length <= most) {
        return text;
    }
    size_t end = most;
    while (end > 0 && ((unsigned char)text.bytes[end] & 0xC0) == 0x80) {
        end--;
    }
    return text_slice(text, 0, end);
}

static Row first_nested(const Export *export, EntityKind owner, Row row, EntityKind kind)
{
    const PlacementSpan nested = graph_nested(export->graph, owner, row.id, kind);
    for (size_t i = 0; i < nested.count; i++) {
        if (!graph_is_hidden(export->graph, kind, nested.items[i].index)) {
            return row_at(export, kind, nested.items[i].index);
        }
    }
    return NO_ROW;
}

static Text full_id(const Export *export, Text id)
{
    return text_format(export->scratch, "seuil--%.*s", TEXT_ARG(id));
}

/* When it was last checked, else last changed; today where nobody said. */
static Text updated(const Export *export, const json_t *body)
{
    const Text dates[] = {
        json_member_text(json_object_get(body, "seuil"), "verified_at"),
        json_member_text(body, "assured_date"),
        text_slice(json_member_text(body, "last_modified"), 0, 10),
    };
    for (size_t i = 0; i < LENGTH_OF(dates); i++) {
        Date date = 0;
        if (date_parse(dates[i], &date)) {
            return dates[i];
        }
    }
    return export->today;
}

static void write_phone(const Export *export, EntityKind kind, Row row)
{
    const Row phone = first_nested(export, kind, row, ENTITY_PHONE);
    json_member_unless_empty(export->writer, "telephone",
                             phone.body == NULL ? TEXT("")
                                                : json_member_text(phone.body, "number"));
}

static void write_point(const Export *export, const json_t *location)
{
    const json_t *latitude = json_object_get(location, "latitude");
    const json_t *longitude = json_object_get(location, "longitude");
    if (json_is_number(latitude) && json_is_number(longitude)) {
        json_member_real(export->writer, "latitude", json_number_value(latitude));
        json_member_real(export->writer, "longitude", json_number_value(longitude));
    }
}

static void write_address(const Export *export, Row location)
{
    const Row address = first_nested(export, ENTITY_LOCATION, location, ENTITY_ADDRESS);
    if (address.body != NULL) {
        const Text postal_code = json_member_text(address.body, "postal_code");
        const PostalPlace *place = gazetteer_place_of(postal_code);
        const Text city = json_member_text(address.body, "city");
        json_member_unless_empty(export->writer, "adresse",
                                 json_member_text(address.body, "address_1"));
        json_member_unless_empty(export->writer, "commune", city);
        json_member_unless_empty(export->writer, "code_insee",
                                 place == NULL ? TEXT("") : place->nis);
        if (postal_code.length > 0) {
            json_member(export->writer, "complement_adresse",
                        text_format(export->scratch, "BE-%.*s %.*s", TEXT_ARG(postal_code),
                                    TEXT_ARG(city)));
        }
    }
    write_point(export, location.body);
}

/* ------------------------------------------------------------------------------- structures */

static void write_structure(const Export *export, Row row)
{
    const json_t *body = row.body;
    const Row location = first_nested(export, ENTITY_ORGANIZATION, row, ENTITY_LOCATION);
    const Text description = json_member_text(body, "description");
    json_object_open(export->writer);
    json_member(export->writer, "id", full_id(export, json_member_text(body, "id")));
    json_member(export->writer, "source", TEXT("seuil"));
    json_member(export->writer, "nom", cut(json_member_text(body, "name"), LONGEST_NAME));
    json_member(export->writer, "date_maj", updated(export, body));
    if (description.length >= SHORTEST_DESCRIPTION) {
        json_member(export->writer, "description", cut(description, LONGEST_DESCRIPTION));
    }
    json_member_unless_empty(export->writer, "courriel", json_member_text(body, "email"));
    json_member_unless_empty(export->writer, "site_web", json_member_text(body, "website"));
    write_phone(export, ENTITY_ORGANIZATION, row);
    if (location.body != NULL) {
        write_address(export, location);
    }
    json_object_close(export->writer);
}

/* --------------------------------------------------------------------------------- services */

/* The themes of the needs a service answers, each once. */
static void write_themes(const Export *export, Row row)
{
    const PlacementSpan attributes =
        graph_nested(export->graph, ENTITY_SERVICE, row.id, ENTITY_ATTRIBUTE);
    json_t *themes SCOPED(json_close) = json_object();
    for (size_t i = 0; i < attributes.count; i++) {
        const Row attribute = row_at(export, ENTITY_ATTRIBUTE, attributes.items[i].index);
        const uint32_t term = graph_shown(export->graph, ENTITY_TAXONOMY_TERM,
                                          json_member_text(attribute.body, "taxonomy_term_id"));
        const json_t *found =
            term == NO_NODE
                ? NULL
                : json_object_get(own_of(row_at(export, ENTITY_TAXONOMY_TERM, term)), "themes");
        for (size_t j = 0; j < json_array_size(found); j++) {
            const json_t *theme = json_array_get(found, j);
            (void)json_object_set_new(themes, json_string_value(theme), json_true());
        }
    }
    if (json_object_size(themes) == 0) {
        return;
    }
    const char *theme = NULL;
    json_t *value = NULL;
    json_key(export->writer, TEXT("thematiques"));
    json_array_open(export->writer);
    json_object_foreach(themes, theme, value)
    {
        json_write_text(export->writer, text_from(theme));
    }
    json_array_close(export->writer);
}

/* Only what the source says: free, or a price. */
static void write_cost(const Export *export, Row row)
{
    const Row cost = first_nested(export, ENTITY_SERVICE, row, ENTITY_COST_OPTION);
    const json_t *amount = cost.body == NULL ? NULL : json_object_get(cost.body, "amount");
    if (raw_known(own_of(row), "free") == YES) {
        json_member(export->writer, "frais", TEXT("gratuit"));
    } else if (json_is_number(amount) && json_number_value(amount) > 0) {
        json_member(export->writer, "frais", TEXT("payant"));
    }
    json_member_unless_empty(export->writer, "frais_precisions",
                             json_member_text(row.body, "fees_description"));
}

/* How one gets in, as far as the four words of data.inclusion can say it. */
typedef struct WayIn {
    const char *kind;
    const char *word;
} WayIn;

static const WayIn ways_in[] = {
    {"walk_in", "se-presenter"              },
    {"phone",   "telephoner"                },
    {"letter",  "envoyer-un-courriel"       },
    {"form",    "utiliser-lien-mobilisation"},
};

static void write_ways_in(const Export *export, Row row)
{
    const json_t *access = json_object_get(own_of(row), "access");
    bool open = false;
    for (size_t way = 0; way < LENGTH_OF(ways_in); way++) {
        bool is_named = false;
        for (size_t i = 0; i < json_array_size(access); i++) {
            is_named |= text_equal(json_member_text(json_array_get(access, i), "kind"),
                                   text_from(ways_in[way].kind));
        }
        if (is_named && !open) {
            json_key(export->writer, TEXT("modes_mobilisation"));
            json_array_open(export->writer);
            open = true;
        }
        if (is_named) {
            json_write_text(export->writer, text_from(ways_in[way].word));
        }
    }
    if (open) {
        json_array_close(export->writer);
    }
}

static void write_place(const Export *export, Row row)
{
    const Row at = first_nested(export, ENTITY_SERVICE, row, ENTITY_SERVICE_AT_LOCATION);
    const uint32_t found = at.body == NULL
                               ? NO_NODE
                               : graph_shown(export->graph, ENTITY_LOCATION,
                                             json_member_text(at.body, "location_id"));
    const bool is_remote = json_member_text(own_of(row), "remote").length > 0;
    if (found != NO_NODE || is_remote) {
        json_key(export->writer, TEXT("modes_accueil"));
        json_array_open(export->writer);
        if (found != NO_NODE) {
            json_write_text(export->writer, TEXT("en-presentiel"));
        }
        if (is_remote) {
            json_write_text(export->writer, TEXT("a-distance"));
        }
        json_array_close(export->writer);
    }
    if (found != NO_NODE) {
        write_address(export, row_at(export, ENTITY_LOCATION, found));
    }
    json_member_unless_empty(export->writer, "horaires_accueil",
                             at.body == NULL ? TEXT("")
                                             : json_member_text(own_of(at), "hours"));
}

/* A service no structure answers for cannot be said in this form; neither can one that is not
 * open to anybody today. */
static bool can_be_said(const Export *export, Row row)
{
    return graph_shown(export->graph, ENTITY_ORGANIZATION,
                       json_member_text(row.body, "organization_id")) != NO_NODE &&
           text_equal(json_member_text(row.body, "status"), TEXT("active"));
}

static void write_service(const Export *export, Row row)
{
    const json_t *body = row.body;
    if (!can_be_said(export, row)) {
        return;
    }
    const Text name = json_member_text(body, "name");
    const Text description = json_member_text(body, "description");
    json_object_open(export->writer);
    json_member(export->writer, "id", full_id(export, json_member_text(body, "id")));
    json_member(export->writer, "source", TEXT("seuil"));
    json_member(export->writer, "structure_id",
                full_id(export, json_member_text(body, "organization_id")));
    json_member(export->writer, "nom", cut(name, LONGEST_NAME));
    json_member(export->writer, "description",
                cut(description.length < SHORTEST_DESCRIPTION ? name : description,
                    LONGEST_DESCRIPTION));
    json_member(export->writer, "date_maj", updated(export, body));
    json_member_unless_empty(export->writer, "conditions_acces",
                             json_member_text(body, "eligibility_description"));
    json_member_unless_empty(export->writer, "courriel", json_member_text(body, "email"));
    write_themes(export, row);
    write_cost(export, row);
    write_ways_in(export, row);
    write_phone(export, ENTITY_SERVICE, row);
    write_place(export, row);
    json_object_close(export->writer);
}

typedef void (*WriteRow)(const Export *export, Row row);

static void write_list(const Export *export, EntityKind kind, const char *name, WriteRow write,
                       ExportFile *file)
{
    Arena *order_arena SCOPED(arena_close) = arena_new(0);
    const uint32_t *order = graph_in_order(order_arena, export->graph, kind);
    const ArenaMark mark = arena_mark(export->scratch);
    json_key(export->writer, text_from(name));
    json_array_open(export->writer);
    for (size_t i = 0; i < export->graph->nodes[kind].count; i++) {
        if (!graph_is_hidden(export->graph, kind, order[i])) {
            write(export, row_at(export, kind, order[i]));
            (void)json_array_clear(export->held);
            arena_rewind(export->scratch, mark);
            export_file_drain(file);
        }
    }
    json_array_close(export->writer);
}

Outcome data_inclusion_write(const HsdsGraph *graph, Date today, ExportFile *file)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    json_t *held SCOPED(json_close) = json_array();
    JsonWriter writer = json_writer(export_file_buffer(file));
    const Export export = {.graph = graph,
                           .writer = &writer,
                           .scratch = arena,
                           .held = held,
                           .today = date_format(arena, today)};
    json_object_open(&writer);
    write_list(&export, ENTITY_ORGANIZATION, "structures", write_structure, file);
    write_list(&export, ENTITY_SERVICE, "services", write_service, file);
    json_object_close(&writer);
    buffer_append(export_file_buffer(file), TEXT("\n"));
    return hsds_graph_outcome(graph);
}
