/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "json/json.h"

JsonWriter json_writer(Buffer *out)
{
    return (JsonWriter){.out = out};
}

static void new_line(JsonWriter *writer)
{
    if (!writer->pretty) {
        return;
    }
    buffer_append_byte(writer->out, '\n');
    for (int i = 0; i < writer->depth; i++) {
        buffer_append(writer->out, TEXT("  "));
    }
}

/* What stands between the previous item and the next one. */
static void separate(JsonWriter *writer)
{
    if (writer->after_key) {
        writer->after_key = false;
        return;
    }
    if (writer->depth == 0) {
        return;
    }
    if (writer->has_items[writer->depth - 1]) {
        buffer_append_byte(writer->out, ',');
    }
    writer->has_items[writer->depth - 1] = true;
    new_line(writer);
}

static void open_level(JsonWriter *writer, char bracket)
{
    separate(writer);
    assert(writer->depth < JSON_WRITER_DEPTH);
    buffer_append_byte(writer->out, bracket);
    writer->has_items[writer->depth] = false;
    writer->depth++;
}

static void close_level(JsonWriter *writer, char bracket)
{
    assert(writer->depth > 0);
    writer->depth--;
    if (writer->has_items[writer->depth]) {
        new_line(writer);
    }
    buffer_append_byte(writer->out, bracket);
}

void json_object_open(JsonWriter *writer)
{
    open_level(writer, '{');
}

void json_object_close(JsonWriter *writer)
{
    close_level(writer, '}');
}

void json_array_open(JsonWriter *writer)
{
    open_level(writer, '[');
}

void json_array_close(JsonWriter *writer)
{
    close_level(writer, ']');
}

static void append_escape(Buffer *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        buffer_append(out, TEXT("\\\""));
        return;
    case '\\':
        buffer_append(out, TEXT("\\\\"));
        return;
    case '\n':
        buffer_append(out, TEXT("\\n"));
        return;
    case '\r':
        buffer_append(out, TEXT("\\r"));
        return;
    case '\t':
        buffer_append(out, TEXT("\\t"));
        return;
    default:
        buffer_append_format(out, "\\u%04x", byte);
        return;
    }
}

/* Bytes of the character at `at`, or 0 when it is not well-formed UTF-8. */
static size_t character_length(Text text, size_t at)
{
    const unsigned char first = (unsigned char)text.bytes[at];
    const size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const Text character = text_slice(text, at, at + length);
    return character.length == length && text_is_utf8(character) ? length : 0;
}

static void append_string(Buffer *out, Text value)
{
    buffer_append_byte(out, '"');
    size_t plain_from = 0;
    size_t i = 0;
    while (i < value.length) {
        const unsigned char byte = (unsigned char)value.bytes[i];
        const bool plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
        const size_t length = plain || byte < 0x80 ? 1 : character_length(value, i);
        if (plain || (byte >= 0x80 && length > 0)) {
            i += length;
            continue;
        }
        buffer_append(out, text_slice(value, plain_from, i));
        if (byte < 0x80) {
            append_escape(out, byte);
        } else {
            buffer_append(out, TEXT("\xEF\xBF\xBD"));
        }
        i++;
        plain_from = i;
    }
    buffer_append(out, text_slice(value, plain_from, value.length));
    buffer_append_byte(out, '"');
}

void json_key(JsonWriter *writer, Text key)
{
    separate(writer);
    append_string(writer->out, key);
    buffer_append(writer->out, writer->pretty ? TEXT(": ") : TEXT(":"));
    writer->after_key = true;
}

void json_write_text(JsonWriter *writer, Text value)
{
    separate(writer);
    append_string(writer->out, value);
}

void json_write_integer(JsonWriter *writer, int64_t value)
{
    separate(writer);
    buffer_append_format(writer->out, "%lld", (long long)value);
}

void json_write_real(JsonWriter *writer, double value)
{
    separate(writer);
    if (!isfinite(value)) {
        buffer_append(writer->out, TEXT("null"));
        return;
    }
    char digits[40];
    for (int precision = 1; precision <= 17; precision++) {
        (void)snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (strtod(digits, NULL) == value) {
            break;
        }
    }
    buffer_append(writer->out, text_from(digits));
}

void json_write_bool(JsonWriter *writer, bool value)
{
    separate(writer);
    buffer_append(writer->out, value ? TEXT("true") : TEXT("false"));
}

void json_write_null(JsonWriter *writer)
{
    separate(writer);
    buffer_append(writer->out, TEXT("null"));
}

static void write_object(JsonWriter *writer, const json_t *value)
{
    json_object_open(writer);
    /* jansson iterates through a non-const handle but does not change the object. */
    json_t *object = (json_t *)(uintptr_t)value;
    for (void *at = json_object_iter(object); at != NULL;
         at = json_object_iter_next(object, at)) {
        json_key(writer, text_from(json_object_iter_key(at)));
        json_write_value(writer, json_object_iter_value(at));
    }
    json_object_close(writer);
}

static void write_array(JsonWriter *writer, const json_t *value)
{
    json_array_open(writer);
    for (size_t i = 0; i < json_array_size(value); i++) {
        json_write_value(writer, json_array_get(value, i));
    }
    json_array_close(writer);
}

void json_write_value(JsonWriter *writer, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        write_object(writer, value);
        return;
    case JSON_ARRAY:
        write_array(writer, value);
        return;
    case JSON_STRING:
        json_write_text(writer, json_text(value));
        return;
    case JSON_INTEGER:
        json_write_integer(writer, json_integer_value(value));
        return;
    case JSON_REAL:
        json_write_real(writer, json_real_value(value));
        return;
    case JSON_TRUE:
    case JSON_FALSE:
        json_write_bool(writer, json_is_true(value));
        return;
    case JSON_NULL:
        json_write_null(writer);
        return;
    }
}

void json_member(JsonWriter *writer, const char *key, Text value)
{
    json_key(writer, text_from(key));
    json_write_text(writer, value);
}

void json_member_unless_empty(JsonWriter *writer, const char *key, Text value)
{
    if (value.length > 0) {
        json_member(writer, key, value);
    }
}

void json_member_integer(JsonWriter *writer, const char *key, int64_t value)
{
    json_key(writer, text_from(key));
    json_write_integer(writer, value);
}

void json_member_real(JsonWriter *writer, const char *key, double value)
{
    json_key(writer, text_from(key));
    json_write_real(writer, value);
}

void json_member_bool(JsonWriter *writer, const char *key, bool value)
{
    json_key(writer, text_from(key));
    json_write_bool(writer, value);
}

void json_member_array_open(JsonWriter *writer, const char *key)
{
    json_key(writer, text_from(key));
    json_array_open(writer);
}

void json_member_id(JsonWriter *writer, Arena *arena, const char *key, Id id)
{
    if (!id_is_nil(id)) {
        json_member(writer, key, id_format(arena, id));
    }
}

void json_member_moment(JsonWriter *writer, Arena *arena, const char *key, Moment moment)
{
    if (moment != 0) {
        json_member(writer, key, moment_format(arena, moment));
    }
}

void json_member_raw(JsonWriter *writer, Text name, Text value)
{
    separate(writer);
    buffer_append_byte(writer->out, '"');
    buffer_append(writer->out, name);
    buffer_append(writer->out, writer->pretty ? TEXT("\": ") : TEXT("\":"));
    buffer_append(writer->out, value);
}
