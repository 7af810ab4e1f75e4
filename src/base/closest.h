/* SPDX-License-Identifier: EUPL-1.2 */
/* Which right word a mistyped one was meant to be. */
#pragma once

#include "base/text.h"

typedef struct Closest {
    Text word; /* what was typed */
    Text best; /* empty until a candidate is near enough */
    size_t distance;
} Closest;

/* Starts a search for what `word` was meant to be: at most one change for three letters. */
Closest closest_to(Text word);
void closest_consider(Closest *closest, Text candidate);

/* Insertions, deletions, substitutions and swaps of neighbours (Damerau) that turn `a` into
 * `b`, by bytes. Words longer than 40 bytes are as far as can be: SIZE_MAX. */
size_t word_distance(Text a, Text b);
