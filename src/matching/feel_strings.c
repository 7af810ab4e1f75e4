/* SPDX-License-Identifier: EUPL-1.2 */
/* Built-in functions over strings. Positions count characters, not bytes. */
#include <utf8proc.h>

#include "matching/feel_library.h"

static bool are_strings(const FeelValue *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (arguments[i].kind != FEEL_STRING) {
            return false;
        }
    }
    return true;
}

static FeelValue no_string(FeelEvaluator *evaluator)
{
    return feel_error(evaluator, "expected strings");
}

FeelValue feel_contains(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return are_strings(arguments, count)
               ? feel_boolean(text_contains(arguments[0].text, arguments[1].text))
               : no_string(evaluator);
}

FeelValue feel_starts_with(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return are_strings(arguments, count)
               ? feel_boolean(text_starts_with(arguments[0].text, arguments[1].text))
               : no_string(evaluator);
}

FeelValue feel_ends_with(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return are_strings(arguments, count)
               ? feel_boolean(text_ends_with(arguments[0].text, arguments[1].text))
               : no_string(evaluator);
}

static size_t find(const FeelValue *arguments)
{
    return arguments[1].text.length == 0 ? 0
                                         : text_find(arguments[0].text, arguments[1].text, 0);
}

FeelValue feel_substring_before(FeelEvaluator *evaluator, const FeelValue *arguments,
                                size_t count)
{
    if (!are_strings(arguments, count)) {
        return no_string(evaluator);
    }
    const size_t at = find(arguments);
    const bool found = at < arguments[0].text.length;
    return feel_string(found ? text_slice(arguments[0].text, 0, at) : TEXT(""));
}

FeelValue feel_substring_after(FeelEvaluator *evaluator, const FeelValue *arguments,
                               size_t count)
{
    if (!are_strings(arguments, count)) {
        return no_string(evaluator);
    }
    const Text text = arguments[0].text;
    const size_t at = find(arguments);
    const bool found = at < text.length;
    return feel_string(found ? text_slice(text, at + arguments[1].text.length, text.length)
                             : TEXT(""));
}

static FeelValue change_case(FeelEvaluator *evaluator, Text text,
                             utf8proc_int32_t (*change)(utf8proc_int32_t))
{
    if (!feel_spend(evaluator, text.length / 16)) {
        return feel_error(evaluator, "too many steps");
    }
    Buffer out = buffer_new(evaluator->arena, text.length * 2 + 4);
    size_t at = 0;
    while (at < text.length) {
        utf8proc_int32_t point = 0;
        const utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at,
                             (utf8proc_ssize_t)(text.length - at), &point);
        if (length <= 0) {
            return feel_error(evaluator, "the string is not UTF-8");
        }
        utf8proc_uint8_t bytes[4];
        const utf8proc_ssize_t written = utf8proc_encode_char(change(point), bytes);
        buffer_append(&out, (Text){(const char *)bytes, (size_t)written});
        at += (size_t)length;
    }
    return feel_string(buffer_text(&out));
}

FeelValue feel_upper_case(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return are_strings(arguments, count)
               ? change_case(evaluator, arguments[0].text, utf8proc_toupper)
               : no_string(evaluator);
}

FeelValue feel_lower_case(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return are_strings(arguments, count)
               ? change_case(evaluator, arguments[0].text, utf8proc_tolower)
               : no_string(evaluator);
}

static size_t character_count(Text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += (text.bytes[i] & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
}

/* The byte at which the character of that number begins. */
static size_t character_offset(Text text, size_t character)
{
    size_t at = 0;
    while (at < text.length && character > 0) {
        at++;
        while (at < text.length && (text.bytes[at] & 0xC0) == 0x80) {
            at++;
        }
        character--;
    }
    return at;
}

FeelValue feel_string_length(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return are_strings(arguments, count)
               ? feel_integer((int64_t)character_count(arguments[0].text))
               : no_string(evaluator);
}

FeelValue feel_substring(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    int64_t start = 0;
    int64_t length = INT64_MAX / 2;
    if (!are_strings(arguments, 1)) {
        return no_string(evaluator);
    }
    if (arguments[1].kind != FEEL_NUMBER || !decimal_to_integer(arguments[1].number, &start)) {
        return feel_error(evaluator, "the start of substring() is no number");
    }
    if (count > 2 && arguments[2].kind != FEEL_NULL &&
        (arguments[2].kind != FEEL_NUMBER ||
         !decimal_to_integer(arguments[2].number, &length))) {
        return feel_error(evaluator, "the length of substring() is no number");
    }
    const Text text = arguments[0].text;
    const int64_t characters = (int64_t)character_count(text);
    const int64_t first = start < 0 ? characters + start : start - 1;
    if (start == 0 || first < 0 || first >= characters || length < 1) {
        return feel_error(evaluator, "substring() lies outside the string");
    }
    const int64_t last = length < characters - first ? first + length : characters;
    return feel_string(text_slice(text, character_offset(text, (size_t)first),
                                  character_offset(text, (size_t)last)));
}

FeelValue feel_string_from(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    if (feel_is_null(&arguments[0])) {
        return arguments[0];
    }
    const Text text = feel_text(evaluator->arena, &arguments[0]);
    return feel_spend(evaluator, text.length / 16) ? feel_string(text)
                                                   : feel_error(evaluator, "too many steps");
}

FeelValue feel_string_join(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    const FeelValue *delimiter = count > 1 ? &arguments[1] : NULL;
    if (arguments[0].kind == FEEL_STRING) {
        return arguments[0];
    }
    if (arguments[0].kind != FEEL_LIST ||
        (delimiter != NULL && delimiter->kind != FEEL_STRING && delimiter->kind != FEEL_NULL)) {
        return no_string(evaluator);
    }
    const FeelList *list = arguments[0].list;
    const Text between =
        delimiter != NULL && delimiter->kind == FEEL_STRING ? delimiter->text : TEXT("");
    Text *pieces = ARENA_ARRAY(evaluator->arena, Text, list->count);
    size_t kept = 0;
    size_t bytes = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == FEEL_STRING) {
            pieces[kept++] = list->items[i].text;
            bytes += list->items[i].text.length + between.length;
        } else if (list->items[i].kind != FEEL_NULL) {
            return no_string(evaluator);
        }
    }
    return feel_spend(evaluator, bytes / 64)
               ? feel_string(text_join(evaluator->arena, pieces, kept, between))
               : feel_error(evaluator, "too many steps");
}
