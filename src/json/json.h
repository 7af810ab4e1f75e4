/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON in and out. Reading is rare and hostile: jansson in its strictest mode, with limits of
 * size, depth and count, refusing duplicate keys. Writing is hot: a streaming writer of ours
 * that cannot produce a malformed document.
 */
#pragma once

#include <jansson.h>

#include "base/buffer.h"
#include "base/id.h"
#include "base/moment.h"
#include "base/outcome.h"

typedef struct JsonLimits {
    size_t bytes;  /* largest document */
    size_t depth;  /* deepest nesting */
    size_t values; /* most values in all */
} JsonLimits;

/* 1 MiB, depth 32, 100,000 values: what a request may carry. */
extern const JsonLimits JSON_REQUEST_LIMITS;
/* 256 MiB, depth 64, 20,000,000 values: what a file of the operator may carry. */
extern const JsonLimits JSON_FILE_LIMITS;

/* Parses one whole document into `value` (release with json_close or SCOPED(json_close)).
 * INVALID with "line L, column C" as the place; any JSON value may be the root. */
MUST_USE Outcome json_read(Text document, JsonLimits limits, json_t **value, Problem *problem);
void json_close(json_t **value);

/* Views into a parsed document; they live as long as it does. */
Text json_text(const json_t *value); /* empty unless a string */
Text json_member_text(const json_t *object, const char *key);

/* A compact serialisation with sorted keys, so that equal values have equal bytes. */
Text json_canonical(Arena *arena, const json_t *value);

/* ------------------------------------------------------------------------------ writing */

enum { JSON_WRITER_DEPTH = 64 };

typedef struct JsonWriter {
    Buffer *out;
    int depth;
    bool has_items[JSON_WRITER_DEPTH];
    bool after_key;
    bool pretty; /* two spaces a level, a line an item */
} JsonWriter;

JsonWriter json_writer(Buffer *out);

void json_object_open(JsonWriter *writer);
void json_object_close(JsonWriter *writer);
void json_array_open(JsonWriter *writer);
void json_array_close(JsonWriter *writer);
void json_key(JsonWriter *writer, Text key);
void json_write_text(JsonWriter *writer, Text value); /* invalid UTF-8 becomes U+FFFD */
void json_write_integer(JsonWriter *writer, int64_t value);
void json_write_real(JsonWriter *writer, double value); /* shortest form that reads back */
void json_write_bool(JsonWriter *writer, bool value);
void json_write_null(JsonWriter *writer);
void json_write_value(JsonWriter *writer, const json_t *value); /* a parsed value, whole */

/* Key and value in one line; the `_unless_empty` form writes nothing for an empty text. */
void json_member(JsonWriter *writer, const char *key, Text value);
void json_member_unless_empty(JsonWriter *writer, const char *key, Text value);
void json_member_integer(JsonWriter *writer, const char *key, int64_t value);
void json_member_real(JsonWriter *writer, const char *key, double value);
void json_member_bool(JsonWriter *writer, const char *key, bool value);
void json_member_array_open(JsonWriter *writer, const char *key);

/* Left out for a nil identifier, and for the moment 0; the moment as moment_format() says it.
 */
void json_member_id(JsonWriter *writer, Arena *arena, const char *key, Id id);
void json_member_moment(JsonWriter *writer, Arena *arena, const char *key, Moment moment);

/* A member as json/canonical.h finds it: neither name nor value is looked into. */
void json_member_raw(JsonWriter *writer, Text name, Text value);
