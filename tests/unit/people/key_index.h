/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons found by their keys in a sorted array, as the table of the store will find them. */
#pragma once

#include "base/list.h"
#include "base/outcome.h"
#include "people/likeness.h"

typedef struct KeyEntry {
    Text key;
    uint32_t person;
} KeyEntry;

typedef LIST_OF(KeyEntry) KeyIndex;

typedef LIST_OF(uint32_t) PersonList;

void key_index_add(Arena *arena, KeyIndex *index, const LikenessKeys *keys, uint32_t person);
void key_index_sort(KeyIndex *index);

/* The persons who share a key that no crowd has, each once, in order. */
void key_index_find(Arena *arena, const KeyIndex *index, const LikenessKeys *keys,
                    PersonList *persons);
