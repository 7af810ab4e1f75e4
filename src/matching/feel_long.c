/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/feel_long.h"

enum { LONG_LIMBS = 4 };

static const Wide TEN_TO_17 = 100000000000000000ULL;

Wide long_limit(void)
{
    return TEN_TO_17 * TEN_TO_17;
}

Long long_from(Wide value)
{
    return (Long){
        {(uint64_t)value, (uint64_t)(value >> 64), 0, 0}
    };
}

Wide long_low(const Long *value)
{
    return ((Wide)value->limb[1] << 64) | value->limb[0];
}

void long_multiply_small(Long *value, uint64_t factor)
{
    Wide carry = 0;
    for (int i = 0; i < LONG_LIMBS; i++) {
        carry += (Wide)value->limb[i] * factor;
        value->limb[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

uint64_t long_divide_small(Long *value, uint64_t divisor)
{
    Wide remainder = 0;
    for (int i = LONG_LIMBS - 1; i >= 0; i--) {
        const Wide part = (remainder << 64) | value->limb[i];
        value->limb[i] = (uint64_t)(part / divisor);
        remainder = part % divisor;
    }
    return (uint64_t)remainder;
}

Long long_product(Wide a, Wide b)
{
    Long low = long_from(a);
    Long high = low;
    long_multiply_small(&low, (uint64_t)b);
    long_multiply_small(&high, (uint64_t)(b >> 64));
    Wide carry = 0;
    for (int i = 1; i < LONG_LIMBS; i++) {
        carry += (Wide)low.limb[i] + high.limb[i - 1];
        low.limb[i] = (uint64_t)carry;
        carry >>= 64;
    }
    return low;
}

int long_compare(const Long *a, const Long *b)
{
    for (int i = LONG_LIMBS - 1; i >= 0; i--) {
        if (a->limb[i] != b->limb[i]) {
            return a->limb[i] < b->limb[i] ? -1 : 1;
        }
    }
    return 0;
}

void long_add(Long *a, const Long *b)
{
    Wide carry = 0;
    for (int i = 0; i < LONG_LIMBS; i++) {
        carry += (Wide)a->limb[i] + b->limb[i];
        a->limb[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

Long long_difference(const Long *a, const Long *b)
{
    Long result = *a;
    uint64_t borrow = 0;
    for (int i = 0; i < LONG_LIMBS; i++) {
        const Wide part = (Wide)a->limb[i] - b->limb[i] - borrow;
        result.limb[i] = (uint64_t)part;
        borrow = (part >> 64) != 0 ? 1 : 0;
    }
    return result;
}

void long_shift_digits(Long *value, int32_t digits)
{
    for (int32_t i = 0; i < digits; i++) {
        long_multiply_small(value, 10);
    }
}

bool long_fits(const Long *value)
{
    return value->limb[3] == 0 && value->limb[2] == 0 && long_low(value) < long_limit();
}

void long_drop_digits(Long *value, int32_t digits, int *half, bool *exact)
{
    bool rest = false;
    uint64_t last = 0;
    for (int32_t i = 0; i < digits; i++) {
        rest = rest || last != 0;
        last = long_divide_small(value, 10);
    }
    *exact = !rest && last == 0;
    *half = last > 5 || (last == 5 && rest) ? 1 : (last == 5 ? 0 : -1);
}

/* Schoolbook division in base 2; the divisor is below 2^113, so the remainder never overflows.
 */
Long long_divide(const Long *dividend, Wide divisor, Wide *remainder)
{
    Long quotient = {{0}};
    Wide rest = 0;
    for (int bit = LONG_LIMBS * 64 - 1; bit >= 0; bit--) {
        rest = (rest << 1) | ((dividend->limb[bit / 64] >> (bit % 64)) & 1);
        if (rest >= divisor) {
            rest -= divisor;
            quotient.limb[bit / 64] |= (uint64_t)1 << (bit % 64);
        }
    }
    *remainder = rest;
    return quotient;
}
