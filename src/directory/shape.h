/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shapes: what Seuil's own fields of the directory files look like. A table of shapes turns a
 * YAML node into the JSON kept under "seuil", and refuses anything else with its line.
 * Private to the loader.
 */
#pragma once

#include "directory/model.h"
#include "yaml/yaml.h"
#include "json/json.h"

typedef enum ShapeType {
    SHAPE_TEXT,
    SHAPE_PHRASE, /* a scalar (French) or a mapping of languages */
    SHAPE_BOOL,   /* true, false */
    SHAPE_INTEGER,
    SHAPE_NUMBER,
    SHAPE_DATE,
    SHAPE_HOURS,     /* OSM opening_hours value */
    SHAPE_CONDITION, /* FEEL over the declared facts */
    SHAPE_SERVICE,   /* key of a service */
    SHAPE_ORGANIZATION,
    SHAPE_CHOICE,
    SHAPE_WORDS,  /* a mapping of languages to lists of words */
    SHAPE_OBJECT, /* a mapping of the shapes in `members` */
} ShapeType;

typedef struct Shape Shape;

struct Shape {
    const char *name;
    ShapeType type;
    bool many;           /* a list; a single item may stand alone */
    const char *choices; /* "walk_in|phone" for SHAPE_CHOICE */
    const Shape *members;
    size_t member_count;
};

/* Checks that cross domains or files, given by who loads. */
typedef struct ShapeChecks {
    Outcome (*condition)(void *context, Text expression, Problem *problem);
    void *condition_context;
    /* Remembers a key to be resolved once every file is read. */
    void (*reference)(void *context, EntityKind kind, Text key, Text where);
    void *reference_context;
} ShapeChecks;

typedef struct ShapeReader {
    Arena *arena;
    Text file;
    const ShapeChecks *checks;
    Problem *problem;
} ShapeReader;

/* The shape of a field of Seuil's own for this kind of record, or NULL. */
const Shape *shape_of(EntityKind kind, Text field);

/* Turns the node into `value` (a new reference). */
MUST_USE Outcome shape_read(const ShapeReader *reader, const Shape *shape, const YamlNode *node,
                            json_t **value);

/* Refuses with "file:line" and the field. */
MUST_USE Outcome shape_refuse(const ShapeReader *reader, const YamlNode *node,
                              const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A phrase as its French text and its translations: `translations` stays NULL when there are
 * none. Texts are views into the node. */
MUST_USE Outcome shape_read_phrase(const ShapeReader *reader, const YamlNode *node,
                                   json_t **phrase);
