/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Spelling mistakes. An edit is a letter added, left out, changed, or two neighbours swapped
 * (Damerau, each stretch edited once). People get the first letter right: a mistake there
 * counts for two. Words are compared byte by byte, at most 64 of them.
 */
#pragma once

#include "base/text.h"

#define TYPO_BYTES 64
#define TYPO_ROW   72 /* bytes from one row of the table of edits to the next */

/* Edits forgiven in a word: none up to 4 letters, 1 up to 8, 2 from 9 on. */
size_t typo_allowance(Text word);

/* Edits between two folded words, or `limit + 1` when there are more. */
size_t typo_distance(Text a, Text b, size_t limit);

/* The table of edits between `word` and the beginnings of another, row by row, for walking a
 * sorted dictionary without starting again at each entry. Cell i of row d tells the distance
 * between the first i letters of `word` and the first d letters of `other`. */
typedef struct TypoTable {
    uint8_t cells[(TYPO_BYTES + 1) * TYPO_ROW];
} TypoTable;

void typo_first_row(TypoTable *table, Text word);

/* Row `depth` (from 1) from the rows before it; returns the smallest value of the row. */
size_t typo_next_row(TypoTable *table, Text word, Text other, size_t depth);
size_t typo_cell(const TypoTable *table, size_t depth, size_t letter);
