/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A directory that does not exist, for measures and for tests against brute force: the same
 * seed gives the same services. Words are made of syllables and drawn by Zipf's law, towns by
 * population; a tenth of the doors are reached by telephone, a few are confidential or dated.
 */
#pragma once

#include "base/random.h"
#include "directory/catalogue.h"

typedef struct GeneratedSize {
    size_t services;
    size_t needs;      /* in two levels, ten below each upper one */
    size_t vocabulary; /* words a language */
    size_t text_words; /* of a description, on average */
} GeneratedSize;

const Catalogue *generate_catalogue(Arena *arena, GeneratedSize size, uint64_t seed);

/* A word of that language of the vocabulary, drawn as in the texts. */
Text generate_word(Arena *arena, Random *random, Language language, size_t vocabulary);

/* A commune drawn by population. */
const Commune *generate_commune(Random *random);
