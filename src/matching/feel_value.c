/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of FEEL: making them, and writing them as text. */
#include "matching/feel_functions.h"

FeelValue feel_error(FeelEvaluator *evaluator, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Text text = text_format_list(evaluator->arena, format, arguments);
    va_end(arguments);
    return (FeelValue){.kind = FEEL_ERROR, .text = text};
}

FeelValue feel_boolean(bool value)
{
    return (FeelValue){.kind = FEEL_BOOLEAN, .boolean = value};
}

FeelValue feel_number(Decimal number)
{
    return (FeelValue){.kind = FEEL_NUMBER, .number = number};
}

FeelValue feel_integer(int64_t value)
{
    return feel_number(decimal_from_integer(value));
}

FeelValue feel_string(Text text)
{
    return (FeelValue){.kind = FEEL_STRING, .text = text};
}

FeelValue feel_list(FeelEvaluator *evaluator, FeelList list)
{
    if (!feel_spend(evaluator, list.count)) {
        return feel_error(evaluator, "too many steps");
    }
    FeelList *kept = ARENA_NEW(evaluator->arena, FeelList);
    *kept = list;
    return (FeelValue){.kind = FEEL_LIST, .list = kept};
}

bool feel_is_null(const FeelValue *value)
{
    return value->kind == FEEL_NULL || value->kind == FEEL_ERROR;
}

bool feel_is_true(const FeelValue *value)
{
    return value->kind == FEEL_BOOLEAN && value->boolean;
}

FeelTruth feel_truth_of(const FeelValue *value)
{
    if (value->kind != FEEL_BOOLEAN) {
        return TRUTH_UNKNOWN;
    }
    return value->boolean ? TRUTH_TRUE : TRUTH_FALSE;
}

const FeelValue *feel_entry(const FeelContext *context, Text name)
{
    for (size_t i = 0; i < context->count; i++) {
        if (text_equal(context->items[i].name, name)) {
            return &context->items[i].value;
        }
    }
    return NULL;
}

FeelValue feel_temporal(Arena *arena, Text text)
{
    FeelValue value = {.kind = FEEL_DATE};
    if (feel_date_parse(text, &value.moment)) {
        return value;
    }
    value.kind = FEEL_DATE_TIME;
    if (feel_date_time_parse(arena, text, &value.moment)) {
        return value;
    }
    value.kind = FEEL_TIME;
    if (feel_time_parse(arena, text, &value.moment)) {
        return value;
    }
    value.kind = FEEL_DURATION;
    if (feel_duration_parse(text, &value.seconds)) {
        return value;
    }
    value.kind = FEEL_PERIOD;
    if (feel_period_parse(text, &value.months)) {
        return value;
    }
    return (FeelValue){.kind = FEEL_ERROR,
                       .text = text_format(arena, "“%.*s” is no date, time or duration",
                                           TEXT_ARG(text_slice(text, 0, 60)))};
}

Text feel_kind_name(FeelKind kind)
{
    switch (kind) {
    case FEEL_NULL:
    case FEEL_ERROR:
        return TEXT("null");
    case FEEL_BOOLEAN:
        return TEXT("boolean");
    case FEEL_NUMBER:
        return TEXT("decimal");
    case FEEL_STRING:
        return TEXT("string");
    case FEEL_DATE:
        return TEXT("date");
    case FEEL_TIME:
        return TEXT("time");
    case FEEL_DATE_TIME:
        return TEXT("dateTime");
    case FEEL_DURATION:
    case FEEL_PERIOD:
        return TEXT("duration");
    case FEEL_LIST:
        return TEXT("list");
    case FEEL_CONTEXT:
        return TEXT("context");
    case FEEL_RANGE:
        return TEXT("range");
    case FEEL_FUNCTION:
        return TEXT("function");
    }
    return TEXT("null");
}

/* ------------------------------------------------------------------------------ writing */

enum { TEXT_LIMIT = 1 << 20, TEXT_DEPTH = 64 };

static void write_value(Buffer *out, const FeelValue *value, int depth);

/* Inside lists and contexts strings stand in quotes. */
static void write_nested(Buffer *out, const FeelValue *value, int depth)
{
    if (value->kind != FEEL_STRING) {
        write_value(out, value, depth + 1);
        return;
    }
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < value->text.length; i++) {
        const char byte = value->text.bytes[i];
        if (byte == '"' || byte == '\\') {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, byte);
    }
    buffer_append_byte(out, '"');
}

static void write_list(Buffer *out, const FeelList *list, int depth)
{
    buffer_append(out, TEXT("["));
    for (size_t i = 0; i < list->count; i++) {
        buffer_append(out, i > 0 ? TEXT(", ") : TEXT(""));
        write_nested(out, &list->items[i], depth);
    }
    buffer_append(out, TEXT("]"));
}

static void write_context(Buffer *out, const FeelContext *context, int depth)
{
    buffer_append(out, TEXT("{"));
    for (size_t i = 0; i < context->count; i++) {
        buffer_append(out, i > 0 ? TEXT(", ") : TEXT(""));
        buffer_append(out, context->items[i].name);
        buffer_append(out, TEXT(": "));
        write_nested(out, &context->items[i].value, depth);
    }
    buffer_append(out, TEXT("}"));
}

static void write_range(Buffer *out, const FeelRange *range, int depth)
{
    buffer_append_byte(out, range->from_end == END_CLOSED ? '[' : '(');
    if (range->from_end != END_ABSENT) {
        write_nested(out, &range->from, depth);
    }
    buffer_append(out, TEXT(".."));
    if (range->to_end != END_ABSENT) {
        write_nested(out, &range->to, depth);
    }
    buffer_append_byte(out, range->to_end == END_CLOSED ? ']' : ')');
}

static Text scalar_text(Arena *arena, const FeelValue *value)
{
    switch (value->kind) {
    case FEEL_BOOLEAN:
        return value->boolean ? TEXT("true") : TEXT("false");
    case FEEL_NUMBER:
        return decimal_format(arena, value->number);
    case FEEL_STRING:
        return value->text;
    case FEEL_DATE:
        return feel_date_format(arena, &value->moment);
    case FEEL_TIME:
        return feel_time_format(arena, &value->moment);
    case FEEL_DATE_TIME:
        return feel_date_time_format(arena, &value->moment);
    case FEEL_DURATION:
        return feel_duration_format(arena, value->seconds);
    case FEEL_PERIOD:
        return feel_period_format(arena, value->months);
    case FEEL_FUNCTION:
        return TEXT("function");
    case FEEL_NULL:
    case FEEL_ERROR:
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE:
        break;
    }
    return TEXT("null");
}

static void write_value(Buffer *out, const FeelValue *value, int depth)
{
    if (depth > TEXT_DEPTH) {
        out->overflowed = true;
    } else if (value->kind == FEEL_LIST) {
        write_list(out, value->list, depth);
    } else if (value->kind == FEEL_CONTEXT) {
        write_context(out, value->context, depth);
    } else if (value->kind == FEEL_RANGE) {
        write_range(out, value->range, depth);
    } else {
        buffer_append(out, scalar_text(out->arena, value));
    }
}

Text feel_text(Arena *arena, const FeelValue *value)
{
    Buffer out = buffer_new(arena, TEXT_LIMIT);
    write_value(&out, value, 0);
    return buffer_text(&out);
}
