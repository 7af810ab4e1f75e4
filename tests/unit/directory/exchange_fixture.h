/* SPDX-License-Identifier: EUPL-1.2 */
/* Bringing HSDS in and out of a store made for one test. */
#pragma once

#include "directory/export_file.h"
#include "directory/hsds.h"
#include "unit/store/store_fixture.h"

enum { MOST_BYTES = 4 << 20 };

/* An official example, or NULL with a word when the shared data are not there. */
static inline Text example(Fixture *fixture, const char *name)
{
    const char *shared = getenv("SEUIL_SHARED");
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    const Text folder =
        shared == NULL ? text_format(fixture->arena, "%s/../shared", root == NULL ? "." : root)
                       : text_from(shared);
    const Text path =
        text_format(fixture->arena, "%.*s/data/hsds/examples/%s", TEXT_ARG(folder), name);
    FILE *file = fopen(path.bytes, "rb");
    if (file == NULL) {
        print_message("skipped: %.*s is not there\n", TEXT_ARG(path));
        skip();
    }
    char *bytes = arena_allocate(fixture->arena, MOST_BYTES);
    const size_t length = fread(bytes, 1, MOST_BYTES, file);
    (void)fclose(file);
    return text_of(bytes, length);
}

static inline Outcome try_import(Fixture *fixture, Store *store, Text document)
{
    const HsdsImport import = {.store = store, .origin = TEXT("import")};
    HsdsCounts counts = {0};
    FILE *file = fmemopen((void *)(uintptr_t)document.bytes, document.length, "rb");
    const Outcome outcome = hsds_import_json(&import, file, &counts, &fixture->problem);
    (void)fclose(file);
    return outcome;
}

static inline void import(Fixture *fixture, Store *store, Text document)
{
    if (try_import(fixture, store, document) != OK) {
        fail_msg("%.*s %.*s: %.*s", TEXT_ARG(fixture->problem.where),
                 TEXT_ARG(fixture->problem.field), TEXT_ARG(fixture->problem.detail));
    }
}

static inline HsdsGraph *graph_of(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    HsdsGraph *graph = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(hsds_graph_read(fixture->arena, session, HSDS_KEEP_BODIES, &graph, NULL),
                     OK);
    return graph;
}

static inline Text export_one(Fixture *fixture, Store *store, EntityKind kind, Text id_text)
{
    const HsdsGraph *graph = graph_of(fixture, store);
    Buffer buffer = buffer_new(fixture->arena, MOST_BYTES);
    JsonWriter writer = json_writer(&buffer);
    Id id = {0};
    assert_true(id_parse(id_text, &id));
    return hsds_write_one(graph, kind, id, &writer) ? buffer_text(&buffer) : TEXT("");
}

/* An export that goes to memory. */
typedef struct ExportText {
    char *bytes;
    size_t length;
    FILE *stream;
    ExportFile *file;
} ExportText;

static inline void export_text_open(Fixture *fixture, ExportText *text)
{
    text->stream = open_memstream(&text->bytes, &text->length);
    text->file = export_file_over(fixture->arena, text->stream);
}

static inline Text export_text_close(Fixture *fixture, ExportText *text)
{
    assert_int_equal(export_file_finish(text->file, &fixture->problem), OK);
    (void)fclose(text->stream);
    const Text document = text_copy(fixture->arena, text_of(text->bytes, text->length));
    free(text->bytes);
    return document;
}

/* As the command does: bodies are read again from the store. */
static inline Text export_all(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    HsdsGraph *graph = NULL;
    ExportText text = {0};
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(
        hsds_graph_read(fixture->arena, session, HSDS_READ_BODIES, &graph, &fixture->problem),
        OK);
    export_text_open(fixture, &text);
    assert_int_equal(hsds_write_all(graph, text.file), OK);
    return export_text_close(fixture, &text);
}

/* With sorted keys, so that the order in which fields were given does not matter. */
static inline Text canonical(Fixture *fixture, Text document)
{
    json_t *value SCOPED(json_close) = NULL;
    assert_int_equal(json_read(document, JSON_FILE_LIMITS, &value, NULL), OK);
    return json_canonical(fixture->arena, value);
}
