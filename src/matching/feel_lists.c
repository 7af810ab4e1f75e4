/* SPDX-License-Identifier: EUPL-1.2 */
/* Built-in functions that make a list of lists. */
#include "matching/feel_library.h"

/* A value that is no list stands for the list of itself; null for none. */
static bool take_list(FeelEvaluator *evaluator, const FeelValue *value, FeelList *list)
{
    *list = (FeelList){0};
    if (value->kind == FEEL_LIST) {
        *list = *value->list;
    } else if (!feel_is_null(value)) {
        LIST_APPEND(evaluator->arena, list, *value);
    }
    return !feel_is_null(value) && feel_spend(evaluator, list->count);
}

static FeelValue no_list(FeelEvaluator *evaluator)
{
    return feel_error(evaluator, "expected a list");
}

static void append_all(FeelEvaluator *evaluator, FeelList *to, const FeelList *from)
{
    for (size_t i = 0; i < from->count; i++) {
        LIST_APPEND(evaluator->arena, to, from->items[i]);
    }
}

FeelValue feel_append(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    FeelList list;
    FeelList result = {0};
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    append_all(evaluator, &result, &list);
    for (size_t i = 1; i < count; i++) {
        LIST_APPEND(evaluator->arena, &result, arguments[i]);
    }
    return feel_list(evaluator, result);
}

FeelValue feel_concatenate(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    FeelList result = {0};
    for (size_t i = 0; i < count; i++) {
        FeelList list;
        if (!take_list(evaluator, &arguments[i], &list)) {
            return no_list(evaluator);
        }
        append_all(evaluator, &result, &list);
    }
    return count == 0 ? no_list(evaluator) : feel_list(evaluator, result);
}

static bool holds(FeelEvaluator *evaluator, const FeelList *list, const FeelValue *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (feel_equal(evaluator, &list->items[i], value) == TRUTH_TRUE) {
            return true;
        }
    }
    return false;
}

FeelValue feel_distinct(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    FeelList result = {0};
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (!holds(evaluator, &result, &list.items[i])) {
            LIST_APPEND(evaluator->arena, &result, list.items[i]);
        }
    }
    return feel_list(evaluator, result);
}

FeelValue feel_union(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    const FeelValue all = feel_concatenate(evaluator, arguments, count);
    return all.kind == FEEL_ERROR ? all : feel_distinct(evaluator, &all, 1);
}

static void flatten_into(FeelEvaluator *evaluator, FeelList *result, const FeelList *list)
{
    for (size_t i = 0; i < list->count && feel_spend(evaluator, 1); i++) {
        if (list->items[i].kind == FEEL_LIST) {
            flatten_into(evaluator, result, list->items[i].list);
        } else {
            LIST_APPEND(evaluator->arena, result, list->items[i]);
        }
    }
}

FeelValue feel_flatten(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    FeelList result = {0};
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    flatten_into(evaluator, &result, &list);
    return feel_list(evaluator, result);
}

FeelValue feel_index_of(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    FeelList result = {0};
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (feel_equal(evaluator, &list.items[i], &arguments[1]) == TRUTH_TRUE) {
            LIST_APPEND(evaluator->arena, &result, feel_integer((int64_t)i + 1));
        }
    }
    return feel_list(evaluator, result);
}

FeelValue feel_list_contains(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    return feel_boolean(holds(evaluator, &list, &arguments[1]));
}

/* A position as an index from 0; negative ones count from the end. */
static bool take_position(const FeelList *list, const FeelValue *value, size_t *index)
{
    int64_t position = 0;
    const int64_t count = (int64_t)list->count;
    if (value->kind != FEEL_NUMBER || !decimal_to_integer(value->number, &position) ||
        position == 0 || position > count || position < -count) {
        return false;
    }
    *index = (size_t)(position < 0 ? count + position : position - 1);
    return true;
}

static FeelValue no_position(FeelEvaluator *evaluator)
{
    return feel_error(evaluator, "the position lies outside the list");
}

FeelValue feel_insert_before(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    FeelList result = {0};
    size_t index = 0;
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    if (!take_position(&list, &arguments[1], &index)) {
        return no_position(evaluator);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (i == index) {
            LIST_APPEND(evaluator->arena, &result, arguments[2]);
        }
        LIST_APPEND(evaluator->arena, &result, list.items[i]);
    }
    return feel_list(evaluator, result);
}

FeelValue feel_remove(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    FeelList result = {0};
    size_t index = 0;
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    if (!take_position(&list, &arguments[1], &index)) {
        return no_position(evaluator);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (i != index) {
            LIST_APPEND(evaluator->arena, &result, list.items[i]);
        }
    }
    return feel_list(evaluator, result);
}

/* By position, or wherever a function of item and new item says true. */
FeelValue feel_list_replace(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    FeelList result = {0};
    size_t index = SIZE_MAX;
    const bool by_match = arguments[1].kind == FEEL_FUNCTION;
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    if (!by_match && !take_position(&list, &arguments[1], &index)) {
        return no_position(evaluator);
    }
    for (size_t i = 0; i < list.count; i++) {
        bool replaced = i == index;
        if (by_match) {
            const FeelValue pair[] = {list.items[i], arguments[2]};
            const FeelValue matches = feel_call(evaluator, &arguments[1], pair, 2);
            if (matches.kind != FEEL_BOOLEAN) {
                return feel_error(evaluator, "the match of list replace() is no boolean");
            }
            replaced = matches.boolean;
        }
        LIST_APPEND(evaluator->arena, &result, replaced ? arguments[2] : list.items[i]);
    }
    return feel_list(evaluator, result);
}

FeelValue feel_reverse(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    FeelList result = {0};
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    for (size_t i = list.count; i > 0; i--) {
        LIST_APPEND(evaluator->arena, &result, list.items[i - 1]);
    }
    return feel_list(evaluator, result);
}

FeelValue feel_sublist(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    FeelList list;
    FeelList result = {0};
    size_t start = 0;
    int64_t length = 0;
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    if (!take_position(&list, &arguments[1], &start)) {
        return no_position(evaluator);
    }
    size_t end = list.count;
    if (count > 2 && arguments[2].kind != FEEL_NULL) {
        if (arguments[2].kind != FEEL_NUMBER ||
            !decimal_to_integer(arguments[2].number, &length) || length < 0 ||
            (uint64_t)length > list.count - start) {
            return feel_error(evaluator, "the length lies outside the list");
        }
        end = start + (size_t)length;
    }
    for (size_t i = start; i < end; i++) {
        LIST_APPEND(evaluator->arena, &result, list.items[i]);
    }
    return feel_list(evaluator, result);
}

static bool comes_before(FeelEvaluator *evaluator, const FeelValue *precedes,
                         const FeelValue *a, const FeelValue *b, bool *failed)
{
    if (precedes == NULL) {
        int order = 0;
        *failed = *failed || !feel_order(a, b, &order);
        return order < 0;
    }
    const FeelValue pair[] = {*a, *b};
    const FeelValue before = feel_call(evaluator, precedes, pair, 2);
    *failed = *failed || before.kind != FEEL_BOOLEAN;
    return feel_is_true(&before);
}

/* Stable, one item inserted after the other; the steps bound its work. */
FeelValue feel_sort(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    FeelList list;
    if (!take_list(evaluator, &arguments[0], &list)) {
        return no_list(evaluator);
    }
    const FeelValue *precedes = count > 1 ? &arguments[1] : NULL;
    FeelList result = {.items = ARENA_ARRAY(evaluator->arena, FeelValue, list.count),
                       .count = list.count};
    bool failed = false;
    for (size_t i = 0; i < list.count; i++) {
        size_t at = i;
        while (at > 0 && comes_before(evaluator, precedes, &list.items[i],
                                      &result.items[at - 1], &failed)) {
            result.items[at] = result.items[at - 1];
            at--;
        }
        result.items[at] = list.items[i];
        if (failed || !feel_spend(evaluator, i - at + 1)) {
            return feel_error(evaluator, "the items of the list cannot be put in order");
        }
    }
    return feel_list(evaluator, result);
}
