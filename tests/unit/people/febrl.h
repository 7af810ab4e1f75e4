/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The FEBRL sets: invented persons whose descriptions were spoilt on purpose, with the truth.
 * They are read where SEUIL_SHARED keeps them. soc_sec_id is not read: what is measured is the
 * comparison without a national number.
 */
#pragma once

#include "key_index.h"

typedef struct FebrlRecord {
    uint32_t entity; /* equal for two descriptions of one person */
    const Likeness *person;
} FebrlRecord;

typedef struct FebrlSet {
    FebrlRecord *items;
    size_t count;
    size_t capacity;
} FebrlSet;

/* False when the file is not there. */
bool febrl_read(Arena *arena, const char *name, FebrlSet *set);

typedef struct FebrlPair {
    uint32_t first;
    uint32_t second;
    bool is_true;
    LikenessVerdict verdict;
    int weight;
} FebrlPair;

typedef struct FebrlMeasure {
    FebrlPair *items; /* every pair that shares a key */
    size_t count;
    size_t capacity;
    size_t truths;       /* pairs of one person in the set, found or not */
    size_t truths_found; /* those that share a key */
    size_t most_keys;
} FebrlMeasure;

void febrl_measure(Arena *arena, const FebrlSet *set, FebrlMeasure *measure);

typedef struct FebrlScore {
    size_t right;
    size_t wrong;
    double precision;
    double recall; /* of all truths, those no key finds too */
    double f1;
} FebrlScore;

FebrlScore febrl_score_verdict(const FebrlMeasure *measure, LikenessVerdict least);
FebrlScore febrl_score_weight(const FebrlMeasure *measure, int least);
