/* SPDX-License-Identifier: EUPL-1.2 */
/* OSM data as JSON, and which of the two forms a document has. */
#include <ctype.h>
#include <math.h>

#include "directory/osm_private.h"
#include "json/split.h"

Text osm_tag(const OsmElement *element, const char *key)
{
    for (size_t i = 0; i < element->tags.count; i++) {
        if (text_equal(element->tags.items[i].key, text_from(key))) {
            return element->tags.items[i].value;
        }
    }
    return (Text){"", 0};
}

Text osm_place_of(Arena *arena, const OsmElement *element)
{
    return text_format(arena, "%.*s/%lld", TEXT_ARG(element->type), (long long)element->id);
}

Outcome osm_add_tag(Arena *arena, OsmElement *element, OsmTag tag, Problem *problem)
{
    const bool is_long = tag.key.length > OSM_TAG_BYTES || tag.value.length > OSM_TAG_BYTES;
    if (is_long || element->tags.count == OSM_MOST_TAGS) {
        Arena *scratch SCOPED(arena_close) = arena_new(256);
        return problem_set(problem, INVALID, osm_place_of(scratch, element), "tags",
                           "more than 1000 tags, or one of more than 4096 bytes");
    }
    LIST_APPEND(arena, &element->tags, tag);
    return OK;
}

/* ----------------------------------------------------------------------------------- json */

static bool read_point(const json_t *object, const char *latitude, const char *longitude,
                       GeoPoint *point)
{
    const json_t *north = json_object_get(object, latitude);
    const json_t *east = json_object_get(object, longitude);
    if (!json_is_number(north) || !json_is_number(east)) {
        return false;
    }
    const GeoPoint read = {json_number_value(north), json_number_value(east)};
    if (geo_point_is_valid(read)) {
        *point = read;
    }
    return geo_point_is_valid(read);
}

/* A way or a relation is where the answer says its centre is, else in the middle of its box. */
static GeoPoint point_of(const json_t *object)
{
    GeoPoint point = {NAN, NAN};
    GeoPoint least = {NAN, NAN};
    GeoPoint most = {NAN, NAN};
    const json_t *bounds = json_object_get(object, "bounds");
    if (read_point(object, "lat", "lon", &point) ||
        read_point(json_object_get(object, "center"), "lat", "lon", &point)) {
        return point;
    }
    if (read_point(bounds, "minlat", "minlon", &least) &&
        read_point(bounds, "maxlat", "maxlon", &most)) {
        point.latitude = (least.latitude + most.latitude) / 2;
        point.longitude = (least.longitude + most.longitude) / 2;
    }
    return point;
}

static Outcome read_tags(Arena *arena, const json_t *object, OsmElement *element,
                         Problem *problem)
{
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(json_object_get(object, "tags"), key, value)
    {
        TRY(osm_add_tag(arena, element, (OsmTag){text_from(key), json_text(value)}, problem));
    }
    return OK;
}

static Outcome take_object(const json_t *object, size_t line, OsmSink sink, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    OsmElement element = {.type = json_member_text(object, "type"), .point = point_of(object)};
    const json_t *id = json_object_get(object, "id");
    const json_t *tags = json_object_get(object, "tags");
    if (!osm_is_element(element.type)) {
        return OK; /* "count", "area" and what else an answer may hold */
    }
    element.id = json_integer_value(id);
    if (!json_is_integer(id) || (tags != NULL && !json_is_object(tags))) {
        return problem_set(problem, INVALID, text_format(arena, "line %zu", line),
                           json_is_integer(id) ? "tags" : "id",
                           "an element has a whole number as id and an object of tags");
    }
    TRY(read_tags(arena, object, &element, problem));
    return sink.take(sink.context, &element, problem);
}

static Outcome read_json(const HsdsImport *import, FILE *document, OsmSink sink,
                         Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    JsonSplit *split SCOPED(json_split_close) = NULL;
    bool found = true;
    TRY(json_split_open(arena, document, &split, problem));
    json_split_show(split, import->show, import->show_context);
    if (json_split_root(split) == JSON_ROOT_ONE && !json_split_list(split, "elements")) {
        return problem_set(problem, INVALID, TEXT("/"), "elements",
                           "a list of elements is expected, as Overpass answers it");
    }
    while (found) {
        json_t *object SCOPED(json_close) = NULL;
        TRY(json_split_next(split, &object, &found, problem));
        if (found) {
            TRY(take_object(object, json_split_line(split), sink, problem));
        }
    }
    return OK;
}

bool osm_is_element(Text type)
{
    return text_equal(type, TEXT("node")) || text_equal(type, TEXT("way")) ||
           text_equal(type, TEXT("relation"));
}

/* ---------------------------------------------------------------------------------- forms */

static int first_byte(FILE *document)
{
    int byte = getc(document);
    while (byte != EOF &&
           (isspace(byte) != 0 || byte == 0xEF || byte == 0xBB || byte == 0xBF)) {
        byte = getc(document);
    }
    return byte;
}

Outcome osm_read(const HsdsImport *import, FILE *document, OsmSink sink, Problem *problem)
{
    rewind(document);
    const int first = first_byte(document);
    rewind(document);
    return first == '<' ? osm_read_xml(import, document, sink, problem)
                        : read_json(import, document, sink, problem);
}
