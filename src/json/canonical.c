/* SPDX-License-Identifier: EUPL-1.2 */
#include "json/canonical.h"

/* Past the closing quote of the string that opens at `at`; the length when it never closes. */
static size_t skip_string(Text text, size_t at)
{
    for (size_t i = at + 1; i < text.length; i++) {
        if (text.bytes[i] == '\\') {
            i++;
        } else if (text.bytes[i] == '"') {
            return i + 1;
        }
    }
    return text.length;
}

/* Past the value that starts at `at`: to the comma or bracket that ends it. */
static size_t skip_value(Text text, size_t at)
{
    size_t depth = 0;
    size_t i = at;
    while (i < text.length) {
        const char byte = text.bytes[i];
        if (byte == '"') {
            i = skip_string(text, i);
            continue;
        }
        if (depth == 0 && (byte == ',' || byte == '}' || byte == ']')) {
            return i;
        }
        depth += byte == '{' || byte == '[' ? 1 : 0;
        depth -= byte == '}' || byte == ']' ? 1 : 0;
        i++;
    }
    return text.length;
}

static bool has_byte(Text text, size_t at, char byte)
{
    return at < text.length && text.bytes[at] == byte;
}

bool json_member_next(Text object, size_t *at, JsonMember *member)
{
    const size_t name = *at + 1; /* after the bracket or the comma */
    if (!has_byte(object, *at, *at == 0 ? '{' : ',') || !has_byte(object, name, '"')) {
        return false;
    }
    const size_t colon = skip_string(object, name);
    if (!has_byte(object, colon, ':')) {
        return false;
    }
    const size_t end = skip_value(object, colon + 1);
    *member = (JsonMember){.name = text_slice(object, name + 1, colon - 1),
                           .value = text_slice(object, colon + 1, end)};
    *at = end;
    return true;
}

Text json_member_value(Text object, const char *name)
{
    const Text wanted = text_from(name);
    JsonMember member = {0};
    size_t at = 0;
    while (json_member_next(object, &at, &member)) {
        if (text_equal(member.name, wanted)) {
            return member.value;
        }
    }
    return (Text){"", 0};
}

Text json_plain_text(Text value)
{
    const bool is_string = value.length >= 2 && value.bytes[0] == '"' &&
                           text_find_byte(value, '\\', 0) == value.length;
    return is_string ? text_slice(value, 1, value.length - 1) : (Text){"", 0};
}
