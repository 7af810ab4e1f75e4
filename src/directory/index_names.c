/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/index_names.h"

static void place_item(NameTable *table, uint32_t item)
{
    size_t slot = text_hash(table->items[item], 0) & (table->slot_count - 1);
    while (table->slots[slot] != 0) {
        slot = (slot + 1) & (table->slot_count - 1);
    }
    table->slots[slot] = item + 1;
}

static void grow(NameTable *table)
{
    if (table->count * 2 < table->slot_count) {
        return;
    }
    table->slot_count *= 4;
    table->slots = ARENA_ARRAY(table->scratch, uint32_t, table->slot_count);
    for (size_t i = 0; i < table->count; i++) {
        place_item(table, (uint32_t)i);
    }
}

NameTable name_table(Arena *arena, Arena *scratch)
{
    NameTable table = {.arena = arena, .scratch = scratch, .slot_count = 256};
    table.slots = ARENA_ARRAY(scratch, uint32_t, table.slot_count);
    (void)name_table_number(&table, TEXT(""));
    return table;
}

uint32_t name_table_number(NameTable *table, Text name)
{
    size_t slot = text_hash(name, 0) & (table->slot_count - 1);
    while (table->slots[slot] != 0) {
        const uint32_t item = table->slots[slot] - 1;
        if (text_equal(table->items[item], name)) {
            return item;
        }
        slot = (slot + 1) & (table->slot_count - 1);
    }
    grow(table);
    const uint32_t item = (uint32_t)table->count;
    LIST_APPEND(table->arena, table, text_copy(table->arena, name));
    place_item(table, item);
    return item;
}
