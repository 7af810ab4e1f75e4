/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

Buffer buffer_new(Arena *arena, size_t maximum)
{
    return (Buffer){.arena = arena, .maximum = maximum};
}

static bool make_room(Buffer *buffer, size_t more)
{
    if (more > buffer->maximum - buffer->length) {
        buffer->overflowed = true;
        return false;
    }
    const size_t needed = buffer->length + more;
    if (needed > buffer->capacity) {
        size_t capacity = buffer->capacity == 0 ? 256 : buffer->capacity;
        while (capacity < needed) {
            capacity *= 2;
        }
        char *grown = arena_allocate(buffer->arena, capacity);
        if (buffer->length > 0) {
            memcpy(grown, buffer->bytes, buffer->length);
        }
        buffer->bytes = grown;
        buffer->capacity = capacity;
    }
    return true;
}

void buffer_append(Buffer *buffer, Text text)
{
    const size_t room = buffer->maximum - buffer->length;
    const size_t taken = text.length > room ? room : text.length;
    if (taken < text.length) {
        buffer->overflowed = true;
    }
    if (taken == 0 || !make_room(buffer, taken)) {
        return;
    }
    memcpy(buffer->bytes + buffer->length, text.bytes, taken);
    buffer->length += taken;
}

void buffer_append_byte(Buffer *buffer, char byte)
{
    buffer_append(buffer, (Text){&byte, 1});
}

void buffer_append_format(Buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length > 0 && make_room(buffer, (size_t)length + 1)) {
        (void)vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void buffer_clear(Buffer *buffer)
{
    buffer->length = 0;
    buffer->overflowed = false;
}

Text buffer_text(const Buffer *buffer)
{
    return (Text){buffer->bytes == NULL ? "" : buffer->bytes, buffer->length};
}
