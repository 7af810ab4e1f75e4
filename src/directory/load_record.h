/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the loader: one YAML record, with all that is nested in it, becomes drafts. */
#pragma once

#include "directory/links.h"
#include "directory/record.h"
#include "directory/shape.h"

typedef struct Reference {
    EntityKind kind;
    Text key;
    Text where;
} Reference;

/* A record while its file is being read. */
typedef struct Draft {
    EntityKind kind;
    Id id;
    EntityKind owner_kind;
    Id owner;
    uint32_t position;
    json_t *body;
    const YamlNode *source; /* inherited by what is nested in it */
    Text where;
} Draft;

typedef struct Loader {
    Arena *arena;
    ShapeChecks checks;
    ShapeReader reader;
    LIST_OF(Draft) drafts;
    LIST_OF(Reference) references;
    EdgeList edges; /* parents and requirements, with the line of each */
    Problem *problem;
} Loader;

/* Reads the record and what is nested in it; appends to loader->drafts and ->references. */
MUST_USE Outcome load_record(Loader *loader, EntityKind kind, const YamlNode *node,
                             uint32_t position);

/* The identifier a key stands for. */
Id load_id_of_key(EntityKind kind, Text key);

/* ShapeChecks.reference: remembers a key to be resolved at the end; `context` is the Loader. */
void load_note_reference(void *context, EntityKind kind, Text key, Text where);
