/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/typo.h"

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t typo_allowance(Text word)
{
    if (word.length > TYPO_BYTES || word.length <= 4) {
        return 0;
    }
    return word.length <= 8 ? 1 : 2;
}

size_t typo_cell(const TypoTable *table, size_t depth, size_t letter)
{
    return table->cells[depth * TYPO_ROW + letter];
}

static void set_cell(TypoTable *table, size_t depth, size_t letter, size_t edits)
{
    table->cells[depth * TYPO_ROW + letter] = (uint8_t)edits;
}

void typo_first_row(TypoTable *table, Text word)
{
    set_cell(table, 0, 0, 0);
    for (size_t i = 1; i <= word.length; i++) {
        set_cell(table, 0, i, i + 1); /* the first letter left out counts for two */
    }
}

size_t typo_next_row(TypoTable *table, Text word, Text other, size_t depth)
{
    const char letter = other.bytes[depth - 1];
    size_t smallest = depth + 1;
    set_cell(table, depth, 0, depth + 1);
    for (size_t i = 1; i <= word.length; i++) {
        const bool is_same = word.bytes[i - 1] == letter;
        const size_t price = i == 1 && depth == 1 ? 2 : 1;
        size_t edits = typo_cell(table, depth - 1, i - 1) + (is_same ? 0 : price);
        edits = smaller(edits, typo_cell(table, depth - 1, i) + 1);
        edits = smaller(edits, typo_cell(table, depth, i - 1) + 1);
        const bool is_swap = i > 1 && depth > 1 &&
                             word.bytes[i - 1] == other.bytes[depth - 2] &&
                             word.bytes[i - 2] == letter;
        if (is_swap) {
            const size_t swap_price = i == 2 && depth == 2 ? 2 : 1;
            edits = smaller(edits, typo_cell(table, depth - 2, i - 2) + swap_price);
        }
        set_cell(table, depth, i, edits);
        smallest = smaller(smallest, edits);
    }
    return smallest;
}

size_t typo_distance(Text a, Text b, size_t limit)
{
    const size_t difference = a.length > b.length ? a.length - b.length : b.length - a.length;
    if (difference > limit || a.length > TYPO_BYTES || b.length > TYPO_BYTES) {
        return limit + 1;
    }
    TypoTable table;
    typo_first_row(&table, a);
    for (size_t depth = 1; depth <= b.length; depth++) {
        if (typo_next_row(&table, a, b, depth) > limit + 1) {
            return limit + 1;
        }
    }
    return smaller(typo_cell(&table, b.length, a.length), limit + 1);
}
