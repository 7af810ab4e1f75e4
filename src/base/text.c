/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Text text_from(const char *c_string)
{
    return (Text){c_string == NULL ? "" : c_string, c_string == NULL ? 0 : strlen(c_string)};
}

Text text_of(const char *bytes, size_t length)
{
    return (Text){bytes, length};
}

bool text_is_empty(Text text)
{
    return text.length == 0;
}

bool text_equal(Text a, Text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static unsigned char lower_byte(char byte)
{
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

bool text_equal_ignoring_case(Text a, Text b)
{
    if (a.length != b.length) {
        return false;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (lower_byte(a.bytes[i]) != lower_byte(b.bytes[i])) {
            return false;
        }
    }
    return true;
}

int text_compare(Text a, Text b)
{
    const size_t common = a.length < b.length ? a.length : b.length;
    const int order = common == 0 ? 0 : memcmp(a.bytes, b.bytes, common);
    if (order != 0) {
        return order;
    }
    return (a.length > b.length) - (a.length < b.length);
}

bool text_starts_with(Text text, Text prefix)
{
    return text_equal(text_slice(text, 0, prefix.length), prefix);
}

bool text_ends_with(Text text, Text suffix)
{
    return text.length >= suffix.length &&
           text_equal(text_slice(text, text.length - suffix.length, text.length), suffix);
}

bool text_contains(Text text, Text part)
{
    return part.length == 0 || text_find(text, part, 0) < text.length;
}

/* Length of the well-formed sequence at `at`, or 0. Table 3-7 of the Unicode Standard. */
static size_t utf8_sequence(const unsigned char *at, size_t left)
{
    const unsigned char first = at[0];
    if (first < 0x80) {
        return 1;
    }
    size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        low = first == 0xE0 ? 0xA0 : low;
        high = first == 0xED ? 0x9F : high;
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        low = first == 0xF0 ? 0x90 : low;
        high = first == 0xF4 ? 0x8F : high;
    }
    if (length == 0 || left < length || at[1] < low || at[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return length;
}

bool text_is_utf8(Text text)
{
    size_t i = 0;
    while (i < text.length) {
        const size_t step =
            utf8_sequence((const unsigned char *)text.bytes + i, text.length - i);
        if (step == 0) {
            return false;
        }
        i += step;
    }
    return true;
}

size_t text_characters(Text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    }
    return count;
}

size_t text_find(Text text, Text part, size_t from)
{
    if (from > text.length || part.length > text.length - from) {
        return text.length;
    }
    if (part.length == 0) {
        return from;
    }
    const char *found = memmem(text.bytes + from, text.length - from, part.bytes, part.length);
    return found == NULL ? text.length : (size_t)(found - text.bytes);
}

size_t text_find_byte(Text text, char byte, size_t from)
{
    if (from >= text.length) {
        return text.length;
    }
    const char *found = memchr(text.bytes + from, byte, text.length - from);
    return found == NULL ? text.length : (size_t)(found - text.bytes);
}

bool text_among(Text text, const char *const *strings, size_t count, size_t *at)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(text, text_from(strings[i]))) {
            if (at != NULL) {
                *at = i;
            }
            return true;
        }
    }
    return false;
}

Text text_slice(Text text, size_t from, size_t to)
{
    const size_t end = to > text.length ? text.length : to;
    const size_t start = from > end ? end : from;
    return (Text){text.bytes + start, end - start};
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

Text text_trim(Text text)
{
    size_t start = 0;
    size_t end = text.length;
    while (start < end && is_space(text.bytes[start])) {
        start++;
    }
    while (end > start && is_space(text.bytes[end - 1])) {
        end--;
    }
    return text_slice(text, start, end);
}

bool text_next(Text *rest, char separator, Text *piece)
{
    if (rest->bytes == NULL) {
        return false;
    }
    const size_t end = text_find_byte(*rest, separator, 0);
    *piece = text_slice(*rest, 0, end);
    if (end == rest->length) {
        *rest = (Text){NULL, 0};
    } else {
        *rest = text_slice(*rest, end + 1, rest->length);
    }
    return true;
}

Text text_copy(Arena *arena, Text text)
{
    char *bytes = arena_allocate(arena, text.length + 1);
    if (text.length > 0) {
        memcpy(bytes, text.bytes, text.length);
    }
    return (Text){bytes, text.length};
}

Text text_format_list(Arena *arena, const char *format, va_list arguments)
{
    if (format == NULL) {
        return (Text){"", 0};
    }
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    const size_t size = length < 0 ? 0 : (size_t)length;
    char *bytes = arena_allocate(arena, size + 1);
    (void)vsnprintf(bytes, size + 1, format, again);
    va_end(again);
    return (Text){bytes, size};
}

Text text_format(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Text result = text_format_list(arena, format, arguments);
    va_end(arguments);
    return result;
}

Text text_lower_ascii(Arena *arena, Text text)
{
    char *bytes = arena_allocate(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        bytes[i] = (char)lower_byte(text.bytes[i]);
    }
    return (Text){bytes, text.length};
}

Text text_join(Arena *arena, const Text *pieces, size_t count, Text separator)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += pieces[i].length + (i == 0 ? 0 : separator.length);
    }
    char *bytes = arena_allocate(arena, length + 1);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && separator.length > 0) {
            memcpy(bytes + at, separator.bytes, separator.length);
            at += separator.length;
        }
        if (pieces[i].length > 0) {
            memcpy(bytes + at, pieces[i].bytes, pieces[i].length);
            at += pieces[i].length;
        }
    }
    return (Text){bytes, length};
}

const char *text_to_c(Arena *arena, Text text)
{
    if (text.length > 0 && memchr(text.bytes, 0, text.length) != NULL) {
        return NULL;
    }
    return text_copy(arena, text).bytes;
}

bool text_to_integer(Text text, int64_t *value)
{
    char digits[24];
    if (text.length == 0 || text.length >= sizeof digits || is_space(text.bytes[0])) {
        return false;
    }
    memcpy(digits, text.bytes, text.length);
    digits[text.length] = '\0';
    char *end = NULL;
    errno = 0;
    const long long parsed = strtoll(digits, &end, 10);
    if (errno != 0 || end != digits + text.length) {
        return false;
    }
    *value = parsed;
    return true;
}

bool text_to_real(Text text, double *value)
{
    char digits[64];
    if (text.length == 0 || text.length >= sizeof digits) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("0123456789+-.eE", text.bytes[i]) == NULL || text.bytes[i] == '\0') {
            return false;
        }
    }
    memcpy(digits, text.bytes, text.length);
    digits[text.length] = '\0';
    char *end = NULL;
    const double parsed = strtod(digits, &end);
    if (end != digits + text.length || !isfinite(parsed)) {
        return false;
    }
    *value = parsed;
    return true;
}

uint64_t text_hash(Text text, uint64_t seed)
{
    uint64_t hash = 0xcbf29ce484222325U ^ seed;
    for (size_t i = 0; i < text.length; i++) {
        hash = (hash ^ (unsigned char)text.bytes[i]) * 0x100000001b3U;
    }
    return hash ^ (hash >> 32);
}
