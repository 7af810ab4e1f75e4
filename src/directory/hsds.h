/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HSDS 3.2 in and out (https://docs.openreferral.org), driven by the table of model.h: nested
 * JSON and the tabular package of CSV files. Nothing is lost on the way: unknown properties
 * stay in their record, a record nested in several places is kept once with all its places, and
 * what HSDS has no word for travels under "seuil". Confidential locations and private contacts
 * are never written.
 */
#pragma once

#include <stdio.h>

#include "directory/record.h"
#include "json/json.h"

struct Session;
struct Store;

typedef enum HsdsWriting {
    HSDS_ADD,    /* replaces what has the same identifier, keeps the rest */
    HSDS_REPLACE /* also removes what an earlier import of the same origin brought */
} HsdsWriting;

typedef struct HsdsImport {
    struct Store *store;
    Text origin;
    HsdsWriting writing;
    Moment now;
    /* Told now and then how far it is, in bytes; may be NULL. Called by the writer's thread. */
    void (*show)(void *context, size_t done, size_t total);
    void *show_context;
    /* Ends the transaction of the import, which is undone when it fails; may be NULL. */
    Outcome (*end)(struct Session *session, void *context, size_t records, Problem *problem);
    void *end_context;
} HsdsImport;

typedef struct HsdsCounts {
    size_t records;
    int64_t removed;
} HsdsCounts;

/* Reads a JSON document: an object of HSDS (an organization, a service, a location...), a page
 * of the API, a list of objects, objects one after the other (ndjson), or what hsds_write_all
 * writes. All of it is written in one transaction, or nothing. The file must be seekable.
 * INVALID with the place ("/services/3/phones/0") and the field for the first thing that is
 * wrong. */
MUST_USE Outcome hsds_import_json(const HsdsImport *import, FILE *document, HsdsCounts *counts,
                                  Problem *problem);

/* The same of the CSV files of one folder ("services.csv", "phones.csv"...). INVALID with file
 * and line; NOT_FOUND when the folder holds none of them. */
MUST_USE Outcome hsds_import_csv(const HsdsImport *import, Text folder, HsdsCounts *counts,
                                 Problem *problem);

/* --------------------------------------------------------------------------------- writing */

/* Every record of the store, with the places where each is nested. */
typedef struct HsdsGraph HsdsGraph;

typedef enum HsdsBodies {
    HSDS_READ_BODIES, /* read again from the session as they are written: for whole exports */
    HSDS_KEEP_BODIES  /* kept in memory: many threads may ask, and no session is needed */
} HsdsBodies;

/* The graph lives in the arena. With HSDS_READ_BODIES, `session` and `problem` must live as
 * long, and hsds_graph_outcome tells whether every body could be read. */
MUST_USE Outcome hsds_graph_read(Arena *arena, struct Session *session, HsdsBodies bodies,
                                 HsdsGraph **graph, Problem *problem);
/* The same by a pass over the records that serves another reader too: each record of the
 * session's snapshot goes to the sink, kind by kind in the order of the kinds. */
MUST_USE Outcome hsds_graph_start(Arena *arena, struct Session *session, HsdsGraph **graph,
                                  Problem *problem); /* with HSDS_KEEP_BODIES */
BodySink hsds_graph_sink(HsdsGraph *graph);
void hsds_graph_finish(HsdsGraph *graph);

MUST_USE Outcome hsds_graph_outcome(const HsdsGraph *graph);

/* One record fully nested, as the API answers a single service, organization, location...
 * False, and nothing written, when there is none or it is confidential. */
bool hsds_write_one(const HsdsGraph *graph, EntityKind kind, Id id, JsonWriter *writer);

/* Its own fields alone, a service with its organization: the form of the lists of the API. */
bool hsds_write_flat(const HsdsGraph *graph, EntityKind kind, Id id, JsonWriter *writer);

struct ExportFile;

/* Everything as one document: each record once, below the first list that reaches it. */
MUST_USE Outcome hsds_write_all(const HsdsGraph *graph, struct ExportFile *file);

/* The tabular package: one CSV file a kind and its datapackage.json, in a folder that exists.
 * The session is the one the graph was read from. */
MUST_USE Outcome hsds_write_csv(const HsdsGraph *graph, Text folder, Problem *problem);

/* Structures and services in the form of data.inclusion v1. */
MUST_USE Outcome data_inclusion_write(const HsdsGraph *graph, Date today,
                                      struct ExportFile *file);
