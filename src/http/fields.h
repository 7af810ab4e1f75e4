/* SPDX-License-Identifier: EUPL-1.2 */
/* Percent-encoding and form fields, read from what anybody may send. */
#pragma once

#include "http/http.h"

/* Decodes %XX, and "+" as a space when `plus_is_space`. False for a broken %XX, for what is no
 * UTF-8 afterwards and for a NUL byte; `decoded` is untouched then. */
typedef enum PlusSign { PLUS_IS_PLUS, PLUS_IS_SPACE } PlusSign;
MUST_USE bool percent_decode(Arena *arena, Text encoded, PlusSign plus, Text *decoded);

/* The text as a value of a query: all but letters, digits, "-", "." and "_" as %XX. */
Text percent_encode(Arena *arena, Text text);

/* "a=1&b=2&b=3" as fields, in order. INVALID names `place` ("query" or "body") and says what is
 * wrong; more than `most` fields are refused. */
MUST_USE Outcome fields_read(Arena *arena, Text encoded, size_t most, const char *place,
                             FieldList *fields, Problem *problem);
