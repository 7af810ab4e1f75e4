/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An exact intermediate result of decimal arithmetic: 256 bits hold the product of two
 * coefficients, or a coefficient shifted by 40 digits.
 */
#pragma once

#include "matching/feel_decimal.h"

typedef struct Long {
    uint64_t limb[4]; /* least significant first */
} Long;

Wide long_limit(void); /* 10^34 */
Long long_from(Wide value);
Wide long_low(const Long *value);  /* the lower 128 bits */
bool long_fits(const Long *value); /* below 10^34 */
int long_compare(const Long *a, const Long *b);

Long long_product(Wide a, Wide b);
void long_multiply_small(Long *value, uint64_t factor);
uint64_t long_divide_small(Long *value, uint64_t divisor);             /* gives the remainder */
Long long_divide(const Long *dividend, Wide divisor, Wide *remainder); /* divisor below 2^113 */
void long_add(Long *a, const Long *b);
Long long_difference(const Long *a, const Long *b);  /* a - b, where a >= b */
void long_shift_digits(Long *value, int32_t digits); /* times 10^digits */

/* Drops `digits` digits; what is lost decides the rounding: `half` compares it with one half
 * (-1, 0, 1) and `exact` says that nothing was lost. */
void long_drop_digits(Long *value, int32_t digits, int *half, bool *exact);
