/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/reply.h"

enum { REPLY_MOST_HEAD = 32768, REPLY_MOST_DIGITS = 8 };

ReplyReader reply_reader(Arena *arena, size_t most)
{
    return (ReplyReader){.arena = arena, .body = buffer_new(arena, most)};
}

bool reply_status(Text line, int *status)
{
    int64_t number = 0;
    if (!text_starts_with(line, TEXT("HTTP/1.")) ||
        !text_to_integer(text_slice(line, 9, 12), &number) || number < 100 || number > 599) {
        return false;
    }
    *status = (int)number;
    return true;
}

/* ---------------------------------------------------------------------------------- head */

/* Digits alone: a sign or a space would be another length to another reader. */
static bool read_number(Text text, Text digits, size_t base, size_t *number)
{
    size_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        const size_t digit = text_find_byte(digits, text.bytes[i], 0);
        if (digit == digits.length) {
            return false;
        }
        value = value * base + (digit > 15 ? digit - 6 : digit);
    }
    *number = value;
    return text.length > 0 && text.length <= REPLY_MOST_DIGITS;
}

static bool read_length(Text value, ReplyReader *reader)
{
    if (reader->has_length) {
        return false;
    }
    reader->has_length = true;
    return read_number(value, TEXT("0123456789"), 10, &reader->length);
}

static bool read_header(Text line, ReplyReader *reader)
{
    const size_t colon = text_find_byte(line, ':', 0);
    const Text name = text_slice(line, 0, colon);
    const Text value = text_trim(text_slice(line, colon + 1, line.length));
    if (colon == line.length || name.length == 0) {
        return false;
    }
    if (text_equal_ignoring_case(name, TEXT("Content-Length"))) {
        return read_length(value, reader);
    }
    if (text_equal_ignoring_case(name, TEXT("Transfer-Encoding"))) {
        const bool is_second = reader->is_chunked;
        reader->is_chunked = true;
        return !is_second && text_equal_ignoring_case(value, TEXT("chunked"));
    }
    if (text_equal_ignoring_case(name, TEXT("Content-Type"))) {
        const Text type = text_slice(value, 0, text_find_byte(value, ';', 0));
        reader->type = text_lower_ascii(reader->arena, text_trim(type));
    }
    return !text_equal_ignoring_case(name, TEXT("Content-Encoding"));
}

/* The lines before the empty one. */
static bool read_head(Text lines, ReplyReader *reader)
{
    Text rest = lines;
    Text line = {0};
    if (!text_next(&rest, '\n', &line) || !reply_status(line, &reader->status)) {
        return false;
    }
    while (text_next(&rest, '\n', &line)) {
        if (!read_header(text_slice(line, 0, text_find_byte(line, '\r', 0)), reader)) {
            return false;
        }
    }
    return reader->status >= 200 && !(reader->has_length && reader->is_chunked);
}

/* ---------------------------------------------------------------------------------- body */

/* One chunk, by its size in hexadecimal; REPLY_WHOLE after the last, empty one. */
static ReplyState read_chunk(ReplyReader *reader, Text bytes)
{
    size_t size = 0;
    const Text rest = text_slice(bytes, reader->at, bytes.length);
    const size_t end = text_find(rest, TEXT("\r\n"), 0);
    const Text line = text_slice(rest, 0, end);
    const Text digits = text_trim(text_slice(line, 0, text_find_byte(line, ';', 0)));
    if (end == rest.length) {
        return rest.length > 1024 ? REPLY_WRONG : REPLY_MORE;
    }
    if (!read_number(digits, TEXT("0123456789abcdefABCDEF"), 16, &size)) {
        return REPLY_WRONG;
    }
    if (size == 0) {
        return REPLY_WHOLE;
    }
    const size_t from = end + 2;
    if (rest.length < from + size + 2) {
        return REPLY_MORE;
    }
    if (!text_equal(text_slice(rest, from + size, from + size + 2), TEXT("\r\n"))) {
        return REPLY_WRONG;
    }
    buffer_append(&reader->body, text_slice(rest, from, from + size));
    reader->at += from + size + 2;
    return REPLY_MORE;
}

static ReplyState read_chunks(ReplyReader *reader, Text bytes, Text *body)
{
    size_t before = 0;
    ReplyState state = REPLY_MORE;
    do {
        before = reader->at;
        state = read_chunk(reader, bytes);
    } while (state == REPLY_MORE && reader->at > before);
    *body = buffer_text(&reader->body);
    return state;
}

static ReplyState read_body(ReplyReader *reader, Text bytes, ReplyEnd end, Text *body)
{
    if (reader->is_chunked) {
        return read_chunks(reader, bytes, body);
    }
    const Text rest = text_slice(bytes, reader->at, bytes.length);
    *body = reader->has_length ? text_slice(rest, 0, reader->length) : rest;
    if (reader->has_length) {
        return rest.length >= reader->length ? REPLY_WHOLE : REPLY_MORE;
    }
    return end == REPLY_ENDED ? REPLY_WHOLE : REPLY_MORE;
}

static ReplyState find_head(ReplyReader *reader, Text bytes, ReplyEnd end)
{
    const size_t blank = text_find(bytes, TEXT("\r\n\r\n"), 0);
    if (blank == bytes.length) {
        return end == REPLY_ENDED || bytes.length > REPLY_MOST_HEAD ? REPLY_WRONG : REPLY_MORE;
    }
    reader->at = blank + 4;
    return read_head(text_slice(bytes, 0, blank), reader) ? REPLY_WHOLE : REPLY_WRONG;
}

ReplyState reply_read(ReplyReader *reader, Text bytes, ReplyEnd end, Reply *reply)
{
    Text body = {0};
    const ReplyState head = reader->at > 0 ? REPLY_WHOLE : find_head(reader, bytes, end);
    if (head != REPLY_WHOLE) {
        return head;
    }
    const ReplyState state = read_body(reader, bytes, end, &body);
    if (state == REPLY_WHOLE) {
        *reply = (Reply){reader->status, reader->type, body};
    }
    return state == REPLY_MORE && end == REPLY_ENDED ? REPLY_WRONG : state;
}
