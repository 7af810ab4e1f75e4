/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A growing run of bytes with a maximum set at birth. Appending past the maximum keeps what
 * fits, sets `overflowed` and drops the rest, so a writer checks once at the end.
 */
#pragma once

#include "base/text.h"

typedef struct Buffer {
    Arena *arena;
    char *bytes;
    size_t length;
    size_t capacity;
    size_t maximum;
    bool overflowed;
} Buffer;

Buffer buffer_new(Arena *arena, size_t maximum);
void buffer_append(Buffer *buffer, Text text);
void buffer_append_byte(Buffer *buffer, char byte);
void buffer_append_format(Buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_clear(Buffer *buffer);
Text buffer_text(const Buffer *buffer); /* a view, valid until the next append */
