/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words one or two mistakes away, found by what they have in common: whoever leaves up to two
 * letters out of the beginnings of both comes to the same rest (the deletion neighbourhood of
 * T. Bocek, E. Hunt and B. Stiller, "Fast Similarity Search in Large Dictionaries", 2007).
 */
#pragma once

#include "base/list.h"
#include "base/text.h"

typedef struct Spellings {
    const uint32_t *starts; /* by bucket: its words are words[starts[b]] onwards */
    const uint32_t *words;
    size_t buckets; /* a power of two */
} Spellings;

typedef struct NearWord {
    uint32_t word;
    uint32_t distance;
} NearWord;

typedef LIST_OF(NearWord) NearWordList;

/* `words` are numbered by their place; they must outlive the result. */
Spellings spellings_build(Arena *arena, const Text *words, size_t count);

/* Appends, in order of number, the words from 1 to `limit` (at most 2) mistakes away from
 * `folded`, which has 2 letters at least. */
void spellings_near(const Spellings *spellings, const Text *words, Arena *arena, Text folded,
                    size_t limit, NearWordList *near);
