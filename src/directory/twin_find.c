/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "directory/twin_private.h"

static int number_compare(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* The services that share a key with this one, each once, in order. */
static IndexSpan candidates_of(const Twins *twins, Arena *scratch, uint32_t service)
{
    const uint32_t first = twins->block_starts[service];
    const uint32_t end = twins->block_starts[service + 1];
    uint32_t *found = ARENA_ARRAY(scratch, uint32_t, (size_t)(end - first) * TWIN_CROWD);
    size_t count = 0;
    size_t kept = 0;
    for (uint32_t i = first; i < end; i++) {
        const TwinBlock block = twins->blocks[i];
        for (uint32_t j = 0; j < block.count; j++) {
            const uint32_t other = twins->keys[block.first + j].service;
            if (other != service) {
                found[count++] = other;
            }
        }
    }
    if (count > 1) {
        qsort(found, count, sizeof(*found), number_compare);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || found[kept - 1] != found[i]) {
            found[kept++] = found[i];
        }
    }
    return (IndexSpan){found, kept};
}

static int pair_compare(const void *a, const void *b)
{
    const TwinPair *left = a;
    const TwinPair *right = b;
    if (left->answer.weight != right->answer.weight) {
        return left->answer.weight > right->answer.weight ? -1 : 1;
    }
    if (left->one != right->one) {
        return left->one < right->one ? -1 : 1;
    }
    return (left->other > right->other) - (left->other < right->other);
}

static void sort_pairs(TwinPairList *pairs)
{
    if (pairs->count > 1) {
        qsort(pairs->items, pairs->count, sizeof(*pairs->items), pair_compare);
    }
}

/* Those of one service from `least` on. */
static size_t add_pairs(const Twins *twins, Arena *arena, uint32_t service, uint32_t least,
                        TwinPairList *pairs)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    const IndexSpan candidates = candidates_of(twins, scratch, service);
    size_t compared = 0;
    for (size_t i = 0; i < candidates.count; i++) {
        const uint32_t other = candidates.items[i];
        if (other < least) {
            continue;
        }
        const TwinPair pair = {
            .one = service < other ? service : other,
            .other = service < other ? other : service,
            .answer = twins_compare(twins, service, other),
        };
        compared++;
        if (pair.answer.verdict != TWIN_DIFFERENT) {
            LIST_APPEND(arena, pairs, pair);
        }
    }
    return compared;
}

void twins_find(const Twins *twins, Arena *arena, TwinPairList *pairs, TwinEffort *effort)
{
    size_t compared = 0;
    for (size_t i = 0; i < twins->catalogue->service_count; i++) {
        compared += add_pairs(twins, arena, (uint32_t)i, (uint32_t)i + 1, pairs);
    }
    sort_pairs(pairs);
    if (effort != NULL) {
        *effort = (TwinEffort){compared, twins->crowded};
    }
}

void twins_of(const Twins *twins, Arena *arena, uint32_t service, TwinPairList *pairs)
{
    (void)add_pairs(twins, arena, service, 0, pairs);
    sort_pairs(pairs);
}

bool twins_meet(const Twins *twins, uint32_t one, uint32_t other)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    return twins_has(candidates_of(twins, scratch, one), other);
}
