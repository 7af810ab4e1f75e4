/* SPDX-License-Identifier: EUPL-1.2 */
/* Built-in functions over contexts and ranges, and those of logic. */
#include "matching/feel_library.h"

static FeelValue keep_context(FeelEvaluator *evaluator, FeelContext context)
{
    FeelContext *kept = ARENA_NEW(evaluator->arena, FeelContext);
    *kept = context;
    return (FeelValue){.kind = FEEL_CONTEXT, .context = kept};
}

static void put(FeelEvaluator *evaluator, FeelContext *context, Text name,
                const FeelValue *value)
{
    for (size_t i = 0; i < context->count; i++) {
        if (text_equal(context->items[i].name, name)) {
            context->items[i].value = *value;
            return;
        }
    }
    LIST_APPEND(evaluator->arena, context, (FeelEntry){name, *value});
}

/* A copy that can be changed. */
static FeelContext copy(FeelEvaluator *evaluator, const FeelContext *context)
{
    FeelContext result = {0};
    for (size_t i = 0; i < context->count; i++) {
        LIST_APPEND(evaluator->arena, &result, context->items[i]);
    }
    return result;
}

static FeelList one_or_list(FeelEvaluator *evaluator, const FeelValue *value)
{
    FeelList list = {0};
    if (value->kind == FEEL_LIST) {
        return *value->list;
    }
    LIST_APPEND(evaluator->arena, &list, *value);
    return list;
}

FeelValue feel_context(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    const FeelList entries = one_or_list(evaluator, &arguments[0]);
    FeelContext context = {0};
    for (size_t i = 0; i < entries.count; i++) {
        const bool is_context = entries.items[i].kind == FEEL_CONTEXT;
        const FeelValue *key =
            is_context ? feel_entry(entries.items[i].context, TEXT("key")) : NULL;
        const FeelValue *value =
            is_context ? feel_entry(entries.items[i].context, TEXT("value")) : NULL;
        if (key == NULL || value == NULL || key->kind != FEEL_STRING ||
            feel_entry(&context, key->text) != NULL || !feel_spend(evaluator, i)) {
            return feel_error(evaluator, "context() wants entries of a new key and a value");
        }
        put(evaluator, &context, key->text, value);
    }
    return keep_context(evaluator, context);
}

/* Puts the value at the end of a path of keys, copying each context on the way. */
static FeelValue put_along(FeelEvaluator *evaluator, const FeelValue *context,
                           const FeelList *keys, size_t at, const FeelValue *value)
{
    if (context->kind != FEEL_CONTEXT || at >= keys->count ||
        keys->items[at].kind != FEEL_STRING) {
        return feel_error(evaluator, "context put() wants a context and keys");
    }
    FeelContext changed = copy(evaluator, context->context);
    FeelValue placed = *value;
    if (at + 1 < keys->count) {
        const FeelValue *inner = feel_entry(context->context, keys->items[at].text);
        const FeelValue none = {.kind = FEEL_NULL};
        placed = put_along(evaluator, inner == NULL ? &none : inner, keys, at + 1, value);
        if (placed.kind == FEEL_ERROR) {
            return placed;
        }
    }
    put(evaluator, &changed, keys->items[at].text, &placed);
    return keep_context(evaluator, changed);
}

FeelValue feel_context_put(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    const FeelList keys = one_or_list(evaluator, &arguments[1]);
    if (keys.count > FEEL_MAX_DEPTH) {
        return feel_error(evaluator, "too many keys");
    }
    return put_along(evaluator, &arguments[0], &keys, 0, &arguments[2]);
}

FeelValue feel_context_put_one(FeelEvaluator *evaluator, const FeelValue *arguments,
                               size_t count)
{
    return arguments[1].kind == FEEL_STRING
               ? feel_context_put(evaluator, arguments, count)
               : feel_error(evaluator, "the key of context put() is a string");
}

FeelValue feel_context_merge(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    const FeelList contexts = one_or_list(evaluator, &arguments[0]);
    FeelContext merged = {0};
    for (size_t i = 0; i < contexts.count; i++) {
        if (contexts.items[i].kind != FEEL_CONTEXT) {
            return feel_error(evaluator, "context merge() wants contexts");
        }
        const FeelContext *context = contexts.items[i].context;
        for (size_t j = 0; j < context->count; j++) {
            if (!feel_spend(evaluator, merged.count)) {
                return feel_error(evaluator, "too many steps");
            }
            put(evaluator, &merged, context->items[j].name, &context->items[j].value);
        }
    }
    return keep_context(evaluator, merged);
}

FeelValue feel_get_entries(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    if (arguments[0].kind != FEEL_CONTEXT) {
        return feel_error(evaluator, "get entries() wants a context");
    }
    FeelList entries = {0};
    for (size_t i = 0; i < arguments[0].context->count; i++) {
        const FeelEntry *entry = &arguments[0].context->items[i];
        FeelContext pair = {0};
        LIST_APPEND(evaluator->arena, &pair,
                    (FeelEntry){TEXT("key"), feel_string(entry->name)});
        LIST_APPEND(evaluator->arena, &pair, (FeelEntry){TEXT("value"), entry->value});
        LIST_APPEND(evaluator->arena, &entries, keep_context(evaluator, pair));
    }
    return feel_list(evaluator, entries);
}

FeelValue feel_get_value(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    const FeelList keys = one_or_list(evaluator, &arguments[1]);
    FeelValue value = arguments[0];
    for (size_t i = 0; i < keys.count; i++) {
        if (value.kind != FEEL_CONTEXT || keys.items[i].kind != FEEL_STRING) {
            return feel_error(evaluator, "get value() wants a context and keys");
        }
        const FeelValue *entry = feel_entry(value.context, keys.items[i].text);
        value = entry == NULL ? (FeelValue){.kind = FEEL_NULL} : *entry;
    }
    return keys.count == 0 ? feel_error(evaluator, "get value() wants a key") : value;
}

static bool zones_are_same(const FeelZone *a, const FeelZone *b)
{
    return a->kind == b->kind && a->offset == b->offset && text_equal(a->name, b->name);
}

/* The same value of the same kind: "=" without moving to another time zone. */
FeelValue feel_is(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    const FeelValue *a = &arguments[0];
    const FeelValue *b = &arguments[1];
    if (feel_is_null(a) || feel_is_null(b)) {
        return feel_boolean(feel_is_null(a) && feel_is_null(b));
    }
    if (a->kind != b->kind) {
        return feel_boolean(false);
    }
    if (a->kind == FEEL_TIME || a->kind == FEEL_DATE_TIME) {
        return feel_boolean(a->moment.day == b->moment.day &&
                            a->moment.nanosecond == b->moment.nanosecond &&
                            zones_are_same(&a->moment.zone, &b->moment.zone));
    }
    return feel_boolean(feel_equal(evaluator, a, b) == TRUTH_TRUE);
}

FeelValue feel_not(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    if (arguments[0].kind == FEEL_BOOLEAN) {
        return feel_boolean(!arguments[0].boolean);
    }
    return feel_is_null(&arguments[0]) ? arguments[0]
                                       : feel_error(evaluator, "not() wants a boolean");
}

/* -------------------------------------------------------------------------------- range */

static bool is_end_function(Text name)
{
    static const char *const names[] = {"date", "time", "date and time", "duration"};
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (text_equal(name, text_from(names[i]))) {
            return true;
        }
    }
    return false;
}

/* The ends of range("..") are literals: a number, a string, @"..", date("..") and the like. */
static bool is_end_literal(const FeelNode *node)
{
    if (node->kind == NODE_NEGATE) {
        return node->first->kind == NODE_LITERAL;
    }
    if (node->kind != NODE_CALL) {
        return node->kind == NODE_LITERAL;
    }
    const FeelNode *argument = node->second->first;
    if (node->first->kind != NODE_NAME || !is_end_function(node->first->name)) {
        return false;
    }
    for (; argument != NULL; argument = argument->next) {
        if (argument->first->kind != NODE_LITERAL) {
            return false;
        }
    }
    return true;
}

/* "[1..3]" as FEEL text; an end left out ("(..3]") is parsed as null and marked absent. */
static FeelValue parse_range(FeelEvaluator *evaluator, Text text)
{
    const FeelNode *node = NULL;
    if (feel_parse(evaluator->arena, text, NULL, &node, NULL) != OK ||
        node->kind != NODE_RANGE || !is_end_literal(node->first) ||
        !is_end_literal(node->second)) {
        return feel_error(evaluator, "range() wants a range of literals: \"[1..3]\"");
    }
    return feel_evaluate(evaluator->arena, node, NULL);
}

static FeelValue range_with_absent_end(FeelEvaluator *evaluator, Text before, Text after)
{
    const bool no_start = before.length == 1;
    const Text text =
        text_format(evaluator->arena, "%.*s%s..%s%.*s", TEXT_ARG(before),
                    no_start ? "null" : "", no_start ? "" : "null", TEXT_ARG(after));
    FeelValue value = parse_range(evaluator, text);
    if (value.kind != FEEL_RANGE) {
        return value;
    }
    FeelRange *range = ARENA_NEW(evaluator->arena, FeelRange);
    *range = *value.range;
    FeelEnd *end = no_start ? &range->from_end : &range->to_end;
    if (*end == END_CLOSED) {
        return feel_error(evaluator, "the side of a range without end is open");
    }
    *end = END_ABSENT;
    value.range = range;
    return value;
}

static bool ends_fit(const FeelRange *range)
{
    int order = 0;
    if (range->from_end == END_ABSENT || range->to_end == END_ABSENT ||
        feel_is_null(&range->from) != feel_is_null(&range->to)) {
        return true;
    }
    return feel_order(&range->from, &range->to, &order) && order <= 0;
}

FeelValue feel_range_from(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    if (arguments[0].kind != FEEL_STRING) {
        return feel_error(evaluator, "range() wants a string");
    }
    const Text text = text_trim(arguments[0].text);
    const size_t dots = text_find(text, TEXT(".."), 0);
    const Text before = text_trim(text_slice(text, 0, dots));
    const Text after = text_trim(text_slice(text, dots + 2, text.length));
    const bool absent = (before.length == 1) != (after.length == 1);
    const FeelValue value =
        absent ? range_with_absent_end(evaluator, before, after) : parse_range(evaluator, text);
    if (value.kind == FEEL_RANGE && !ends_fit(value.range)) {
        return feel_error(evaluator, "the ends of the range are not in order");
    }
    return value;
}
