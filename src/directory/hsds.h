/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HSDS 3.2 in and out (https://docs.openreferral.org), driven by the table of model.h: nested
 * JSON and the tabular package of CSV files. Nothing is lost on the way: unknown properties
 * stay in their record, a record nested in several places is kept once with all its places, and
 * what HSDS has no word for travels under "seuil". Confidential locations and private contacts
 * are never written.
 */
#pragma once

#include "directory/record.h"
#include "json/json.h"

/* What an import brought, checked as a whole before anything is written to the store. */
typedef struct HsdsSet HsdsSet;

HsdsSet *hsds_set_new(Arena *arena, Problem *problem);
void hsds_set_close(HsdsSet **set);
size_t hsds_set_count(const HsdsSet *set);

/* Reads one JSON document into the set: an object of HSDS (an organization, a service, a
 * location...), a page of the API, a list of objects, or what hsds_write_all writes. INVALID
 * with the place ("/services/3/phones/0") and the field for the first thing that is wrong. */
MUST_USE Outcome hsds_read_json(HsdsSet *set, Text document);

/* Reads the CSV files of one folder ("services.csv", "phones.csv"...) into the set. INVALID
 * with file and line; NOT_FOUND when the folder holds none of them. */
MUST_USE Outcome hsds_read_csv(HsdsSet *set, Text folder);

struct Session;
struct Store;

typedef enum HsdsWriting {
    HSDS_ADD,    /* replaces what has the same identifier, keeps the rest */
    HSDS_REPLACE /* also removes what an earlier import of the same origin brought */
} HsdsWriting;

/* Writes the whole set in one transaction; `removed` (may be NULL) counts what went. */
MUST_USE Outcome hsds_set_write(const HsdsSet *set, struct Store *store, Text origin,
                                HsdsWriting writing, Moment now, int64_t *removed);

/* --------------------------------------------------------------------------------- writing */

/* Every record of the store, with the places where each is nested. */
typedef struct HsdsGraph HsdsGraph;

MUST_USE Outcome hsds_graph_read(Arena *arena, struct Session *session, HsdsGraph **graph,
                                 Problem *problem);
void hsds_graph_close(HsdsGraph **graph);

/* One record fully nested, as the API answers a single service, organization, location...
 * False, and nothing written, when there is none or it is confidential. */
bool hsds_write_one(HsdsGraph *graph, EntityKind kind, Id id, JsonWriter *writer);

/* Everything as one document: each record once, below the first list that reaches it. */
void hsds_write_all(HsdsGraph *graph, JsonWriter *writer);

/* The tabular package: one CSV file a kind and its datapackage.json, in a folder that exists.
 */
MUST_USE Outcome hsds_write_csv(HsdsGraph *graph, Text folder, Problem *problem);

/* Structures and services in the form of data.inclusion v1. */
void data_inclusion_write(HsdsGraph *graph, Date today, JsonWriter *writer);
