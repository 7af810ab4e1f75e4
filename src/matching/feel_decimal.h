/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Decimal numbers as FEEL wants them: 34 significant digits, rounded half to even, so that
 * 0.1 + 0.2 is 0.3 and an amount in euros is what was written. Every operation that can leave
 * the range says false and leaves its result untouched.
 */
#pragma once

#include "base/text.h"

__extension__ typedef unsigned __int128 Wide;

typedef struct Decimal {
    Wide coefficient; /* below 10^34 */
    int32_t exponent; /* value = coefficient * 10^exponent */
    bool negative;    /* never set on zero */
} Decimal;

enum { DECIMAL_DIGITS = 34, DECIMAL_LEAST_SCALE = -6111, DECIMAL_MOST_SCALE = 6176 };

typedef enum DecimalRounding {
    ROUND_FLOOR,
    ROUND_CEILING,
    ROUND_UP,   /* away from zero */
    ROUND_DOWN, /* towards zero */
    ROUND_HALF_UP,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
} DecimalRounding;

Decimal decimal_from_integer(int64_t value);
bool decimal_from_real(double value, Decimal *result); /* false unless finite */
double decimal_to_real(Decimal number);

/* "12", "-0.5", ".5", "1.23e4"; false on anything else. */
bool decimal_parse(Text text, Decimal *result);
Text decimal_format(Arena *arena, Decimal number); /* plain digits, no exponent */

bool decimal_is_zero(Decimal number);
bool decimal_is_whole(Decimal number);
int decimal_compare(Decimal a, Decimal b);
Decimal decimal_negate(Decimal number);

/* The whole part, without its fraction; false when it does not fit. */
bool decimal_to_integer(Decimal number, int64_t *value);

bool decimal_add(Decimal a, Decimal b, Decimal *result);
bool decimal_subtract(Decimal a, Decimal b, Decimal *result);
bool decimal_multiply(Decimal a, Decimal b, Decimal *result);
bool decimal_divide(Decimal a, Decimal b, Decimal *result); /* false by zero */
bool decimal_modulo(Decimal a, Decimal b, Decimal *result); /* a - b * floor(a / b) */
bool decimal_power(Decimal a, Decimal b, Decimal *result);  /* exact digits for whole b */
bool decimal_square_root(Decimal number, Decimal *result);  /* false below zero */
bool decimal_exponential(Decimal number, Decimal *result);  /* about 18 digits */
bool decimal_logarithm(Decimal number, Decimal *result);    /* natural; false unless > 0 */

/* Keeps `scale` digits after the point (before it when negative). */
bool decimal_round(Decimal number, int64_t scale, DecimalRounding rounding, Decimal *result);
