/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/spelling.h"

#include <string.h>
#include <utf8proc.h>

enum { THOUSAND = 1000, PREFIX_LETTERS = 4, PREFIX_SHARE = 10 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

void spelling_read(Text folded, Spelling *spelling)
{
    spelling->count = 0;
    for (size_t at = 0; at < folded.length && spelling->count < SPELLING_LETTERS;) {
        utf8proc_int32_t point = 0;
        const utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)folded.bytes + at,
                             (utf8proc_ssize_t)(folded.length - at), &point);
        if (length <= 0) {
            point = (unsigned char)folded.bytes[at];
        }
        if (point != ' ') {
            spelling->letters[spelling->count++] = (uint32_t)point;
        }
        at += length <= 0 ? 1 : (size_t)length;
    }
}

/* Marks the letters that stand in both, near enough to each other; returns how many. */
static size_t mark_common(const Spelling *a, const Spelling *b, bool *in_a, bool *in_b)
{
    const size_t half = larger(a->count, b->count) / 2;
    const size_t reach = half > 0 ? half - 1 : 0;
    size_t common = 0;
    for (size_t i = 0; i < a->count; i++) {
        const size_t first = i > reach ? i - reach : 0;
        const size_t last = smaller(i + reach + 1, b->count);
        for (size_t j = first; j < last; j++) {
            if (!in_b[j] && a->letters[i] == b->letters[j]) {
                in_a[i] = true;
                in_b[j] = true;
                common++;
                break;
            }
        }
    }
    return common;
}

/* Common letters that stand in another order. */
static size_t count_displaced(const Spelling *a, const Spelling *b, const bool *in_a,
                              const bool *in_b)
{
    size_t displaced = 0;
    size_t j = 0;
    for (size_t i = 0; i < a->count; i++) {
        if (!in_a[i]) {
            continue;
        }
        while (!in_b[j]) {
            j++;
        }
        displaced += a->letters[i] != b->letters[j];
        j++;
    }
    return displaced;
}

static int with_prefix(const Spelling *a, const Spelling *b, int jaro)
{
    size_t prefix = 0;
    while (prefix < PREFIX_LETTERS && prefix < a->count && prefix < b->count &&
           a->letters[prefix] == b->letters[prefix]) {
        prefix++;
    }
    return jaro + ((int)prefix * (THOUSAND - jaro)) / PREFIX_SHARE;
}

static int jaro(const Spelling *a, const Spelling *b)
{
    bool in_a[SPELLING_LETTERS] = {false};
    bool in_b[SPELLING_LETTERS] = {false};
    const size_t common = mark_common(a, b, in_a, in_b);
    if (common == 0) {
        return 0;
    }
    const size_t kept = common - count_displaced(a, b, in_a, in_b) / 2;
    const size_t shares =
        common * THOUSAND / a->count + common * THOUSAND / b->count + kept * THOUSAND / common;
    return (int)(shares / 3);
}

/* The greedy marking depends on which text leads: always the same one of two. */
static bool leads(const Spelling *a, const Spelling *b)
{
    if (a->count != b->count) {
        return a->count < b->count;
    }
    return memcmp(a->letters, b->letters, a->count * sizeof(a->letters[0])) <= 0;
}

int spelling_likeness(const Spelling *a, const Spelling *b)
{
    if (a->count == 0 || b->count == 0) {
        return 0;
    }
    return with_prefix(a, b, leads(a, b) ? jaro(a, b) : jaro(b, a));
}

size_t spelling_distance(const Spelling *a, const Spelling *b, size_t limit)
{
    const size_t longer = larger(a->count, b->count);
    if (longer - smaller(a->count, b->count) > limit) {
        return limit + 1;
    }
    size_t rows[3][SPELLING_LETTERS + 1];
    for (size_t j = 0; j <= b->count; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a->count; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        const size_t *second = rows[(i + 1) % 3];
        size_t least = i;
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            const bool differ = a->letters[i - 1] != b->letters[j - 1];
            row[j] = smaller(smaller(row[j - 1], above[j]) + 1, above[j - 1] + differ);
            if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
                a->letters[i - 2] == b->letters[j - 1]) {
                row[j] = smaller(row[j], second[j - 2] + 1);
            }
            least = smaller(least, row[j]);
        }
        if (least > limit + 1) {
            return limit + 1;
        }
    }
    return smaller(rows[a->count % 3][b->count], limit + 1);
}
