/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walking an object in the form json_canonical() writes, without parsing it: names and values
 * come as they stand, escapes and all, ready to be written again by json_member_raw(). What is
 * kept in the store has this form; what comes from outside is read by json_read().
 */
#pragma once

#include "base/text.h"

typedef struct JsonMember {
    Text name;  /* between its quotes */
    Text value; /* "\"text\"", "12", "{...}" */
} JsonMember;

/* The next member; `at` starts at 0. Stops at the first byte that is not of that form.
 *     while (json_member_next(object, &at, &member)) ... */
bool json_member_next(Text object, size_t *at, JsonMember *member);

/* The value of the member called so; empty when there is none. */
Text json_member_value(Text object, const char *name);

/* What stands between the quotes of a string without escapes, as identifiers and dates are;
 * empty for any other value. */
Text json_plain_text(Text value);
