/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A directory that does not exist, for measures and for tests against brute force: the same
 * seed gives the same services. Words are drawn by Zipf's law from tens of thousands of forms
 * (generate_words.h); people live around towns drawn by population; houses hold several
 * services; hours are of thousands of kinds (generate_hours.h). Doors without a place grow with
 * the root of the directory: a country of ten times the services has not ten times the lines to
 * call. Beyond 150,000 doors the country is repeated beside itself, as no country is denser.
 */
#pragma once

#include "base/random.h"
#include "directory/catalogue.h"

typedef struct GeneratedSize {
    size_t services;   /* service places: one door each */
    size_t needs;      /* in two levels, ten below each upper one */
    size_t vocabulary; /* stems a language; each has several forms */
    size_t text_words; /* of a description, on average */
    bool is_dense;     /* one country, however many doors */
} GeneratedSize;

const Catalogue *generate_catalogue(Arena *arena, GeneratedSize size, uint64_t seed);

/* How a service came to stand twice in the directory. */
typedef enum TwinKind { TWIN_RENAMED, TWIN_MOVED, TWIN_SPLIT, TWIN_KINDS } TwinKind;

/* Two services, by number, that are one; the truth for measures of duplicates. */
typedef struct GeneratedTwin {
    uint32_t service;
    uint32_t of;
    TwinKind kind;
} GeneratedTwin;

typedef struct GeneratedDirectory {
    const Catalogue *catalogue;
    const GeneratedTwin *twins;
    size_t twin_count;
} GeneratedDirectory;

GeneratedDirectory generate_directory(Arena *arena, GeneratedSize size, uint64_t seed);

/* A word of that language of the vocabulary, drawn as in the texts. */
Text generate_word(Arena *arena, Random *random, Language language, size_t vocabulary);

/* A commune drawn by population. */
const Commune *generate_commune(Random *random);

/* Where the country number `tile` stands for a point of the first. */
GeoPoint generate_shift(GeoPoint point, size_t tile);
size_t generate_tiles(GeneratedSize size);
