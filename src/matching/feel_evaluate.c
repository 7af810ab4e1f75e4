/* SPDX-License-Identifier: EUPL-1.2 */
/* Walks the tree of an expression. Errors are values, so nothing here has to stop early. */
#include "matching/feel_functions.h"

enum { MOST_CALLS = 100 };

static FeelValue evaluate(FeelEvaluator *evaluator, const FeelNode *node,
                          const FeelFrame *scope);

static const FeelValue NOTHING = {.kind = FEEL_NULL};

bool feel_spend(FeelEvaluator *evaluator, size_t cost)
{
    if (cost >= (size_t)evaluator->steps) {
        evaluator->steps = 0;
        return false;
    }
    evaluator->steps -= (int)cost;
    return true;
}

static FeelValue evaluate_name(FeelEvaluator *evaluator, Text name, const FeelFrame *scope)
{
    for (const FeelFrame *frame = scope; frame != NULL; frame = frame->outer) {
        if (frame->context != NULL) {
            const FeelValue *entry = feel_entry(frame->context, name);
            if (entry != NULL) {
                return *entry;
            }
        } else if (text_equal(frame->name, name)) {
            return frame->value;
        }
    }
    for (size_t i = 0; i < feel_builtin_count(); i++) {
        if (text_equal(feel_builtin_at(i)->name, name)) {
            FeelFunction *function = ARENA_NEW(evaluator->arena, FeelFunction);
            function->builtin = feel_builtin_at(i);
            return (FeelValue){.kind = FEEL_FUNCTION, .function = function};
        }
    }
    return feel_error(evaluator, "the name “%.*s” is not known", TEXT_ARG(name));
}

static FeelValue evaluate_list(FeelEvaluator *evaluator, const FeelNode *node,
                               const FeelFrame *scope)
{
    FeelList list = {0};
    for (const FeelNode *item = node->first; item != NULL; item = item->next) {
        LIST_APPEND(evaluator->arena, &list, evaluate(evaluator, item->first, scope));
    }
    return feel_list(evaluator, list);
}

/* Each entry sees the ones before it. */
static FeelValue evaluate_context(FeelEvaluator *evaluator, const FeelNode *node,
                                  const FeelFrame *scope)
{
    FeelContext *context = ARENA_NEW(evaluator->arena, FeelContext);
    FeelFrame *frame = ARENA_NEW(evaluator->arena, FeelFrame);
    *frame = (FeelFrame){.context = context, .outer = scope};
    for (const FeelNode *entry = node->first; entry != NULL; entry = entry->next) {
        if (feel_entry(context, entry->name) != NULL) {
            return feel_error(evaluator, "the entry “%.*s” is given twice",
                              TEXT_ARG(entry->name));
        }
        const FeelValue value = evaluate(evaluator, entry->first, frame);
        LIST_APPEND(evaluator->arena, context, (FeelEntry){entry->name, value});
    }
    return (FeelValue){.kind = FEEL_CONTEXT, .context = context};
}

static FeelValue make_range(FeelEvaluator *evaluator, FeelRange range)
{
    FeelRange *kept = ARENA_NEW(evaluator->arena, FeelRange);
    *kept = range;
    return (FeelValue){.kind = FEEL_RANGE, .range = kept};
}

static FeelValue evaluate_range(FeelEvaluator *evaluator, const FeelNode *node,
                                const FeelFrame *scope)
{
    return make_range(evaluator, (FeelRange){evaluate(evaluator, node->first, scope),
                                             evaluate(evaluator, node->second, scope),
                                             node->from_end, node->to_end});
}

/* A test standing alone is the range it describes: (<= 10). */
static FeelValue evaluate_test(FeelEvaluator *evaluator, const FeelNode *node,
                               const FeelFrame *scope)
{
    const FeelValue bound = evaluate(evaluator, node->first, scope);
    switch (node->comparison) {
    case IS_EQUAL:
        return make_range(evaluator, (FeelRange){bound, bound, END_CLOSED, END_CLOSED});
    case IS_LESS:
        return make_range(evaluator, (FeelRange){NOTHING, bound, END_ABSENT, END_OPEN});
    case IS_AT_MOST:
        return make_range(evaluator, (FeelRange){NOTHING, bound, END_ABSENT, END_CLOSED});
    case IS_MORE:
        return make_range(evaluator, (FeelRange){bound, NOTHING, END_OPEN, END_ABSENT});
    case IS_AT_LEAST:
        return make_range(evaluator, (FeelRange){bound, NOTHING, END_CLOSED, END_ABSENT});
    case IS_NOT_EQUAL:
        break;
    }
    return feel_error(evaluator, "“!=” has a meaning only after “in”");
}

static FeelTruth truth_of(const FeelValue *value)
{
    if (value->kind != FEEL_BOOLEAN) {
        return TRUTH_UNKNOWN;
    }
    return value->boolean ? TRUTH_TRUE : TRUTH_FALSE;
}

/* Kleene's tables; what is no boolean counts as unknown, and an error stays told. */
static FeelValue evaluate_logic(FeelEvaluator *evaluator, const FeelNode *node,
                                const FeelFrame *scope)
{
    const FeelTruth decides = node->kind == NODE_AND ? TRUTH_FALSE : TRUTH_TRUE;
    const FeelValue left = evaluate(evaluator, node->first, scope);
    if (truth_of(&left) == decides) {
        return left;
    }
    const FeelValue right = evaluate(evaluator, node->second, scope);
    if (truth_of(&right) == decides) {
        return right;
    }
    if (truth_of(&left) != TRUTH_UNKNOWN && truth_of(&right) != TRUTH_UNKNOWN) {
        return right;
    }
    const FeelValue *open = truth_of(&left) == TRUTH_UNKNOWN ? &left : &right;
    if (feel_is_null(open)) {
        return *open;
    }
    return feel_error(evaluator, "“and” and “or” join booleans, not %.*s",
                      TEXT_ARG(feel_kind_name(open->kind)));
}

static FeelValue evaluate_between(FeelEvaluator *evaluator, const FeelNode *node,
                                  const FeelFrame *scope)
{
    const FeelValue value = evaluate(evaluator, node->first, scope);
    const FeelValue from = evaluate(evaluator, node->second, scope);
    const FeelValue to = evaluate(evaluator, node->third, scope);
    const FeelValue above = feel_compare(evaluator, IS_AT_LEAST, &value, &from);
    const FeelValue below = feel_compare(evaluator, IS_AT_MOST, &value, &to);
    if (above.kind != FEEL_BOOLEAN || below.kind != FEEL_BOOLEAN) {
        return above.kind == FEEL_BOOLEAN ? below : above;
    }
    return feel_boolean(above.boolean && below.boolean);
}

static bool mentions_value(const FeelNode *node)
{
    if (node == NULL) {
        return false;
    }
    if (node->kind == NODE_NAME && text_equal(node->name, TEXT("?"))) {
        return true;
    }
    return mentions_value(node->first) || mentions_value(node->second) ||
           mentions_value(node->third) || mentions_value(node->next);
}

/* One test of `in`. "?" stands for the value tested. */
static FeelValue holds_test(FeelEvaluator *evaluator, const FeelNode *test,
                            const FeelFrame *scope, const FeelValue *value)
{
    FeelFrame *frame = ARENA_NEW(evaluator->arena, FeelFrame);
    *frame = (FeelFrame){.name = TEXT("?"), .value = *value, .outer = scope};
    if (test->kind == NODE_TEST) {
        const FeelValue bound = evaluate(evaluator, test->first, frame);
        return feel_compare(evaluator, test->comparison, value, &bound);
    }
    const FeelValue expected = evaluate(evaluator, test, frame);
    if (expected.kind == FEEL_BOOLEAN && mentions_value(test)) {
        return expected;
    }
    const FeelTruth truth = feel_in(evaluator, value, &expected);
    if (truth == TRUTH_UNKNOWN && value->kind != FEEL_NULL && expected.kind != FEEL_RANGE) {
        return feel_error(evaluator, "cannot test %.*s against %.*s",
                          TEXT_ARG(feel_kind_name(value->kind)),
                          TEXT_ARG(feel_kind_name(expected.kind)));
    }
    return feel_truth_value(truth);
}

static FeelValue evaluate_in(FeelEvaluator *evaluator, const FeelNode *node,
                             const FeelFrame *scope)
{
    const FeelValue value = evaluate(evaluator, node->first, scope);
    if (node->second->kind != NODE_TESTS) {
        return holds_test(evaluator, node->second, scope, &value);
    }
    FeelValue result = feel_boolean(false);
    for (const FeelNode *test = node->second->first; test != NULL; test = test->next) {
        const FeelValue holds = holds_test(evaluator, test->first, scope, &value);
        if (feel_is_true(&holds)) {
            return holds;
        }
        result = holds.kind == FEEL_BOOLEAN ? result : holds;
    }
    return result;
}

/* ---------------------------------------------------------------------------- iteration */

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
    const FeelValue value = evaluate(evaluator, iterator->first, scope);
    if (iterator->second != NULL) {
        const FeelValue to = evaluate(evaluator, iterator->second, scope);
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
                    evaluate(evaluator, iteration->node->second, frame));
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

static FeelValue evaluate_iteration(FeelEvaluator *evaluator, const FeelNode *node,
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
        if (truth_of(value) == decides) {
            return *value;
        }
        result = truth_of(value) == TRUTH_UNKNOWN ? *value : result;
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
            evaluate(evaluator, test, item_scope(evaluator, &list->items[i], scope));
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

static FeelValue evaluate_filter(FeelEvaluator *evaluator, const FeelNode *node,
                                 const FeelFrame *scope)
{
    FeelValue value = evaluate(evaluator, node->first, scope);
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

/* -------------------------------------------------------------------------------- calls */

FeelValue feel_call(FeelEvaluator *evaluator, const FeelValue *function,
                    const FeelValue *arguments, size_t count)
{
    if (function->kind != FEEL_FUNCTION) {
        return feel_error(evaluator, "%.*s is no function",
                          TEXT_ARG(feel_kind_name(function->kind)));
    }
    if (function->function->builtin != NULL) {
        return feel_call_builtin(evaluator, function->function->builtin->name, arguments, NULL,
                                 count);
    }
    const FeelFrame *scope = function->function->scope;
    size_t given = 0;
    const FeelNode *parameter = function->function->node->first;
    for (; parameter != NULL && given < count; parameter = parameter->next) {
        FeelFrame *frame = ARENA_NEW(evaluator->arena, FeelFrame);
        *frame =
            (FeelFrame){.name = parameter->name, .value = arguments[given++], .outer = scope};
        if (parameter->first != NULL && !feel_is_null(&frame->value) &&
            !feel_is_instance(&frame->value, parameter->first)) {
            return feel_error(evaluator, "the argument “%.*s” is of another type",
                              TEXT_ARG(parameter->name));
        }
        scope = frame;
    }
    if (parameter != NULL || given < count) {
        return feel_error(evaluator, "the function is given %zu arguments", count);
    }
    if (evaluator->calls >= MOST_CALLS) {
        return feel_error(evaluator, "too many calls inside one another");
    }
    evaluator->calls++;
    const FeelValue result = evaluate(evaluator, function->function->node->second, scope);
    evaluator->calls--;
    return result;
}

/* Puts named arguments in the order of the function's parameters; false when one is unknown. */
static bool order_arguments(const FeelNode *parameter, const Text *names, FeelValue *values,
                            FeelValue *ordered, size_t count)
{
    for (size_t i = 0; i < count; i++, parameter = parameter->next) {
        size_t found = count;
        for (size_t j = 0; parameter != NULL && j < count; j++) {
            found = text_equal(names[j], parameter->name) ? j : found;
        }
        if (found == count) {
            return false;
        }
        ordered[i] = values[found];
    }
    return parameter == NULL;
}

static FeelValue evaluate_call(FeelEvaluator *evaluator, const FeelNode *node,
                               const FeelFrame *scope)
{
    const FeelValue callee = evaluate(evaluator, node->first, scope);
    size_t count = 0;
    for (const FeelNode *argument = node->second->first; argument != NULL;
         argument = argument->next) {
        count++;
    }
    FeelValue *values = ARENA_ARRAY(evaluator->arena, FeelValue, count);
    Text *names = ARENA_ARRAY(evaluator->arena, Text, count);
    size_t at = 0;
    for (const FeelNode *argument = node->second->first; argument != NULL;
         argument = argument->next) {
        names[at] = argument->name;
        values[at++] = evaluate(evaluator, argument->first, scope);
    }
    if (callee.kind == FEEL_FUNCTION && callee.function->builtin != NULL) {
        return feel_call_builtin(evaluator, callee.function->builtin->name, values, names,
                                 count);
    }
    if (callee.kind == FEEL_FUNCTION && count > 0 && names[0].length > 0) {
        FeelValue *ordered = ARENA_ARRAY(evaluator->arena, FeelValue, count);
        if (!order_arguments(callee.function->node->first, names, values, ordered, count)) {
            return feel_error(evaluator, "the names of the arguments do not fit");
        }
        values = ordered;
    }
    return callee.kind == FEEL_ERROR ? callee : feel_call(evaluator, &callee, values, count);
}

static FeelValue evaluate_function(FeelEvaluator *evaluator, const FeelNode *node,
                                   const FeelFrame *scope)
{
    FeelFunction *function = ARENA_NEW(evaluator->arena, FeelFunction);
    *function = (FeelFunction){.node = node, .scope = scope};
    return (FeelValue){.kind = FEEL_FUNCTION, .function = function};
}

static FeelValue evaluate_compare(FeelEvaluator *evaluator, const FeelNode *node,
                                  const FeelFrame *scope)
{
    const FeelValue left = evaluate(evaluator, node->first, scope);
    const FeelValue right = evaluate(evaluator, node->second, scope);
    return feel_compare(evaluator, node->comparison, &left, &right);
}

static FeelValue evaluate_instance(FeelEvaluator *evaluator, const FeelNode *node,
                                   const FeelFrame *scope)
{
    const FeelValue value = evaluate(evaluator, node->first, scope);
    return feel_boolean(feel_is_instance(&value, node->second));
}

static FeelValue evaluate_if(FeelEvaluator *evaluator, const FeelNode *node,
                             const FeelFrame *scope)
{
    const FeelValue condition = evaluate(evaluator, node->first, scope);
    return evaluate(evaluator, feel_is_true(&condition) ? node->second : node->third, scope);
}

static FeelValue evaluate(FeelEvaluator *evaluator, const FeelNode *node,
                          const FeelFrame *scope)
{
    if (!feel_spend(evaluator, 1)) {
        return (FeelValue){.kind = FEEL_ERROR, .text = TEXT("too many steps")};
    }
    switch (node->kind) {
    case NODE_LITERAL:
        return node->value;
    case NODE_NAME:
        return evaluate_name(evaluator, node->name, scope);
    case NODE_LIST:
        return evaluate_list(evaluator, node, scope);
    case NODE_CONTEXT:
        return evaluate_context(evaluator, node, scope);
    case NODE_RANGE:
        return evaluate_range(evaluator, node, scope);
    case NODE_TEST:
        return evaluate_test(evaluator, node, scope);
    case NODE_NEGATE:
        return feel_negate(evaluator, evaluate(evaluator, node->first, scope));
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_POWER:
        return feel_arithmetic(evaluator, node->kind, evaluate(evaluator, node->first, scope),
                               evaluate(evaluator, node->second, scope));
    case NODE_COMPARE:
        return evaluate_compare(evaluator, node, scope);
    case NODE_AND:
    case NODE_OR:
        return evaluate_logic(evaluator, node, scope);
    case NODE_BETWEEN:
        return evaluate_between(evaluator, node, scope);
    case NODE_IN:
        return evaluate_in(evaluator, node, scope);
    case NODE_IF:
        return evaluate_if(evaluator, node, scope);
    case NODE_FOR:
    case NODE_SOME:
    case NODE_EVERY:
        return evaluate_iteration(evaluator, node, scope);
    case NODE_FILTER:
        return evaluate_filter(evaluator, node, scope);
    case NODE_PATH: {
        const FeelValue owner = evaluate(evaluator, node->first, scope);
        return feel_property(evaluator, &owner, node->name);
    }
    case NODE_CALL:
        return evaluate_call(evaluator, node, scope);
    case NODE_INSTANCE:
        return evaluate_instance(evaluator, node, scope);
    case NODE_FUNCTION:
        return evaluate_function(evaluator, node, scope);
    case NODE_TESTS:
    case NODE_MEMBER:
    case NODE_TYPE:
        break;
    }
    return feel_error(evaluator, "several tests have a meaning only after “in”");
}

FeelValue feel_evaluate(Arena *arena, const FeelNode *root, const FeelContext *inputs)
{
    FeelEvaluator evaluator = {.arena = arena, .steps = FEEL_MAX_STEPS};
    const FeelFrame frame = {.context = inputs};
    return evaluate(&evaluator, root, inputs == NULL ? NULL : &frame);
}
