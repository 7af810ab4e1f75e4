/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/record_set.h"

enum { FIRST_SLOTS = 1 << 12 };

RecordSet record_set(Arena *arena)
{
    return (RecordSet){.arena = arena};
}

static uint64_t hash_of(EntityKind kind, Id id)
{
    const uint64_t hash =
        text_hash(text_of((const char *)id.bytes, sizeof id.bytes), (uint64_t)kind + 1);
    return hash == 0 ? 1 : hash;
}

static uint64_t *slot_of(const RecordSet *set, uint64_t hash)
{
    size_t at = hash & (set->slot_count - 1);
    while (set->slots[at] != 0 && set->slots[at] != hash) {
        at = (at + 1) & (set->slot_count - 1);
    }
    return &set->slots[at];
}

static void make_room(RecordSet *set)
{
    const RecordSet before = *set;
    set->slot_count = before.slot_count == 0 ? FIRST_SLOTS : before.slot_count * 4;
    set->slots = ARENA_ARRAY(set->arena, uint64_t, set->slot_count);
    for (size_t i = 0; i < before.slot_count; i++) {
        if (before.slots[i] != 0) {
            *slot_of(set, before.slots[i]) = before.slots[i];
        }
    }
}

bool record_set_add(RecordSet *set, EntityKind kind, Id id)
{
    if (set->count * 4 >= set->slot_count * 3) {
        make_room(set);
    }
    const uint64_t hash = hash_of(kind, id);
    uint64_t *slot = slot_of(set, hash);
    const bool is_new = *slot == 0;
    *slot = hash;
    set->count += is_new ? 1 : 0;
    return is_new;
}

bool record_set_has(const RecordSet *set, EntityKind kind, Id id)
{
    const uint64_t hash = hash_of(kind, id);
    return set->count > 0 && *slot_of(set, hash) == hash;
}
