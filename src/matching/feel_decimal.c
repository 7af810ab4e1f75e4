/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/feel_decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "matching/feel_long.h"

enum { ALIGN_DIGITS = 40, LEAST_EXPONENT = -6176, MOST_EXPONENT = 6144 };

static bool rounds_away(DecimalRounding rounding, int half, bool odd, bool negative)
{
    switch (rounding) {
    case ROUND_FLOOR:
        return negative;
    case ROUND_CEILING:
        return !negative;
    case ROUND_UP:
        return true;
    case ROUND_DOWN:
        return false;
    case ROUND_HALF_UP:
        return half >= 0;
    case ROUND_HALF_DOWN:
        return half > 0;
    case ROUND_HALF_EVEN:
        return half > 0 || (half == 0 && odd);
    }
    return false;
}

static bool decimal_build(Wide coefficient, int64_t exponent, bool negative, Decimal *result)
{
    if (coefficient == 0) {
        *result = (Decimal){0};
        return true;
    }
    while (exponent < 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        exponent++;
    }
    if (exponent < LEAST_EXPONENT) {
        *result = (Decimal){0};
        return true;
    }
    if (exponent > MOST_EXPONENT - DECIMAL_DIGITS + 1) {
        return false;
    }
    *result = (Decimal){coefficient, (int32_t)exponent, negative};
    return true;
}

/* Brings an exact result to 34 digits. `more` says that a non-zero tail is already lost. */
static bool decimal_settle(Long value, int64_t exponent, bool negative, bool more,
                           Decimal *result)
{
    int half = -1;
    bool lost = more;
    bool odd = false;
    int32_t dropped = 0;
    while (!long_fits(&value)) {
        const uint64_t digit = long_divide_small(&value, 10);
        half = digit > 5 || (digit == 5 && lost) ? 1 : (digit == 5 ? 0 : -1);
        lost = lost || digit != 0;
        dropped++;
    }
    odd = (value.limb[0] & 1) != 0;
    Wide coefficient = long_low(&value);
    if (dropped > 0 && rounds_away(ROUND_HALF_EVEN, half, odd, negative)) {
        coefficient++;
    }
    return decimal_build(coefficient, exponent + dropped, negative, result);
}

Decimal decimal_from_integer(int64_t value)
{
    const uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    return (Decimal){magnitude, 0, value < 0};
}

bool decimal_from_real(double value, Decimal *result)
{
    if (!isfinite(value)) {
        return false;
    }
    char digits[40];
    const int length = snprintf(digits, sizeof(digits), "%.17g", value);
    return decimal_parse((Text){digits, (size_t)length}, result);
}

double decimal_to_real(Decimal number)
{
    char digits[64];
    int position = (int)sizeof(digits);
    Wide rest = number.coefficient;
    do {
        digits[--position] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest != 0);
    char text[96];
    (void)snprintf(text, sizeof(text), "%s%.*se%d", number.negative ? "-" : "",
                   (int)sizeof(digits) - position, digits + position, (int)number.exponent);
    double value = 0;
    (void)text_to_real(text_from(text), &value);
    return value;
}

/* The exponent part "e-12" at `at`; false when it is not well formed. */
static bool parse_exponent(Text text, size_t at, int64_t *exponent)
{
    if (at == text.length) {
        *exponent = 0;
        return true;
    }
    if ((text.bytes[at] | 0x20) != 'e') {
        return false;
    }
    at++;
    if (at < text.length && text.bytes[at] == '+') {
        at++;
        if (at < text.length && text.bytes[at] == '-') {
            return false;
        }
    }
    int64_t value = 0;
    if (!text_to_integer(text_slice(text, at, text.length), &value)) {
        return false;
    }
    if (value < -100000 || value > 100000) {
        return false;
    }
    *exponent = value;
    return true;
}

bool decimal_parse(Text text, Decimal *result)
{
    size_t at = 0;
    const bool negative = text.length > 0 && text.bytes[0] == '-';
    at += negative ? 1 : 0;
    Wide coefficient = 0;
    int64_t scale = 0;
    size_t digits = 0;
    bool point = false;
    for (; at < text.length; at++) {
        const char byte = text.bytes[at];
        if (byte == '.' && !point) {
            point = true;
            continue;
        }
        if (byte < '0' || byte > '9') {
            break;
        }
        digits++;
        if (coefficient < long_limit() / 10) {
            coefficient = coefficient * 10 + (unsigned)(byte - '0');
            scale -= point ? 1 : 0;
        } else {
            scale += point ? 0 : 1; /* beyond 34 digits: kept as magnitude only */
        }
    }
    int64_t exponent = 0;
    if (digits == 0 || !parse_exponent(text, at, &exponent)) {
        return false;
    }
    return decimal_build(coefficient, exponent + scale, negative, result);
}

Text decimal_format(Arena *arena, Decimal number)
{
    char digits[48];
    size_t position = sizeof(digits);
    Wide rest = number.coefficient;
    do {
        digits[--position] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest != 0);
    const Text all = {digits + position, sizeof(digits) - position};
    const char *sign = number.negative ? "-" : "";
    if (number.exponent >= 0) {
        const size_t zeros = number.coefficient == 0 ? 0 : (size_t)number.exponent;
        char *tail = arena_allocate(arena, zeros + 1);
        memset(tail, '0', zeros);
        return text_format(arena, "%s%.*s%s", sign, TEXT_ARG(all), tail);
    }
    const size_t fraction = (size_t)-number.exponent;
    if (fraction < all.length) {
        const size_t whole = all.length - fraction;
        return text_format(arena, "%s%.*s.%.*s", sign, (int)whole, all.bytes, (int)fraction,
                           all.bytes + whole);
    }
    const size_t zeros = fraction - all.length;
    char *padding = arena_allocate(arena, zeros + 1);
    memset(padding, '0', zeros);
    return text_format(arena, "%s0.%s%.*s", sign, padding, TEXT_ARG(all));
}

bool decimal_is_zero(Decimal number)
{
    return number.coefficient == 0;
}

bool decimal_is_whole(Decimal number)
{
    Decimal whole;
    return decimal_round(number, 0, ROUND_DOWN, &whole) && decimal_compare(whole, number) == 0;
}

static int32_t digit_count(Wide coefficient)
{
    int32_t count = 0;
    for (; coefficient != 0; coefficient /= 10) {
        count++;
    }
    return count;
}

static int compare_magnitude(Decimal a, Decimal b)
{
    const int64_t top_a = (int64_t)digit_count(a.coefficient) + a.exponent;
    const int64_t top_b = (int64_t)digit_count(b.coefficient) + b.exponent;
    if (a.coefficient == 0 || b.coefficient == 0) {
        return (a.coefficient != 0) - (b.coefficient != 0);
    }
    if (top_a != top_b) {
        return top_a < top_b ? -1 : 1;
    }
    Long left = long_from(a.coefficient);
    Long right = long_from(b.coefficient);
    long_shift_digits(&left, a.exponent > b.exponent ? a.exponent - b.exponent : 0);
    long_shift_digits(&right, b.exponent > a.exponent ? b.exponent - a.exponent : 0);
    return long_compare(&left, &right);
}

int decimal_compare(Decimal a, Decimal b)
{
    if (a.negative != b.negative) {
        return a.negative ? -1 : 1;
    }
    const int order = compare_magnitude(a, b);
    return a.negative ? -order : order;
}

Decimal decimal_negate(Decimal number)
{
    number.negative = !number.negative && number.coefficient != 0;
    return number;
}

bool decimal_to_integer(Decimal number, int64_t *value)
{
    Decimal whole;
    if (!decimal_round(number, 0, ROUND_DOWN, &whole)) {
        return false;
    }
    if (digit_count(whole.coefficient) + whole.exponent > 18) {
        return false;
    }
    int64_t result = (int64_t)whole.coefficient;
    for (int32_t i = 0; i < whole.exponent; i++) {
        result *= 10;
    }
    *value = whole.negative ? -result : result;
    return true;
}

bool decimal_add(Decimal a, Decimal b, Decimal *result)
{
    if (a.coefficient == 0 || b.coefficient == 0) {
        *result = a.coefficient == 0 ? b : a;
        return true;
    }
    if (a.exponent < b.exponent) {
        const Decimal swap = a;
        a = b;
        b = swap;
    }
    const int32_t gap = a.exponent - b.exponent;
    if (gap > ALIGN_DIGITS) {
        *result = compare_magnitude(a, b) > 0 ? a : b; /* the other is beyond 34 digits */
        return true;
    }
    Long left = long_from(a.coefficient);
    const Long right = long_from(b.coefficient);
    long_shift_digits(&left, gap);
    if (a.negative == b.negative) {
        long_add(&left, &right);
        return decimal_settle(left, b.exponent, a.negative, false, result);
    }
    const bool left_larger = long_compare(&left, &right) >= 0;
    const Long difference =
        left_larger ? long_difference(&left, &right) : long_difference(&right, &left);
    return decimal_settle(difference, b.exponent, left_larger ? a.negative : b.negative, false,
                          result);
}

bool decimal_subtract(Decimal a, Decimal b, Decimal *result)
{
    return decimal_add(a, decimal_negate(b), result);
}

bool decimal_multiply(Decimal a, Decimal b, Decimal *result)
{
    return decimal_settle(long_product(a.coefficient, b.coefficient),
                          (int64_t)a.exponent + b.exponent, a.negative != b.negative, false,
                          result);
}

bool decimal_divide(Decimal a, Decimal b, Decimal *result)
{
    if (b.coefficient == 0) {
        return false;
    }
    const int32_t shift =
        DECIMAL_DIGITS + 1 + digit_count(b.coefficient) - digit_count(a.coefficient);
    Long dividend = long_from(a.coefficient);
    long_shift_digits(&dividend, shift);
    Wide remainder = 0;
    const Long quotient = long_divide(&dividend, b.coefficient, &remainder);
    return decimal_settle(quotient, (int64_t)a.exponent - b.exponent - shift,
                          a.negative != b.negative, remainder != 0, result);
}

bool decimal_modulo(Decimal a, Decimal b, Decimal *result)
{
    Decimal quotient;
    Decimal product;
    return decimal_divide(a, b, &quotient) &&
           decimal_round(quotient, 0, ROUND_FLOOR, &quotient) &&
           decimal_multiply(b, quotient, &product) && decimal_subtract(a, product, result);
}

static bool power_whole(Decimal base, int64_t exponent, Decimal *result)
{
    const Decimal one = decimal_from_integer(1);
    const bool inverse = exponent < 0;
    uint64_t rest = inverse ? 0 - (uint64_t)exponent : (uint64_t)exponent;
    Decimal power = one;
    for (; rest != 0; rest >>= 1) {
        if ((rest & 1) != 0 && !decimal_multiply(power, base, &power)) {
            return false;
        }
        if (rest > 1 && !decimal_multiply(base, base, &base)) {
            return false;
        }
    }
    if (inverse) {
        return decimal_divide(one, power, result);
    }
    *result = power;
    return true;
}

static bool from_long_real(long double value, Decimal *result)
{
    if (!isfinite(value)) {
        return false;
    }
    char digits[64];
    const int length = snprintf(digits, sizeof(digits), "%.19Lg", value);
    return decimal_parse((Text){digits, (size_t)length}, result);
}

static long double to_long_real(Decimal number)
{
    const long double magnitude =
        (long double)number.coefficient * powl(10.0L, (long double)number.exponent);
    return number.negative ? -magnitude : magnitude;
}

bool decimal_power(Decimal a, Decimal b, Decimal *result)
{
    int64_t exponent = 0;
    if (decimal_is_whole(b) && decimal_to_integer(b, &exponent) && exponent >= -1000000 &&
        exponent <= 1000000) {
        return power_whole(a, exponent, result);
    }
    return from_long_real(powl(to_long_real(a), to_long_real(b)), result);
}

bool decimal_square_root(Decimal number, Decimal *result)
{
    if (number.negative) {
        return false;
    }
    if (number.coefficient == 0) {
        *result = number;
        return true;
    }
    Decimal root;
    if (!from_long_real(sqrtl(to_long_real(number)), &root)) {
        return false;
    }
    const Decimal half = {5, -1, false};
    for (int i = 0; i < 2; i++) { /* Newton: each step doubles the 19 digits we start from */
        Decimal quotient;
        Decimal sum;
        if (!decimal_divide(number, root, &quotient) || !decimal_add(root, quotient, &sum) ||
            !decimal_multiply(sum, half, &root)) {
            return false;
        }
    }
    *result = root;
    return true;
}

bool decimal_exponential(Decimal number, Decimal *result)
{
    return from_long_real(expl(to_long_real(number)), result);
}

bool decimal_logarithm(Decimal number, Decimal *result)
{
    if (number.negative || number.coefficient == 0) {
        return false;
    }
    return from_long_real(logl(to_long_real(number)), result);
}

bool decimal_round(Decimal number, int64_t scale, DecimalRounding rounding, Decimal *result)
{
    if (scale < DECIMAL_LEAST_SCALE || scale > DECIMAL_MOST_SCALE) {
        return false;
    }
    const int64_t drop = -scale - number.exponent;
    if (drop <= 0) {
        *result = number;
        return true;
    }
    Long value = long_from(number.coefficient);
    int half = -1;
    bool exact = number.coefficient == 0;
    const int64_t most =
        DECIMAL_DIGITS + 1; /* dropping more changes nothing but the exponent */
    long_drop_digits(&value, (int32_t)(drop < most ? drop : most), &half, &exact);
    Wide coefficient = long_low(&value);
    const bool odd = (coefficient & 1) != 0;
    if (!exact && rounds_away(rounding, half, odd, number.negative)) {
        coefficient++;
    }
    return decimal_build(coefficient, -scale, number.negative, result);
}
