/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/fields.h"

#include <ctype.h>

#include "base/list.h"

static int hexadecimal(char byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    const char lower = (char)(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The byte written as %XX at `at`; -1 when it is not written so. */
static int byte_at(Text encoded, size_t at)
{
    if (at + 2 >= encoded.length) {
        return -1;
    }
    const int high = hexadecimal(encoded.bytes[at + 1]);
    const int low = hexadecimal(encoded.bytes[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool percent_decode(Arena *arena, Text encoded, PlusSign plus, Text *decoded)
{
    char *bytes = arena_allocate(arena, encoded.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < encoded.length; i++) {
        int byte = (unsigned char)encoded.bytes[i];
        if (byte == '%') {
            byte = byte_at(encoded, i);
            i += 2;
        } else if (byte == '+' && plus == PLUS_IS_SPACE) {
            byte = ' ';
        }
        if (byte <= 0) {
            return false;
        }
        bytes[length++] = (char)byte;
    }
    if (!text_is_utf8(text_of(bytes, length))) {
        return false;
    }
    *decoded = text_of(bytes, length);
    return true;
}

Text percent_encode(Arena *arena, Text text)
{
    Buffer out = buffer_new(arena, text.length * 3 + 1);
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.bytes[i];
        const bool plain = isalnum(byte) || byte == '-' || byte == '.' || byte == '_';
        if (plain && byte < 0x80) {
            buffer_append_byte(&out, (char)byte);
        } else {
            buffer_append_format(&out, "%%%02X", byte);
        }
    }
    return buffer_text(&out);
}

static bool read_field(Arena *arena, Text pair, Field *field)
{
    const size_t equals = text_find_byte(pair, '=', 0);
    const Text value = text_slice(pair, equals + 1, pair.length);
    return percent_decode(arena, text_slice(pair, 0, equals), PLUS_IS_SPACE, &field->name) &&
           percent_decode(arena, value, PLUS_IS_SPACE, &field->value);
}

Outcome fields_read(Arena *arena, Text encoded, size_t most, const char *place,
                    FieldList *fields, Problem *problem)
{
    FieldList found = {0};
    Text rest = encoded;
    Text pair = {0};
    while (text_next(&rest, '&', &pair)) {
        Field field = {0};
        if (text_is_empty(pair)) {
            continue;
        }
        if (found.count == most) {
            return problem_set(problem, INVALID, text_from(place), "", "more than %zu fields",
                               most);
        }
        if (!read_field(arena, pair, &field)) {
            return problem_set(problem, INVALID, text_from(place), "",
                               "field %zu is not percent-encoded UTF-8", found.count + 1);
        }
        LIST_APPEND(arena, &found, field);
    }
    *fields = found;
    return OK;
}
