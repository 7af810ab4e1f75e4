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

/* A key that more persons have than these tells nothing of any of them: a shelter's address. */
enum { KEY_CROWD = 200 };

void key_index_add(Arena *arena, KeyIndex *index, const LikenessKeys *keys, uint32_t person);
void key_index_sort(KeyIndex *index);

/* The persons who share a key, each once, in order. */
void key_index_find(Arena *arena, const KeyIndex *index, const LikenessKeys *keys,
                    PersonList *persons);
