/* SPDX-License-Identifier: EUPL-1.2 */
/* Equality, order and membership. */
#include "matching/feel_functions.h"

FeelValue feel_truth_value(FeelTruth truth)
{
    return truth == TRUTH_UNKNOWN ? (FeelValue){.kind = FEEL_NULL}
                                  : feel_boolean(truth == TRUTH_TRUE);
}

static FeelTruth truth(bool value)
{
    return value ? TRUTH_TRUE : TRUTH_FALSE;
}

static bool moment_order(const FeelValue *a, const FeelValue *b, int *order)
{
    Decimal seconds_a;
    Decimal seconds_b;
    if ((a->moment.zone.kind == ZONE_NONE) != (b->moment.zone.kind == ZONE_NONE) ||
        !feel_moment_seconds(&a->moment, &seconds_a) ||
        !feel_moment_seconds(&b->moment, &seconds_b)) {
        return false;
    }
    *order = decimal_compare(seconds_a, seconds_b);
    return true;
}

bool feel_order(const FeelValue *a, const FeelValue *b, int *order)
{
    if (a->kind != b->kind) {
        return false;
    }
    switch (a->kind) {
    case FEEL_NUMBER:
        *order = decimal_compare(a->number, b->number);
        return true;
    case FEEL_STRING:
        *order = text_compare(a->text, b->text);
        return true;
    case FEEL_DURATION:
        *order = decimal_compare(a->seconds, b->seconds);
        return true;
    case FEEL_PERIOD:
        *order = (a->months > b->months) - (a->months < b->months);
        return true;
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return moment_order(a, b, order);
    case FEEL_NULL:
    case FEEL_ERROR:
    case FEEL_BOOLEAN:
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE:
    case FEEL_FUNCTION:
        break;
    }
    return false;
}

static FeelTruth lists_equal(FeelEvaluator *evaluator, const FeelList *a, const FeelList *b)
{
    if (a->count != b->count) {
        return TRUTH_FALSE;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (feel_equal(evaluator, &a->items[i], &b->items[i]) != TRUTH_TRUE) {
            return TRUTH_FALSE;
        }
    }
    return TRUTH_TRUE;
}

static FeelTruth contexts_equal(FeelEvaluator *evaluator, const FeelContext *a,
                                const FeelContext *b)
{
    if (a->count != b->count) {
        return TRUTH_FALSE;
    }
    for (size_t i = 0; i < a->count; i++) {
        const FeelValue *other = feel_entry(b, a->items[i].name);
        if (other == NULL || feel_equal(evaluator, &a->items[i].value, other) != TRUTH_TRUE) {
            return TRUTH_FALSE;
        }
    }
    return TRUTH_TRUE;
}

static FeelTruth ranges_equal(FeelEvaluator *evaluator, const FeelRange *a, const FeelRange *b)
{
    return truth(a->from_end == b->from_end && a->to_end == b->to_end &&
                 feel_equal(evaluator, &a->from, &b->from) == TRUTH_TRUE &&
                 feel_equal(evaluator, &a->to, &b->to) == TRUTH_TRUE);
}

/* Equality of clocks looks at whole seconds: the standard's resolution for "=". */
static FeelTruth moments_equal(const FeelValue *a, const FeelValue *b)
{
    FeelValue left = *a;
    FeelValue right = *b;
    left.moment.nanosecond -= left.moment.nanosecond % NANOSECONDS_A_SECOND;
    right.moment.nanosecond -= right.moment.nanosecond % NANOSECONDS_A_SECOND;
    int order = 0;
    return truth(moment_order(&left, &right, &order) && order == 0);
}

FeelTruth feel_equal(FeelEvaluator *evaluator, const FeelValue *a, const FeelValue *b)
{
    if (!feel_spend(evaluator, 1)) {
        return TRUTH_UNKNOWN;
    }
    if (feel_is_null(a) || feel_is_null(b)) {
        return truth(feel_is_null(a) && feel_is_null(b));
    }
    if (a->kind != b->kind) {
        return TRUTH_UNKNOWN;
    }
    switch (a->kind) {
    case FEEL_BOOLEAN:
        return truth(a->boolean == b->boolean);
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return moments_equal(a, b);
    case FEEL_LIST:
        return lists_equal(evaluator, a->list, b->list);
    case FEEL_CONTEXT:
        return contexts_equal(evaluator, a->context, b->context);
    case FEEL_RANGE:
        return ranges_equal(evaluator, a->range, b->range);
    case FEEL_NUMBER:
    case FEEL_STRING:
    case FEEL_DURATION:
    case FEEL_PERIOD: {
        int order = 1;
        return truth(feel_order(a, b, &order) && order == 0);
    }
    case FEEL_NULL:
    case FEEL_ERROR:
    case FEEL_FUNCTION:
        break;
    }
    return TRUTH_UNKNOWN;
}

static bool order_satisfies(FeelComparison comparison, int order)
{
    switch (comparison) {
    case IS_EQUAL:
        return order == 0;
    case IS_NOT_EQUAL:
        return order != 0;
    case IS_LESS:
        return order < 0;
    case IS_AT_MOST:
        return order <= 0;
    case IS_MORE:
        return order > 0;
    case IS_AT_LEAST:
        return order >= 0;
    }
    return false;
}

static FeelValue incomparable(FeelEvaluator *evaluator, const FeelValue *a, const FeelValue *b)
{
    if (a->kind == FEEL_ERROR || b->kind == FEEL_ERROR) {
        return a->kind == FEEL_ERROR ? *a : *b;
    }
    if (a->kind == FEEL_NULL || b->kind == FEEL_NULL) {
        return (FeelValue){.kind = FEEL_NULL};
    }
    return feel_error(evaluator, "cannot compare %.*s with %.*s",
                      TEXT_ARG(feel_kind_name(a->kind)), TEXT_ARG(feel_kind_name(b->kind)));
}

FeelValue feel_compare(FeelEvaluator *evaluator, FeelComparison comparison, const FeelValue *a,
                       const FeelValue *b)
{
    if (comparison == IS_EQUAL || comparison == IS_NOT_EQUAL) {
        const FeelTruth equal = feel_equal(evaluator, a, b);
        if (equal == TRUTH_UNKNOWN) {
            return incomparable(evaluator, a, b);
        }
        return feel_boolean((equal == TRUTH_TRUE) == (comparison == IS_EQUAL));
    }
    int order = 0;
    if (!feel_order(a, b, &order)) {
        return incomparable(evaluator, a, b);
    }
    return feel_boolean(order_satisfies(comparison, order));
}

/* One end of a range; END_ABSENT holds for all. */
static FeelTruth end_holds(const FeelValue *end, FeelEnd kind, const FeelValue *value, int side)
{
    if (kind == END_ABSENT) {
        return TRUTH_TRUE;
    }
    int order = 0;
    if (!feel_order(value, end, &order)) {
        return TRUTH_UNKNOWN;
    }
    return truth(order * side > 0 || (order == 0 && kind == END_CLOSED));
}

FeelTruth feel_range_holds(FeelEvaluator *evaluator, const FeelRange *range,
                           const FeelValue *value)
{
    if (!feel_spend(evaluator, 1)) {
        return TRUTH_UNKNOWN;
    }
    const FeelTruth from = end_holds(&range->from, range->from_end, value, 1);
    const FeelTruth to = end_holds(&range->to, range->to_end, value, -1);
    if (from == TRUTH_UNKNOWN || to == TRUTH_UNKNOWN) {
        return TRUTH_UNKNOWN;
    }
    return from < to ? from : to;
}

FeelTruth feel_in(FeelEvaluator *evaluator, const FeelValue *value, const FeelValue *test)
{
    if (test->kind == FEEL_RANGE && value->kind != FEEL_RANGE) {
        return feel_range_holds(evaluator, test->range, value);
    }
    if (test->kind != FEEL_LIST) {
        return feel_equal(evaluator, value, test);
    }
    if (value->kind == FEEL_LIST && feel_equal(evaluator, value, test) == TRUTH_TRUE) {
        return TRUTH_TRUE;
    }
    for (size_t i = 0; i < test->list->count; i++) {
        const FeelValue *item = &test->list->items[i];
        const FeelTruth holds = item->kind == FEEL_RANGE && value->kind != FEEL_RANGE
                                    ? feel_range_holds(evaluator, item->range, value)
                                    : feel_equal(evaluator, value, item);
        if (holds == TRUTH_TRUE) {
            return TRUTH_TRUE;
        }
    }
    return TRUTH_FALSE;
}
