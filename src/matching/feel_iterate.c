/* SPDX-License-Identifier: EUPL-1.2 */
/* for, some, every, and filters: what goes through a list. */
#include "matching/feel_functions.h"

static const FeelValue NOTHING = {.kind = FEEL_NULL};

typedef struct Iteration {
    const FeelNode *node;
    FeelList results;
    FeelValue partial; /* what `for` has returned so far */
    FeelValue problem; /* FEEL_ERROR when a list cannot be gone through */
} Iteration;

static FeelValue step_from(FeelEvaluator *evaluator, const FeelValue *at, int direction)
{
    const FeelValue one = at->kind == FEEL_DATE
                              ? (FeelValue){.kind = FEEL_DURATION,
                                            .seconds = decimal_from_integer(direction * 86400)}
                              : feel_integer(direction);
    return feel_arithmetic(evaluator, NODE_ADD, *at, one);
}

/* The values from one to the other, both included, upwards or downwards. */
static FeelValue expand(FeelEvaluator *evaluator, FeelValue from, const FeelValue *to)
{
    int order = 0;
    if ((from.kind != FEEL_NUMBER && from.kind != FEEL_DATE) ||
        !feel_order(&from, to, &order)) {
        return feel_error(evaluator, "cannot go from %.*s to %.*s",
                          TEXT_ARG(feel_kind_name(from.kind)),
                          TEXT_ARG(feel_kind_name(to->kind)));
    }
    FeelList list = {0};
    const int direction = order > 0 ? -1 : 1;
    while (order * direction <= 0) {
        if (!feel_spend(evaluator, 1)) {
            return feel_error(evaluator, "too many steps");
        }
        LIST_APPEND(evaluator->arena, &list, from);
        from = step_from(evaluator, &from, direction);
        if (!feel_order(&from, to, &order)) {
            break;
        }
    }
    return feel_list(evaluator, list);
}

static FeelValue expand_range(FeelEvaluator *evaluator, const FeelRange *range)
{
    FeelValue from = range->from;
    FeelValue to = range->to;
    if (range->from_end == END_OPEN) {
        from = step_from(evaluator, &from, 1);
    }
    if (range->to_end == END_OPEN) {
        to = step_from(evaluator, &to, -1);
    }
    return expand(evaluator, from, &to);
}

static FeelValue iterator_values(FeelEvaluator *evaluator, const FeelNode *iterator,
                                 const FeelFrame *scope)
{
    const FeelValue value = feel_evaluate_node(evaluator, iterator->first, scope);
    if (iterator->second != NULL) {
        const FeelValue to = feel_evaluate_node(evaluator, iterator->second, scope);
        return expand(evaluator, value, &to);
    }
    if (value.kind == FEEL_RANGE) {
        return expand_range(evaluator, value.range);
    }
    if (value.kind == FEEL_LIST || feel_is_null(&value)) {
        return value;
    }
    FeelList single = {0};
    LIST_APPEND(evaluator->arena, &single, value);
    return feel_list(evaluator, single);
}

/* Binds the iterators from `iterator` on, in every combination, and evaluates the body. */
static void iterate(FeelEvaluator *evaluator, Iteration *iteration, const FeelNode *iterator,
                    const FeelFrame *scope)
{
    if (iterator == NULL) {
        FeelList *so_far = ARENA_NEW(evaluator->arena, FeelList);
        *so_far = iteration->results;
        FeelFrame *frame = ARENA_NEW(evaluator->arena, FeelFrame);
        *frame = (FeelFrame){
            .name = TEXT("partial"),
            .value = {.kind = FEEL_LIST, .list = so_far},
            .outer = scope
        };
        LIST_APPEND(evaluator->arena, &iteration->results,
                    feel_evaluate_node(evaluator, iteration->node->second, frame));
        return;
    }
    const FeelValue values = iterator_values(evaluator, iterator, scope);
    if (values.kind != FEEL_LIST) {
        iteration->problem = values;
        if (values.kind == FEEL_NULL) {
            iteration->problem = feel_error(evaluator, "there is no list to go through");
        }
        return;
    }
    for (size_t i = 0; i < values.list->count && evaluator->steps > 0; i++) {
        FeelFrame *frame = ARENA_NEW(evaluator->arena, FeelFrame);
        *frame =
            (FeelFrame){.name = iterator->name, .value = values.list->items[i], .outer = scope};
        iterate(evaluator, iteration, iterator->next, frame);
    }
}

FeelValue feel_evaluate_iteration(FeelEvaluator *evaluator, const FeelNode *node,
                                  const FeelFrame *scope)
{
    Iteration iteration = {.node = node};
    iterate(evaluator, &iteration, node->first, scope);
    if (evaluator->steps == 0) {
        return feel_error(evaluator, "too many steps");
    }
    if (iteration.problem.kind == FEEL_ERROR) {
        return iteration.problem;
    }
    if (node->kind == NODE_FOR) {
        return feel_list(evaluator, iteration.results);
    }
    const FeelTruth decides = node->kind == NODE_SOME ? TRUTH_TRUE : TRUTH_FALSE;
    FeelValue result = feel_boolean(decides != TRUTH_TRUE);
    for (size_t i = 0; i < iteration.results.count; i++) {
        const FeelValue *value = &iteration.results.items[i];
        if (feel_truth_of(value) == decides) {
            return *value;
        }
        result = feel_truth_of(value) == TRUTH_UNKNOWN ? *value : result;
    }
    return feel_is_null(&result) || result.kind == FEEL_BOOLEAN
               ? result
               : feel_error(evaluator, "“satisfies” wants a boolean");
}

/* ------------------------------------------------------------------------------ filters */

static FeelValue item_at(const FeelList *list, Decimal position)
{
    int64_t index = 0;
    if (!decimal_to_integer(position, &index)) {
        return NOTHING;
    }
    const int64_t count = (int64_t)list->count;
    index = index < 0 ? count + index : index - 1;
    return index >= 0 && index < count ? list->items[index] : NOTHING;
}

static FeelFrame *item_scope(FeelEvaluator *evaluator, const FeelValue *item,
                             const FeelFrame *scope)
{
    FeelFrame *frame = ARENA_NEW(evaluator->arena, FeelFrame);
    *frame = (FeelFrame){.name = TEXT("item"), .value = *item, .outer = scope};
    if (item->kind != FEEL_CONTEXT) {
        return frame;
    }
    FeelFrame *inner = ARENA_NEW(evaluator->arena, FeelFrame);
    *inner = (FeelFrame){.context = item->context, .outer = frame};
    return inner;
}

static FeelValue filter_items(FeelEvaluator *evaluator, const FeelNode *test,
                              const FeelList *list, const FeelFrame *scope)
{
    FeelList kept = {0};
    for (size_t i = 0; i < list->count; i++) {
        const FeelValue holds =
            feel_evaluate_node(evaluator, test, item_scope(evaluator, &list->items[i], scope));
        if (holds.kind == FEEL_NUMBER) {
            return item_at(list, holds.number);
        }
        if (holds.kind != FEEL_BOOLEAN && !feel_is_null(&holds)) {
            return feel_error(evaluator, "a filter is a boolean or a position, not %.*s",
                              TEXT_ARG(feel_kind_name(holds.kind)));
        }
        if (feel_is_true(&holds)) {
            LIST_APPEND(evaluator->arena, &kept, list->items[i]);
        }
    }
    return feel_list(evaluator, kept);
}

FeelValue feel_evaluate_filter(FeelEvaluator *evaluator, const FeelNode *node,
                               const FeelFrame *scope)
{
    FeelValue value = feel_evaluate_node(evaluator, node->first, scope);
    FeelList single = {0};
    if (value.kind == FEEL_LIST) {
        single = *value.list;
    } else if (!feel_is_null(&value)) {
        LIST_APPEND(evaluator->arena, &single, value);
    }
    if (node->second->kind == NODE_LITERAL && node->second->value.kind == FEEL_NUMBER) {
        return item_at(&single, node->second->value.number);
    }
    return filter_items(evaluator, node->second, &single, scope);
}
