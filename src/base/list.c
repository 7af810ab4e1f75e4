/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/list.h"

#include <string.h>

void *list_grow(Arena *arena, const void *items, size_t count, size_t *capacity, size_t size)
{
    const size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
    void *grown = arena_allocate_array(arena, wanted, size);
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    *capacity = wanted;
    return grown;
}
