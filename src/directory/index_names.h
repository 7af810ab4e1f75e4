/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers for texts that occur again and again, given in the order they first come. */
#pragma once

#include "base/list.h"
#include "base/text.h"

typedef struct NameTable {
    Text *items; /* in `arena`; the first is the empty text */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* in `scratch`: open addressing, item + 1 */
    size_t slot_count;
    Arena *arena;
    Arena *scratch;
} NameTable;

/* The names stay in `arena`, the way to them only as long as `scratch`. */
NameTable name_table(Arena *arena, Arena *scratch);

/* The number of the name; a new one is copied. The empty text is number 0. */
uint32_t name_table_number(NameTable *table, Text name);
