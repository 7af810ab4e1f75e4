/* SPDX-License-Identifier: EUPL-1.2 */
/* Built-in functions that make one value of a list. */
#include "matching/feel_library.h"

/* The list of an aggregate: a list, or one value in the place of a list of one. */
static bool take_list(FeelEvaluator *evaluator, const FeelValue *argument, FeelList *list)
{
    if (argument->kind == FEEL_LIST) {
        *list = *argument->list;
        return feel_spend(evaluator, list->count);
    }
    if (feel_is_null(argument)) {
        return false;
    }
    *list = (FeelList){0};
    LIST_APPEND(evaluator->arena, list, *argument);
    return true;
}

static FeelValue no_list(FeelEvaluator *evaluator, const FeelValue *argument)
{
    return argument->kind == FEEL_ERROR ? *argument : feel_error(evaluator, "expected a list");
}

static bool take_numbers(FeelEvaluator *evaluator, const FeelValue *argument, FeelList *list)
{
    if (!take_list(evaluator, argument, list)) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind != FEEL_NUMBER) {
            return false;
        }
    }
    return true;
}

static FeelValue no_numbers(FeelEvaluator *evaluator)
{
    return feel_error(evaluator, "expected a list of numbers");
}

/* All or any: one value decides, otherwise what is no boolean leaves it unknown. */
static FeelValue quantify(FeelEvaluator *evaluator, const FeelValue *argument, bool decides)
{
    FeelList list;
    if (!take_list(evaluator, argument, &list)) {
        return no_list(evaluator, argument);
    }
    FeelValue result = feel_boolean(!decides);
    for (size_t i = 0; i < list.count; i++) {
        const FeelValue *item = &list.items[i];
        if (item->kind == FEEL_BOOLEAN && item->boolean == decides) {
            return *item;
        }
        if (feel_is_null(item)) {
            result = *item;
        } else if (item->kind != FEEL_BOOLEAN) {
            result = feel_error(evaluator, "expected booleans");
        }
    }
    return result;
}

FeelValue feel_all(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    return quantify(evaluator, &arguments[0], false);
}

FeelValue feel_any(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    return quantify(evaluator, &arguments[0], true);
}

FeelValue feel_count(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    return take_list(evaluator, &arguments[0], &list) ? feel_integer((int64_t)list.count)
                                                      : no_list(evaluator, &arguments[0]);
}

static FeelValue extreme(FeelEvaluator *evaluator, const FeelValue *argument, int side)
{
    FeelList list;
    if (!take_list(evaluator, argument, &list)) {
        return no_list(evaluator, argument);
    }
    if (list.count == 0) {
        return (FeelValue){.kind = FEEL_NULL};
    }
    FeelValue best = list.items[0];
    for (size_t i = 0; i < list.count; i++) {
        int order = 0;
        if (!feel_order(&list.items[i], &best, &order)) {
            return feel_error(evaluator, "the items of the list cannot be compared");
        }
        best = order * side > 0 ? list.items[i] : best;
    }
    return best;
}

FeelValue feel_min(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    return extreme(evaluator, &arguments[0], -1);
}

FeelValue feel_max(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    return extreme(evaluator, &arguments[0], 1);
}

/* Adds or multiplies the items one after the other. */
static FeelValue fold(FeelEvaluator *evaluator, const FeelList *list, FeelNodeKind operation)
{
    FeelValue result = list->items[0];
    for (size_t i = 1; i < list->count; i++) {
        result = feel_arithmetic(evaluator, operation, result, list->items[i]);
    }
    return result;
}

static bool is_summable(const FeelList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const FeelKind kind = list->items[i].kind;
        if (kind != list->items[0].kind ||
            (kind != FEEL_NUMBER && kind != FEEL_DURATION && kind != FEEL_PERIOD)) {
            return false;
        }
    }
    return true;
}

FeelValue feel_sum(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    if (!take_list(evaluator, &arguments[0], &list) || !is_summable(&list)) {
        return no_numbers(evaluator);
    }
    return list.count == 0 ? (FeelValue){.kind = FEEL_NULL} : fold(evaluator, &list, NODE_ADD);
}

FeelValue feel_product(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    if (!take_numbers(evaluator, &arguments[0], &list)) {
        return no_numbers(evaluator);
    }
    return list.count == 0 ? (FeelValue){.kind = FEEL_NULL}
                           : fold(evaluator, &list, NODE_MULTIPLY);
}

FeelValue feel_mean(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    if (!take_list(evaluator, &arguments[0], &list) || !is_summable(&list)) {
        return no_numbers(evaluator);
    }
    if (list.count == 0) {
        return (FeelValue){.kind = FEEL_NULL};
    }
    return feel_arithmetic(evaluator, NODE_DIVIDE, fold(evaluator, &list, NODE_ADD),
                           feel_integer((int64_t)list.count));
}

/* A copy of numbers in order. Counting steps bounds the work of this insertion sort. */
static bool sort_numbers(FeelEvaluator *evaluator, FeelList *list)
{
    FeelValue *items = ARENA_ARRAY(evaluator->arena, FeelValue, list->count);
    for (size_t i = 0; i < list->count; i++) {
        size_t at = i;
        while (at > 0 && decimal_compare(items[at - 1].number, list->items[i].number) > 0) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = list->items[i];
        if (!feel_spend(evaluator, i - at)) {
            return false;
        }
    }
    list->items = items;
    return true;
}

FeelValue feel_median(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    if (!take_numbers(evaluator, &arguments[0], &list) || !sort_numbers(evaluator, &list)) {
        return no_numbers(evaluator);
    }
    if (list.count == 0) {
        return (FeelValue){.kind = FEEL_NULL};
    }
    const FeelValue upper = list.items[list.count / 2];
    if (list.count % 2 == 1) {
        return upper;
    }
    const FeelValue lower = list.items[list.count / 2 - 1];
    return feel_arithmetic(evaluator, NODE_DIVIDE,
                           feel_arithmetic(evaluator, NODE_ADD, lower, upper), feel_integer(2));
}

FeelValue feel_mode(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    if (!take_numbers(evaluator, &arguments[0], &list) || !sort_numbers(evaluator, &list)) {
        return no_numbers(evaluator);
    }
    FeelList modes = {0};
    size_t best = 0;
    size_t run = 0;
    for (size_t i = 0; i < list.count; i++) {
        const bool same =
            i > 0 && decimal_compare(list.items[i].number, list.items[i - 1].number) == 0;
        run = same ? run + 1 : 1;
        if (run > best) {
            best = run;
            modes.count = 0;
        }
        if (run == best) {
            LIST_APPEND(evaluator->arena, &modes, list.items[i]);
        }
    }
    return feel_list(evaluator, modes);
}

/* The deviation of a sample: divided by one less than its size. */
FeelValue feel_stddev(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelList list;
    if (!take_numbers(evaluator, &arguments[0], &list) || list.count < 2) {
        return no_numbers(evaluator);
    }
    const FeelValue mean = feel_mean(evaluator, arguments, 1);
    FeelValue squares = feel_integer(0);
    for (size_t i = 0; i < list.count; i++) {
        const FeelValue gap = feel_arithmetic(evaluator, NODE_SUBTRACT, list.items[i], mean);
        const FeelValue square = feel_arithmetic(evaluator, NODE_MULTIPLY, gap, gap);
        squares = feel_arithmetic(evaluator, NODE_ADD, squares, square);
    }
    const FeelValue variance =
        feel_arithmetic(evaluator, NODE_DIVIDE, squares, feel_integer((int64_t)list.count - 1));
    return feel_sqrt(evaluator, &variance, 1);
}
