/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * OSM XML, read node by node so that a planet needs no more memory than a village. libxml2
 * never asks the network here and expands no entity: a document type is refused before it can
 * declare any. Its own limits of text, names and depth stay in force.
 */
#include <libxml/xmlreader.h>
#include <math.h>
#include <string.h>

#include "directory/osm_private.h"

enum { DEEPEST = 16 };

typedef struct XmlReading {
    const HsdsImport *import;
    FILE *document;
    size_t done;
    size_t total;
    xmlTextReaderPtr reader;
    OsmSink sink;
    Arena *arena; /* of the element under way */
    OsmElement element;
    bool is_inside;
    Problem *problem;
    Problem error; /* of the parser */
} XmlReading;

static int read_block(void *context, char *block, int length)
{
    XmlReading *reading = context;
    const size_t got = fread(block, 1, (size_t)length, reading->document);
    reading->done += got;
    if (reading->import->show != NULL) {
        reading->import->show(reading->import->show_context, reading->done, reading->total);
    }
    return ferror(reading->document) != 0 ? -1 : (int)got;
}

static void note_error(void *context, xmlErrorPtr error)
{
    XmlReading *reading = context;
    if (reading->error.outcome != OK) {
        return;
    }
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    const Text message = text_trim(text_from(error->message));
    (void)problem_set(&reading->error, INVALID, text_format(scratch, "line %d", error->line),
                      "", "not XML: %.*s", TEXT_ARG(message));
}

static Outcome refuse(const XmlReading *reading, const char *field, const char *reason)
{
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    const int line = xmlTextReaderGetParserLineNumber(reading->reader);
    return problem_set(reading->problem, INVALID, text_format(scratch, "line %d", line), field,
                       "%s", reason);
}

static Text attribute(const XmlReading *reading, Arena *arena, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(reading->reader, (const xmlChar *)name);
    const Text copied =
        value == NULL ? (Text){"", 0} : text_copy(arena, text_from((const char *)value));
    xmlFree(value);
    return copied;
}

static GeoPoint point_here(const XmlReading *reading)
{
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    GeoPoint point = {0};
    const bool is_given = text_to_real(attribute(reading, scratch, "lat"), &point.latitude) &&
                          text_to_real(attribute(reading, scratch, "lon"), &point.longitude);
    return is_given && geo_point_is_valid(point) ? point : (GeoPoint){NAN, NAN};
}

static Outcome end_element(XmlReading *reading)
{
    reading->is_inside = false;
    const Outcome outcome =
        reading->sink.take(reading->sink.context, &reading->element, reading->problem);
    arena_close(&reading->arena);
    return outcome;
}

static Outcome begin_element(XmlReading *reading, Text type)
{
    arena_close(&reading->arena);
    reading->arena = arena_new(4096);
    reading->element =
        (OsmElement){.type = text_copy(reading->arena, type), .point = point_here(reading)};
    if (!text_to_integer(attribute(reading, reading->arena, "id"), &reading->element.id)) {
        return refuse(reading, "id", "a whole number is expected");
    }
    reading->is_inside = true;
    return xmlTextReaderIsEmptyElement(reading->reader) == 1 ? end_element(reading) : OK;
}

static Outcome read_within(XmlReading *reading, Text name)
{
    if (text_equal(name, TEXT("tag"))) {
        const OsmTag tag = {attribute(reading, reading->arena, "k"),
                            attribute(reading, reading->arena, "v")};
        return osm_add_tag(reading->arena, &reading->element, tag, reading->problem);
    }
    if (text_equal(name, TEXT("center"))) {
        reading->element.point = point_here(reading);
    }
    return OK;
}

static Outcome read_start(XmlReading *reading, Text name)
{
    if (xmlTextReaderDepth(reading->reader) > DEEPEST) {
        return refuse(reading, "", "nested deeper than 16 levels");
    }
    if (xmlTextReaderDepth(reading->reader) == 0 && !text_equal(name, TEXT("osm"))) {
        return refuse(reading, "osm", "the root of OSM data is expected");
    }
    if (reading->is_inside) {
        return read_within(reading, name);
    }
    return osm_is_element(name) ? begin_element(reading, name) : OK;
}

static Outcome read_node(XmlReading *reading)
{
    const Text name = text_from((const char *)xmlTextReaderConstName(reading->reader));
    const int kind = xmlTextReaderNodeType(reading->reader);
    if (kind == XML_READER_TYPE_DOCUMENT_TYPE || kind == XML_READER_TYPE_ENTITY_REFERENCE) {
        return refuse(reading, "", "a document type or an entity: OSM data have none");
    }
    if (kind == XML_READER_TYPE_ELEMENT) {
        return read_start(reading, name);
    }
    return kind == XML_READER_TYPE_END_ELEMENT && reading->is_inside &&
                   text_equal(name, reading->element.type)
               ? end_element(reading)
               : OK;
}

static Outcome read_nodes(XmlReading *reading)
{
    int more = xmlTextReaderRead(reading->reader);
    while (more == 1) {
        TRY(read_node(reading));
        more = xmlTextReaderRead(reading->reader);
    }
    if (more == 0 && reading->error.outcome == OK) {
        return OK;
    }
    if (reading->error.outcome == OK) {
        return refuse(reading, "", "not XML, or not in the encoding it claims");
    }
    return problem_set(reading->problem, INVALID, reading->error.where, "", "%.*s",
                       TEXT_ARG(reading->error.detail));
}

Outcome osm_read_xml(const HsdsImport *import, FILE *document, OsmSink sink, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    XmlReading reading = {.import = import,
                          .document = document,
                          .sink = sink,
                          .problem = problem,
                          .error = {.arena = arena}};
    if (fseeko(document, 0, SEEK_END) == 0) {
        reading.total = (size_t)ftello(document);
        rewind(document);
    }
    /* The first block is decoded before the reader has a handler of its own. */
    xmlSetStructuredErrorFunc(&reading, note_error);
    reading.reader = xmlReaderForIO(read_block, NULL, &reading, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
    if (reading.reader == NULL) {
        xmlSetStructuredErrorFunc(NULL, NULL);
        return problem_set(problem, FAILED, TEXT(""), "", "no XML reader");
    }
    xmlTextReaderSetStructuredErrorHandler(reading.reader, note_error, &reading);
    const Outcome outcome = read_nodes(&reading);
    xmlFreeTextReader(reading.reader);
    xmlSetStructuredErrorFunc(NULL, NULL);
    arena_close(&reading.arena);
    return outcome;
}
