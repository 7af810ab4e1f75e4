/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/closest.h"

enum { LONGEST_WORD = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t word_distance(Text a, Text b)
{
    if (a.length > LONGEST_WORD || b.length > LONGEST_WORD) {
        return SIZE_MAX;
    }
    size_t rows[LONGEST_WORD + 1][LONGEST_WORD + 1];
    for (size_t i = 0; i <= a.length; i++) {
        rows[i][0] = i;
    }
    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        for (size_t j = 1; j <= b.length; j++) {
            const size_t change = a.bytes[i - 1] == b.bytes[j - 1] ? 0 : 1;
            size_t best = least(rows[i - 1][j], rows[i][j - 1]) + 1;
            best = least(best, rows[i - 1][j - 1] + change);
            if (i > 1 && j > 1 && a.bytes[i - 1] == b.bytes[j - 2] &&
                a.bytes[i - 2] == b.bytes[j - 1]) {
                best = least(best, rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    return rows[a.length][b.length];
}

Closest closest_to(Text word)
{
    return (Closest){.word = word, .best = TEXT(""), .distance = word.length / 3 + 1};
}

void closest_consider(Closest *closest, Text candidate)
{
    const size_t distance = word_distance(closest->word, candidate);
    const size_t bound =
        text_is_empty(closest->best) ? closest->distance + 1 : closest->distance;
    if (distance < bound) {
        closest->best = candidate;
        closest->distance = distance;
    }
}
