/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How alike two names are written. Letters are code points, so that an Arabic or Cyrillic name
 * is measured as a Latin one is.
 */
#pragma once

#include "base/text.h"

#define SPELLING_LETTERS 40 /* letters past these are not compared */

typedef struct Spelling {
    uint32_t letters[SPELLING_LETTERS];
    size_t count;
} Spelling;

/* The letters of a folded text, its spaces left out. Broken bytes are taken one by one. */
void spelling_read(Text folded, Spelling *spelling);

/* Jaro-Winkler in thousandths: 1000 for equal texts, 0 when nothing is shared or one is empty;
 * a common beginning of up to four letters counts for 0.1 of what is missing each (Winkler
 * 1990). Symmetric. */
int spelling_likeness(const Spelling *a, const Spelling *b);

/* Letters added, left out, changed or swapped with their neighbour (Damerau, each stretch
 * edited once), or `limit + 1` when there are more. Symmetric. */
size_t spelling_distance(const Spelling *a, const Spelling *b, size_t limit);
