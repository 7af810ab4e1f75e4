/* SPDX-License-Identifier: EUPL-1.2 */
#include "key_index.h"

#include <stdlib.h>

static int entry_compare(const void *a, const void *b)
{
    const KeyEntry *left = a;
    const KeyEntry *right = b;
    const int order = text_compare(left->key, right->key);
    return order != 0 ? order : (left->person > right->person) - (left->person < right->person);
}

static int person_compare(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

void key_index_add(Arena *arena, KeyIndex *index, const LikenessKeys *keys, uint32_t person)
{
    for (size_t i = 0; i < keys->count; i++) {
        LIST_APPEND(arena, index, (KeyEntry){keys->keys[i], person});
    }
}

void key_index_sort(KeyIndex *index)
{
    if (index->count > 0) {
        qsort(index->items, index->count, sizeof(KeyEntry), entry_compare);
    }
}

static size_t first_of_key(const KeyIndex *index, Text key)
{
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (text_compare(index->items[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void find_key(Arena *arena, const KeyIndex *index, Text key, PersonList *persons)
{
    const size_t first = first_of_key(index, key);
    size_t end = first;
    while (end < index->count && end - first <= LIKENESS_CROWD &&
           text_equal(index->items[end].key, key)) {
        end++;
    }
    for (size_t i = first; i < end && end - first <= LIKENESS_CROWD; i++) {
        LIST_APPEND(arena, persons, index->items[i].person);
    }
}

void key_index_find(Arena *arena, const KeyIndex *index, const LikenessKeys *keys,
                    PersonList *persons)
{
    for (size_t i = 0; i < keys->count; i++) {
        find_key(arena, index, keys->keys[i], persons);
    }
    if (persons->count == 0) {
        return;
    }
    qsort(persons->items, persons->count, sizeof(uint32_t), person_compare);
    size_t kept = 1;
    for (size_t i = 1; i < persons->count; i++) {
        if (persons->items[i] != persons->items[kept - 1]) {
            persons->items[kept++] = persons->items[i];
        }
    }
    persons->count = kept;
}
