/* SPDX-License-Identifier: EUPL-1.2 */
/* Arithmetic of FEEL: numbers, strings, dates and durations. */
#include "matching/feel_functions.h"

static FeelValue refuse(FeelEvaluator *evaluator, const char *what, FeelValue a, FeelValue b)
{
    if (a.kind == FEEL_ERROR) {
        return a;
    }
    if (b.kind == FEEL_ERROR) {
        return b;
    }
    if (a.kind == FEEL_NULL || b.kind == FEEL_NULL) {
        return (FeelValue){.kind = FEEL_NULL};
    }
    return feel_error(evaluator, "cannot %s %.*s and %.*s", what,
                      TEXT_ARG(feel_kind_name(a.kind)), TEXT_ARG(feel_kind_name(b.kind)));
}

static FeelValue result_or(FeelEvaluator *evaluator, bool done, FeelValue value,
                           const char *problem)
{
    return done ? value : feel_error(evaluator, "%s", problem);
}

static bool is_moment(FeelKind kind)
{
    return kind == FEEL_DATE || kind == FEEL_TIME || kind == FEEL_DATE_TIME;
}

/* A moment moved by a duration or a period; the result keeps its kind. */
static FeelValue move(FeelEvaluator *evaluator, FeelValue moment, FeelValue by)
{
    FeelValue result = moment;
    bool done = false;
    if (by.kind == FEEL_DURATION) {
        done = feel_moment_add(&moment.moment, by.seconds, &result.moment);
    } else if (moment.kind != FEEL_TIME) {
        done = feel_moment_add_months(&moment.moment, by.months, &result.moment);
    } else {
        return feel_error(evaluator, "cannot move a time by years and months");
    }
    if (moment.kind == FEEL_DATE) {
        result.moment.nanosecond = 0;
    }
    if (moment.kind == FEEL_TIME) {
        result.moment.day = 0;
    }
    return result_or(evaluator, done, result, "the date is out of range");
}

/* A date alone counts as its midnight in UTC. */
static FeelValue between_moments(FeelEvaluator *evaluator, FeelValue a, FeelValue b)
{
    if ((a.kind == FEEL_TIME) != (b.kind == FEEL_TIME)) {
        return refuse(evaluator, "subtract", a, b);
    }
    const bool zoned_a = a.kind == FEEL_DATE || a.moment.zone.kind != ZONE_NONE;
    const bool zoned_b = b.kind == FEEL_DATE || b.moment.zone.kind != ZONE_NONE;
    if (zoned_a != zoned_b) {
        return feel_error(evaluator, "cannot subtract a time with zone and one without");
    }
    Decimal seconds_a;
    Decimal seconds_b;
    FeelValue result = {.kind = FEEL_DURATION};
    const bool done = feel_moment_seconds(&a.moment, &seconds_a) &&
                      feel_moment_seconds(&b.moment, &seconds_b) &&
                      decimal_subtract(seconds_a, seconds_b, &result.seconds);
    return result_or(evaluator, done, result, "the time zone is not known");
}

static FeelValue add_months(FeelEvaluator *evaluator, FeelValue a, FeelValue b)
{
    FeelValue result = {.kind = FEEL_PERIOD};
    const bool done = !__builtin_add_overflow(a.months, b.months, &result.months);
    return result_or(evaluator, done, result, "the duration is out of range");
}

static FeelValue add(FeelEvaluator *evaluator, FeelValue a, FeelValue b)
{
    FeelValue result = {.kind = a.kind};
    if (is_moment(b.kind) && (a.kind == FEEL_DURATION || a.kind == FEEL_PERIOD)) {
        return move(evaluator, b, a);
    }
    if (is_moment(a.kind) && (b.kind == FEEL_DURATION || b.kind == FEEL_PERIOD)) {
        return move(evaluator, a, b);
    }
    if (a.kind != b.kind) {
        return refuse(evaluator, "add", a, b);
    }
    if (a.kind == FEEL_NUMBER) {
        return result_or(evaluator, decimal_add(a.number, b.number, &result.number), result,
                         "the number is out of range");
    }
    if (a.kind == FEEL_STRING) {
        if (!feel_spend(evaluator, (a.text.length + b.text.length) / 64)) {
            return feel_error(evaluator, "too many steps");
        }
        const Text parts[] = {a.text, b.text};
        return feel_string(text_join(evaluator->arena, parts, 2, TEXT("")));
    }
    if (a.kind == FEEL_DURATION) {
        return result_or(evaluator, decimal_add(a.seconds, b.seconds, &result.seconds), result,
                         "the duration is out of range");
    }
    return a.kind == FEEL_PERIOD ? add_months(evaluator, a, b) : refuse(evaluator, "add", a, b);
}

static FeelValue subtract(FeelEvaluator *evaluator, FeelValue a, FeelValue b)
{
    if (is_moment(a.kind) && is_moment(b.kind)) {
        return between_moments(evaluator, a, b);
    }
    const bool has_opposite =
        b.kind == FEEL_NUMBER || b.kind == FEEL_DURATION || b.kind == FEEL_PERIOD;
    if (!has_opposite || (is_moment(b.kind) && !is_moment(a.kind))) {
        return refuse(evaluator, "subtract", a, b);
    }
    const FeelValue opposite = feel_negate(evaluator, b);
    return a.kind == b.kind || is_moment(a.kind) ? add(evaluator, a, opposite)
                                                 : refuse(evaluator, "subtract", a, b);
}

/* The whole months of an exact count; what is left of a month is dropped. */
static FeelValue period_from(FeelEvaluator *evaluator, bool done, Decimal months)
{
    FeelValue result = {.kind = FEEL_PERIOD};
    return result_or(evaluator, done && decimal_to_integer(months, &result.months), result,
                     "the duration is out of range");
}

static FeelValue scale(FeelEvaluator *evaluator, FeelValue duration, Decimal factor)
{
    FeelValue result = {.kind = FEEL_DURATION};
    if (duration.kind == FEEL_DURATION) {
        return result_or(evaluator, decimal_multiply(duration.seconds, factor, &result.seconds),
                         result, "the duration is out of range");
    }
    Decimal months;
    const bool done = decimal_multiply(decimal_from_integer(duration.months), factor, &months);
    return period_from(evaluator, done, months);
}

static bool is_duration(FeelKind kind)
{
    return kind == FEEL_DURATION || kind == FEEL_PERIOD;
}

static FeelValue multiply(FeelEvaluator *evaluator, FeelValue a, FeelValue b)
{
    FeelValue result = {.kind = FEEL_NUMBER};
    if (a.kind == FEEL_NUMBER && b.kind == FEEL_NUMBER) {
        return result_or(evaluator, decimal_multiply(a.number, b.number, &result.number),
                         result, "the number is out of range");
    }
    if (is_duration(a.kind) && b.kind == FEEL_NUMBER) {
        return scale(evaluator, a, b.number);
    }
    if (a.kind == FEEL_NUMBER && is_duration(b.kind)) {
        return scale(evaluator, b, a.number);
    }
    return refuse(evaluator, "multiply", a, b);
}

static FeelValue divide(FeelEvaluator *evaluator, FeelValue a, FeelValue b)
{
    FeelValue result = {.kind = FEEL_NUMBER};
    if (a.kind == FEEL_NUMBER && b.kind == FEEL_NUMBER) {
        return result_or(evaluator, decimal_divide(a.number, b.number, &result.number), result,
                         "division by zero");
    }
    if (a.kind == FEEL_DURATION && b.kind == FEEL_DURATION) {
        return result_or(evaluator, decimal_divide(a.seconds, b.seconds, &result.number),
                         result, "division by zero");
    }
    if (a.kind == FEEL_PERIOD && b.kind == FEEL_PERIOD) {
        return result_or(evaluator,
                         decimal_divide(decimal_from_integer(a.months),
                                        decimal_from_integer(b.months), &result.number),
                         result, "division by zero");
    }
    if (a.kind == FEEL_DURATION && b.kind == FEEL_NUMBER) {
        result.kind = FEEL_DURATION;
        return result_or(evaluator, decimal_divide(a.seconds, b.number, &result.seconds),
                         result, "division by zero");
    }
    if (a.kind == FEEL_PERIOD && b.kind == FEEL_NUMBER) {
        Decimal months;
        const bool done = decimal_divide(decimal_from_integer(a.months), b.number, &months);
        return period_from(evaluator, done, months);
    }
    return refuse(evaluator, "divide", a, b);
}

FeelValue feel_arithmetic(FeelEvaluator *evaluator, FeelNodeKind kind, FeelValue a, FeelValue b)
{
    if (kind == NODE_ADD) {
        return add(evaluator, a, b);
    }
    if (kind == NODE_SUBTRACT) {
        return subtract(evaluator, a, b);
    }
    if (kind == NODE_MULTIPLY) {
        return multiply(evaluator, a, b);
    }
    if (kind == NODE_DIVIDE) {
        return divide(evaluator, a, b);
    }
    FeelValue result = {.kind = FEEL_NUMBER};
    if (a.kind != FEEL_NUMBER || b.kind != FEEL_NUMBER) {
        return refuse(evaluator, "raise", a, b);
    }
    return result_or(evaluator, decimal_power(a.number, b.number, &result.number), result,
                     "the number is out of range");
}

FeelValue feel_negate(FeelEvaluator *evaluator, FeelValue value)
{
    if (value.kind == FEEL_NUMBER) {
        value.number = decimal_negate(value.number);
    } else if (value.kind == FEEL_DURATION) {
        value.seconds = decimal_negate(value.seconds);
    } else if (value.kind == FEEL_PERIOD) {
        value.months = -value.months;
    } else if (!feel_is_null(&value)) {
        return feel_error(evaluator, "cannot negate %.*s",
                          TEXT_ARG(feel_kind_name(value.kind)));
    }
    return value;
}
