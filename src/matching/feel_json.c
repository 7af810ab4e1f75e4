/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/feel_json.h"

static Outcome read_list(Arena *arena, const json_t *json, Text where, FeelValue *value,
                         Problem *problem)
{
    FeelList *list = ARENA_NEW(arena, FeelList);
    size_t index = 0;
    json_t *item = NULL;
    json_array_foreach(json, index, item)
    {
        FeelValue read;
        const Text inner = text_format(arena, "%.*s/%zu", TEXT_ARG(where), index);
        TRY(feel_value_read(arena, item, inner, &read, problem));
        LIST_APPEND(arena, list, read);
    }
    *value = (FeelValue){.kind = FEEL_LIST, .list = list};
    return OK;
}

static Outcome read_context(Arena *arena, const json_t *json, Text where,
                            const FeelContext **context, Problem *problem)
{
    FeelContext *read = ARENA_NEW(arena, FeelContext);
    const char *name = NULL;
    json_t *item = NULL;
    json_object_foreach((json_t *)(uintptr_t)json, name, item)
    {
        FeelValue value;
        const Text inner = text_format(arena, "%.*s/%s", TEXT_ARG(where), name);
        TRY(feel_value_read(arena, item, inner, &value, problem));
        LIST_APPEND(arena, read, (FeelEntry){text_copy(arena, text_from(name)), value});
    }
    *context = read;
    return OK;
}

static Text scalar_text(Arena *arena, const json_t *json)
{
    if (json_is_boolean(json)) {
        return json_is_true(json) ? TEXT("true") : TEXT("false");
    }
    return json_is_number(json) ? json_canonical(arena, json)
                                : text_copy(arena, json_text(json));
}

static bool read_scalar(Arena *arena, Text type, Text text, FeelValue *value)
{
    if (text_equal(type, TEXT("boolean"))) {
        *value = (FeelValue){.kind = FEEL_BOOLEAN, .boolean = text_equal(text, TEXT("true"))};
        return value->boolean || text_equal(text, TEXT("false"));
    }
    if (text_equal(type, TEXT("decimal"))) {
        value->kind = FEEL_NUMBER;
        return decimal_parse(text, &value->number);
    }
    if (text_equal(type, TEXT("date"))) {
        value->kind = FEEL_DATE;
        return feel_date_parse(text, &value->moment);
    }
    if (text_equal(type, TEXT("time"))) {
        value->kind = FEEL_TIME;
        return feel_time_parse(arena, text, &value->moment);
    }
    if (text_equal(type, TEXT("dateTime"))) {
        value->kind = FEEL_DATE_TIME;
        return feel_date_time_parse(arena, text, &value->moment);
    }
    value->kind = FEEL_PERIOD;
    if (feel_period_parse(text, &value->months)) {
        return true;
    }
    value->kind = FEEL_DURATION;
    return feel_duration_parse(text, &value->seconds);
}

static bool is_scalar_type(Text type)
{
    static const char *const types[] = {"boolean", "decimal",  "date",
                                        "time",    "dateTime", "duration"};
    for (size_t i = 0; i < LENGTH_OF(types); i++) {
        if (text_equal(type, text_from(types[i]))) {
            return true;
        }
    }
    return false;
}

Outcome feel_value_read(Arena *arena, const json_t *json, Text where, FeelValue *value,
                        Problem *problem)
{
    const Text type = json_member_text(json, "t");
    const json_t *content = json_object_get(json, "v");
    if (text_equal(type, TEXT("null")) || (json_is_null(content) && type.length > 0)) {
        *value = (FeelValue){.kind = FEEL_NULL};
        return OK;
    }
    if (text_equal(type, TEXT("list")) && json_is_array(content)) {
        return read_list(arena, content, where, value, problem);
    }
    if (text_equal(type, TEXT("context")) && json_is_object(content)) {
        value->kind = FEEL_CONTEXT;
        return read_context(arena, content, where, &value->context, problem);
    }
    const Text text = content == NULL ? TEXT("") : scalar_text(arena, content);
    if (text_equal(type, TEXT("string")) && json_is_string(content)) {
        *value = (FeelValue){.kind = FEEL_STRING, .text = text};
        return OK;
    }
    if (is_scalar_type(type) && read_scalar(arena, type, text, value)) {
        return OK;
    }
    return problem_set(problem, INVALID, where, "inputs",
                       "expected {\"t\": type, \"v\": value} with type boolean, decimal, "
                       "string, date, time, dateTime, duration, list, context or null");
}

Outcome feel_inputs_read(Arena *arena, const json_t *json, const FeelContext **inputs,
                         Problem *problem)
{
    if (!json_is_object(json)) {
        return problem_set(problem, INVALID, TEXT("/"), "inputs",
                           "expected an object of values by name");
    }
    return read_context(arena, json, TEXT(""), inputs, problem);
}

void feel_value_write(JsonWriter *writer, Arena *arena, const FeelValue *value)
{
    json_object_open(writer);
    json_member(writer, "t", feel_kind_name(value->kind));
    json_key(writer, TEXT("v"));
    if (feel_is_null(value)) {
        json_write_null(writer);
    } else if (value->kind == FEEL_LIST) {
        json_array_open(writer);
        for (size_t i = 0; i < value->list->count; i++) {
            feel_value_write(writer, arena, &value->list->items[i]);
        }
        json_array_close(writer);
    } else if (value->kind == FEEL_CONTEXT) {
        json_object_open(writer);
        for (size_t i = 0; i < value->context->count; i++) {
            json_key(writer, value->context->items[i].name);
            feel_value_write(writer, arena, &value->context->items[i].value);
        }
        json_object_close(writer);
    } else {
        json_write_text(writer, feel_text(arena, value));
    }
    json_object_close(writer);
}
