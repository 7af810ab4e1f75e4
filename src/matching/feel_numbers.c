/* SPDX-License-Identifier: EUPL-1.2 */
/* Built-in functions over numbers. */
#include <string.h>

#include "matching/feel_library.h"

/* An argument that is no number: an error, or what made it null. */
static FeelValue no_number(FeelEvaluator *evaluator, const FeelValue *value)
{
    return value->kind == FEEL_ERROR ? *value
                                     : feel_error(evaluator, "expected a number, found %.*s",
                                                  TEXT_ARG(feel_kind_name(value->kind)));
}

static FeelValue number_or(FeelEvaluator *evaluator, bool done, Decimal number)
{
    return done ? feel_number(number) : feel_error(evaluator, "the number is out of range");
}

FeelValue feel_abs(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelValue value = arguments[0];
    if (value.kind == FEEL_NUMBER) {
        value.number.negative = false;
    } else if (value.kind == FEEL_DURATION) {
        value.seconds.negative = false;
    } else if (value.kind == FEEL_PERIOD) {
        value.months = value.months < 0 ? -value.months : value.months;
    } else {
        return no_number(evaluator, &value);
    }
    return value;
}

static FeelValue round_with(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count,
                            DecimalRounding rounding)
{
    int64_t scale = 0;
    if (arguments[0].kind != FEEL_NUMBER) {
        return no_number(evaluator, &arguments[0]);
    }
    if (count > 1 && (arguments[1].kind != FEEL_NUMBER ||
                      !decimal_to_integer(arguments[1].number, &scale))) {
        return no_number(evaluator, &arguments[1]);
    }
    Decimal result;
    const bool done = decimal_round(arguments[0].number, scale, rounding, &result);
    return done ? feel_number(result)
                : feel_error(evaluator, "a scale lies between %d and %d", DECIMAL_LEAST_SCALE,
                             DECIMAL_MOST_SCALE);
}

FeelValue feel_ceiling(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return round_with(evaluator, arguments, count, ROUND_CEILING);
}

FeelValue feel_floor(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return round_with(evaluator, arguments, count, ROUND_FLOOR);
}

FeelValue feel_decimal(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return round_with(evaluator, arguments, count, ROUND_HALF_EVEN);
}

FeelValue feel_round_up(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return round_with(evaluator, arguments, count, ROUND_UP);
}

FeelValue feel_round_down(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return round_with(evaluator, arguments, count, ROUND_DOWN);
}

FeelValue feel_round_half_up(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    return round_with(evaluator, arguments, count, ROUND_HALF_UP);
}

FeelValue feel_round_half_down(FeelEvaluator *evaluator, const FeelValue *arguments,
                               size_t count)
{
    return round_with(evaluator, arguments, count, ROUND_HALF_DOWN);
}

static FeelValue is_remainder(FeelEvaluator *evaluator, const FeelValue *value, int wanted)
{
    Decimal rest;
    if (value->kind != FEEL_NUMBER) {
        return no_number(evaluator, value);
    }
    if (!decimal_is_whole(value->number)) {
        return feel_boolean(false);
    }
    if (!decimal_modulo(value->number, decimal_from_integer(2), &rest)) {
        return number_or(evaluator, false, rest);
    }
    return feel_boolean(decimal_compare(rest, decimal_from_integer(wanted)) == 0);
}

FeelValue feel_even(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    return is_remainder(evaluator, &arguments[0], 0);
}

FeelValue feel_odd(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    return is_remainder(evaluator, &arguments[0], 1);
}

FeelValue feel_exp(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    Decimal result = {0};
    return arguments[0].kind == FEEL_NUMBER
               ? number_or(evaluator, decimal_exponential(arguments[0].number, &result), result)
               : no_number(evaluator, &arguments[0]);
}

FeelValue feel_log(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    Decimal result = {0};
    return arguments[0].kind == FEEL_NUMBER
               ? number_or(evaluator, decimal_logarithm(arguments[0].number, &result), result)
               : no_number(evaluator, &arguments[0]);
}

FeelValue feel_sqrt(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    Decimal result = {0};
    return arguments[0].kind == FEEL_NUMBER
               ? number_or(evaluator, decimal_square_root(arguments[0].number, &result), result)
               : no_number(evaluator, &arguments[0]);
}

FeelValue feel_modulo(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    Decimal result = {0};
    if (arguments[0].kind != FEEL_NUMBER || arguments[1].kind != FEEL_NUMBER) {
        return no_number(evaluator, &arguments[arguments[0].kind == FEEL_NUMBER ? 1 : 0]);
    }
    return number_or(evaluator,
                     decimal_modulo(arguments[0].number, arguments[1].number, &result), result);
}

/* A separator is left out, null, or one of the characters allowed. */
static bool separator_is_valid(const FeelValue *value, const char *allowed)
{
    return value->kind == FEEL_NULL ||
           (value->kind == FEEL_STRING && value->text.length == 1 &&
            strchr(allowed, value->text.bytes[0]) != NULL && value->text.bytes[0] != '\0');
}

FeelValue feel_number_from(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    const FeelValue none = {.kind = FEEL_NULL};
    const FeelValue grouping = count > 1 ? arguments[1] : none;
    const FeelValue point = count > 2 ? arguments[2] : none;
    if (arguments[0].kind == FEEL_NUMBER && count == 1) {
        return arguments[0];
    }
    if (arguments[0].kind != FEEL_STRING || !separator_is_valid(&grouping, " .,") ||
        !separator_is_valid(&point, ".,")) {
        return feel_error(evaluator, "number() wants a string and two separators");
    }
    if (grouping.kind == FEEL_STRING && point.kind == FEEL_STRING &&
        text_equal(grouping.text, point.text)) {
        return feel_error(evaluator, "the two separators of number() are the same");
    }
    const char group = grouping.kind == FEEL_STRING ? grouping.text.bytes[0] : '\0';
    const char mark = point.kind == FEEL_STRING ? point.text.bytes[0] : '.';
    Buffer digits = buffer_new(evaluator->arena, FEEL_MAX_BYTES);
    for (size_t i = 0; i < arguments[0].text.length; i++) {
        const char byte = arguments[0].text.bytes[i];
        if (byte == mark) {
            buffer_append_byte(&digits, '.');
        } else if (byte != group || group == '\0') {
            buffer_append_byte(&digits, byte == '.' ? '?' : byte);
        }
    }
    Decimal number;
    return decimal_parse(buffer_text(&digits), &number)
               ? feel_number(number)
               : feel_error(evaluator, "“%.*s” is no number",
                            TEXT_ARG(text_slice(arguments[0].text, 0, 40)));
}
