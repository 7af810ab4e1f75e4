/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text is a view: bytes and a length, never relying on a final NUL. It does not own its bytes;
 * they live in an arena, in a constant, or in a buffer that outlives the view. UTF-8 by
 * convention; text_is_utf8() proves it for what comes from outside.
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Text {
    const char *bytes;
    size_t length;
} Text;

#define TEXT(literal) ((Text){(literal), sizeof(literal) - 1})
#define TEXT_INIT(literal)                                                                     \
    {                                                                                          \
        (literal), sizeof(literal) - 1                                                         \
    }                                                   /* in static tables */
#define TEXT_ARG(text) (int)(text).length, (text).bytes /* for "%.*s" */

Text text_from(const char *c_string); /* NULL gives an empty text */
Text text_of(const char *bytes, size_t length);

bool text_is_empty(Text text);
bool text_equal(Text a, Text b);
bool text_equal_ignoring_case(Text a, Text b); /* ASCII letters only */
int text_compare(Text a, Text b);              /* byte order, as strcmp */
bool text_starts_with(Text text, Text prefix);
bool text_ends_with(Text text, Text suffix);
bool text_contains(Text text, Text part);
bool text_is_utf8(Text text);      /* shortest form, no surrogates, up to U+10FFFF */
size_t text_characters(Text text); /* of UTF-8: code points */

/* Position of the first `part` or `byte` at or after `from`; text.length when there is none. */
size_t text_find(Text text, Text part, size_t from);
size_t text_find_byte(Text text, char byte, size_t from);

/* Whether the text is one of `count` strings; `at` (may be NULL) tells which, and stays
 * untouched when it is none. */
bool text_among(Text text, const char *const *strings, size_t count, size_t *at);

/* The part [from, to), clipped to the text. */
Text text_slice(Text text, size_t from, size_t to);
Text text_trim(Text text); /* without ASCII white space at both ends */

/* Cuts the next piece before `separator` off `rest`; false when nothing is left.
 *     while (text_next(&rest, ',', &piece)) ... */
bool text_next(Text *rest, char separator, Text *piece);

Text text_copy(Arena *arena, Text text);
Text text_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Text text_format_list(Arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
Text text_lower_ascii(Arena *arena, Text text);
Text text_join(Arena *arena, const Text *pieces, size_t count, Text separator);

/* A NUL-terminated copy for a C library; NULL if the text holds a NUL byte itself. */
const char *text_to_c(Arena *arena, Text text);

/* Whole-text numbers: false on anything else than a number in range, `value` untouched. */
bool text_to_integer(Text text, int64_t *value);
bool text_to_real(Text text, double *value); /* finite, '.' as the decimal mark */

/* FNV-1a with the given seed; for tables of our own, never for secrets. */
uint64_t text_hash(Text text, uint64_t seed);
