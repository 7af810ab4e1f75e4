/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/reply.h"

#include "base/buffer.h"

enum { REPLY_MOST_HEAD = 32768, REPLY_MOST_DIGITS = 8 };

typedef struct Head {
    Reply reply;
    bool has_length;
    bool is_chunked;
    size_t length;
} Head;

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

static bool read_length(Text value, Head *head)
{
    if (head->has_length) {
        return false;
    }
    head->has_length = true;
    return read_number(value, TEXT("0123456789"), 10, &head->length);
}

static bool read_header(Arena *arena, Text line, Head *head)
{
    const size_t colon = text_find_byte(line, ':', 0);
    const Text name = text_slice(line, 0, colon);
    const Text value = text_trim(text_slice(line, colon + 1, line.length));
    if (colon == line.length || name.length == 0) {
        return false;
    }
    if (text_equal_ignoring_case(name, TEXT("Content-Length"))) {
        return read_length(value, head);
    }
    if (text_equal_ignoring_case(name, TEXT("Transfer-Encoding"))) {
        const bool is_second = head->is_chunked;
        head->is_chunked = true;
        return !is_second && text_equal_ignoring_case(value, TEXT("chunked"));
    }
    if (text_equal_ignoring_case(name, TEXT("Content-Type"))) {
        const Text type = text_slice(value, 0, text_find_byte(value, ';', 0));
        head->reply.type = text_lower_ascii(arena, text_trim(type));
    }
    return !text_equal_ignoring_case(name, TEXT("Content-Encoding"));
}

/* The lines before the empty one. */
static bool read_head(Arena *arena, Text lines, Head *head)
{
    Text rest = lines;
    Text line = {0};
    if (!text_next(&rest, '\n', &line) || !reply_status(line, &head->reply.status)) {
        return false;
    }
    while (text_next(&rest, '\n', &line)) {
        if (!read_header(arena, text_slice(line, 0, text_find_byte(line, '\r', 0)), head)) {
            return false;
        }
    }
    return head->reply.status >= 200 && !(head->has_length && head->is_chunked);
}

/* ---------------------------------------------------------------------------------- body */

/* One chunk off `rest`, by its size in hexadecimal; REPLY_WHOLE after the last, empty one. */
static ReplyState read_chunk(Text *rest, Buffer *body)
{
    size_t size = 0;
    const size_t end = text_find(*rest, TEXT("\r\n"), 0);
    const Text line = text_slice(*rest, 0, end);
    const Text digits = text_trim(text_slice(line, 0, text_find_byte(line, ';', 0)));
    if (end == rest->length) {
        return rest->length > 1024 ? REPLY_WRONG : REPLY_MORE;
    }
    if (!read_number(digits, TEXT("0123456789abcdefABCDEF"), 16, &size)) {
        return REPLY_WRONG;
    }
    if (size == 0) {
        return REPLY_WHOLE;
    }
    const size_t from = end + 2;
    if (rest->length < from + size + 2) {
        return REPLY_MORE;
    }
    if (!text_equal(text_slice(*rest, from + size, from + size + 2), TEXT("\r\n"))) {
        return REPLY_WRONG;
    }
    buffer_append(body, text_slice(*rest, from, from + size));
    *rest = text_slice(*rest, from + size + 2, rest->length);
    return REPLY_MORE;
}

static ReplyState read_chunks(Arena *arena, Text bytes, Text *body)
{
    Text rest = bytes;
    Buffer out = buffer_new(arena, bytes.length + 1);
    size_t left = 0;
    ReplyState state = REPLY_MORE;
    do {
        left = rest.length;
        state = read_chunk(&rest, &out);
    } while (state == REPLY_MORE && rest.length < left);
    *body = buffer_text(&out);
    return state;
}

static ReplyState read_body(Arena *arena, const Head *head, Text bytes, ReplyEnd end,
                            Text *body)
{
    if (head->is_chunked) {
        return read_chunks(arena, bytes, body);
    }
    *body = head->has_length ? text_slice(bytes, 0, head->length) : bytes;
    if (head->has_length) {
        return bytes.length >= head->length ? REPLY_WHOLE : REPLY_MORE;
    }
    return end == REPLY_ENDED ? REPLY_WHOLE : REPLY_MORE;
}

ReplyState reply_read(Arena *arena, Text bytes, ReplyEnd end, Reply *reply)
{
    Head head = {0};
    const size_t blank = text_find(bytes, TEXT("\r\n\r\n"), 0);
    if (blank == bytes.length) {
        return end == REPLY_ENDED || bytes.length > REPLY_MOST_HEAD ? REPLY_WRONG : REPLY_MORE;
    }
    if (!read_head(arena, text_slice(bytes, 0, blank), &head)) {
        return REPLY_WRONG;
    }
    const ReplyState state = read_body(arena, &head, text_slice(bytes, blank + 4, bytes.length),
                                       end, &head.reply.body);
    if (state == REPLY_WHOLE) {
        *reply = head.reply;
    }
    return state == REPLY_MORE && end == REPLY_ENDED ? REPLY_WRONG : state;
}
