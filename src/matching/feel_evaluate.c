/* SPDX-License-Identifier: EUPL-1.2 */
/* Walks the tree of an expression. Errors are values, so nothing here has to stop early. */
#include "matching/feel_functions.h"

enum { MOST_CALLS = 100 };

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
        LIST_APPEND(evaluator->arena, &list, feel_evaluate_node(evaluator, item->first, scope));
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
        const FeelValue value = feel_evaluate_node(evaluator, entry->first, frame);
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
    return make_range(evaluator, (FeelRange){feel_evaluate_node(evaluator, node->first, scope),
                                             feel_evaluate_node(evaluator, node->second, scope),
                                             node->from_end, node->to_end});
}

/* A test standing alone is the range it describes: (<= 10). */
static FeelValue evaluate_test(FeelEvaluator *evaluator, const FeelNode *node,
                               const FeelFrame *scope)
{
    const FeelValue bound = feel_evaluate_node(evaluator, node->first, scope);
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

/* Kleene's tables; what is no boolean counts as unknown, and an error stays told. */
static FeelValue evaluate_logic(FeelEvaluator *evaluator, const FeelNode *node,
                                const FeelFrame *scope)
{
    const FeelTruth decides = node->kind == NODE_AND ? TRUTH_FALSE : TRUTH_TRUE;
    const FeelValue left = feel_evaluate_node(evaluator, node->first, scope);
    if (feel_truth_of(&left) == decides) {
        return left;
    }
    const FeelValue right = feel_evaluate_node(evaluator, node->second, scope);
    if (feel_truth_of(&right) == decides) {
        return right;
    }
    if (feel_truth_of(&left) != TRUTH_UNKNOWN && feel_truth_of(&right) != TRUTH_UNKNOWN) {
        return right;
    }
    const FeelValue *open = feel_truth_of(&left) == TRUTH_UNKNOWN ? &left : &right;
    if (feel_is_null(open)) {
        return *open;
    }
    return feel_error(evaluator, "“and” and “or” join booleans, not %.*s",
                      TEXT_ARG(feel_kind_name(open->kind)));
}

static FeelValue evaluate_between(FeelEvaluator *evaluator, const FeelNode *node,
                                  const FeelFrame *scope)
{
    const FeelValue value = feel_evaluate_node(evaluator, node->first, scope);
    const FeelValue from = feel_evaluate_node(evaluator, node->second, scope);
    const FeelValue to = feel_evaluate_node(evaluator, node->third, scope);
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
        const FeelValue bound = feel_evaluate_node(evaluator, test->first, frame);
        return feel_compare(evaluator, test->comparison, value, &bound);
    }
    const FeelValue expected = feel_evaluate_node(evaluator, test, frame);
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
    const FeelValue value = feel_evaluate_node(evaluator, node->first, scope);
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
    const FeelValue result =
        feel_evaluate_node(evaluator, function->function->node->second, scope);
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
    const FeelValue callee = feel_evaluate_node(evaluator, node->first, scope);
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
        values[at++] = feel_evaluate_node(evaluator, argument->first, scope);
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
    const FeelValue left = feel_evaluate_node(evaluator, node->first, scope);
    const FeelValue right = feel_evaluate_node(evaluator, node->second, scope);
    return feel_compare(evaluator, node->comparison, &left, &right);
}

static FeelValue evaluate_instance(FeelEvaluator *evaluator, const FeelNode *node,
                                   const FeelFrame *scope)
{
    const FeelValue value = feel_evaluate_node(evaluator, node->first, scope);
    return feel_boolean(feel_is_instance(&value, node->second));
}

static FeelValue evaluate_if(FeelEvaluator *evaluator, const FeelNode *node,
                             const FeelFrame *scope)
{
    const FeelValue condition = feel_evaluate_node(evaluator, node->first, scope);
    return feel_evaluate_node(evaluator, feel_is_true(&condition) ? node->second : node->third,
                              scope);
}

FeelValue feel_evaluate_node(FeelEvaluator *evaluator, const FeelNode *node,
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
        return feel_negate(evaluator, feel_evaluate_node(evaluator, node->first, scope));
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_POWER:
        return feel_arithmetic(evaluator, node->kind,
                               feel_evaluate_node(evaluator, node->first, scope),
                               feel_evaluate_node(evaluator, node->second, scope));
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
        return feel_evaluate_iteration(evaluator, node, scope);
    case NODE_FILTER:
        return feel_evaluate_filter(evaluator, node, scope);
    case NODE_PATH: {
        const FeelValue owner = feel_evaluate_node(evaluator, node->first, scope);
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
    return feel_evaluate_node(&evaluator, root, inputs == NULL ? NULL : &frame);
}
