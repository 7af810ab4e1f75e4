/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of twins share: the services in numbers, and the keys they are found by. */
#pragma once

#include "directory/index_names.h"
#include "directory/twin.h"
#include "words/alike.h"

enum {
    TWIN_NAMES = LANGUAGE_COUNT + 1, /* the other name in French too */
    TWIN_TEXT_WORDS = 200,           /* of a description; the rest is not read */
    TWIN_PLACES = 8,                 /* of a service; the rest is not compared */
    TWIN_KEYS = 24,                  /* of a service */
    TWIN_CROWD = 48                  /* a key of more services tells nothing of any */
};

/* A numbered text, and how many have it. */
typedef struct TwinTable {
    NameTable names;
    LIST_OF(uint32_t) counts;
} TwinTable;

typedef struct TwinOrganization {
    IndexSpan words;   /* of its names, in order of number */
    uint32_t name;     /* number of its folded name among the values */
    IndexSpan numbers; /* of enterprise, among the values */
} TwinOrganization;

typedef struct TwinService {
    IndexSpan names[TWIN_NAMES]; /* words in order of number, each once */
    size_t name_count;
    IndexSpan text;     /* the same of the description */
    IndexSpan contacts; /* among the values, in order of number */
    uint32_t places[TWIN_PLACES];
    size_t place_count;
} TwinService;

/* One service under one key. */
typedef struct TwinKey {
    uint64_t key;
    uint32_t service;
} TwinKey;

/* Where the services of a key stand among the sorted keys; by service. */
typedef struct TwinBlock {
    uint32_t first;
    uint32_t count;
} TwinBlock;

struct Twins {
    const Catalogue *catalogue;
    Arena *arena;
    Arena *scratch; /* while it is made */
    TwinTable words;
    TwinTable values;
    const TwinOrganization *organizations;
    const TwinService *services;
    const uint32_t *crowds; /* services by location */
    TwinKey *keys;
    size_t key_count;
    const TwinBlock *blocks; /* of service i from block_starts[i] on */
    const uint32_t *block_starts;
    size_t crowded;
};

/* What an agreement tells that `count` of the services share, in tenths of a bit. */
int twins_bits(const Twins *twins, uint32_t count);

/* How much speaks against two services taken at will. A small directory is no help: that few
 * services are in it does not make two of them more alike. */
int twins_odds(const Twins *twins);
int twins_word_bits(const Twins *twins, uint32_t word);

/* Numbers the words that tell something, in order of number, each once. */
IndexSpan twins_words(Twins *twins, Text text, size_t most);

/* Makes the keys and the blocks. */
void twins_block(Twins *twins);

bool twins_has(IndexSpan sorted, uint32_t number);
