/* SPDX-License-Identifier: EUPL-1.2 */
#include "json/json.h"

const JsonLimits JSON_REQUEST_LIMITS = {
    .bytes = (size_t)1 << 20, .depth = 32, .values = 100000};
const JsonLimits JSON_FILE_LIMITS = {
    .bytes = (size_t)256 << 20, .depth = 64, .values = 20000000};

/* Counts depth and values before jansson builds anything, so that a bomb costs one pass over
 * its bytes and no memory. Strings are skipped; malformed text is left for jansson to name. */
static Outcome scan_size(Text document, JsonLimits limits, Problem *problem)
{
    size_t depth = 0;
    size_t values = 1;
    bool in_string = false;
    for (size_t i = 0; i < document.length; i++) {
        const char byte = document.bytes[i];
        if (in_string) {
            if (byte == '\\') {
                i++;
            } else if (byte == '"') {
                in_string = false;
            }
            continue;
        }
        if (byte == '"') {
            in_string = true;
        } else if (byte == '{' || byte == '[') {
            depth++;
            values++;
        } else if ((byte == '}' || byte == ']') && depth > 0) {
            depth--;
        } else if (byte == ',') {
            values++;
        }
        if (depth > limits.depth) {
            return problem_set(problem, INVALID, TEXT(""), "",
                               "JSON nested deeper than %zu levels at byte %zu", limits.depth,
                               i);
        }
        if (values > limits.values) {
            return problem_set(problem, INVALID, TEXT(""), "",
                               "JSON holds more than %zu values", limits.values);
        }
    }
    return OK;
}

/* Some editors put the mark of the byte order before UTF-8, where it says nothing. */
static Text after_mark(Text document)
{
    return text_starts_with(document, TEXT("\xEF\xBB\xBF"))
               ? text_slice(document, 3, document.length)
               : document;
}

Outcome json_read(Text document, JsonLimits limits, json_t **value, Problem *problem)
{
    if (document.length > limits.bytes) {
        return problem_set(problem, INVALID, TEXT(""), "",
                           "JSON of %zu bytes; at most %zu are read", document.length,
                           limits.bytes);
    }
    document = after_mark(document);
    TRY(scan_size(document, limits, problem));
    json_error_t error;
    json_t *parsed = json_loadb(document.bytes, document.length,
                                JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (parsed == NULL) {
        Arena *scratch SCOPED(arena_close) = arena_new(512);
        const Text where = text_format(scratch, "line %d, column %d", error.line, error.column);
        return problem_set(problem, INVALID, where, "", "not JSON: %s", error.text);
    }
    *value = parsed;
    return OK;
}

void json_close(json_t **value)
{
    json_decref(*value);
    *value = NULL;
}

Text json_text(const json_t *value)
{
    if (!json_is_string(value)) {
        return (Text){"", 0};
    }
    return (Text){json_string_value(value), json_string_length(value)};
}

Text json_member_text(const json_t *object, const char *key)
{
    return json_text(json_object_get(object, key));
}

Text json_canonical(Arena *arena, const json_t *value)
{
    char *dumped = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    const Text result = text_copy(arena, text_from(dumped));
    free(dumped);
    return result;
}
