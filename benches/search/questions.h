/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Questions as people put them, drawn so that each has an answer: 12 in 100 without words, 28
 * with one, 35 with two, 18 with three, 7 with four; three in four within a circle in blended
 * order, the others nearest first; filters and a clock. Some have a mistake, some name a town.
 */
#pragma once

#include "base/random.h"
#include "benches/search/records.h"
#include "directory/search.h"

typedef struct Question {
    SearchRequest request;
    size_t moment; /* of Records.moments */
    bool with_typos;
} Question;

typedef struct Questions {
    Question *items;
    size_t count;
    size_t draws; /* questions drawn in all: those without an answer were dropped */
} Questions;

Questions questions_draw(Arena *arena, const SearchIndex *index, const Records *records,
                         size_t wanted, size_t vocabulary, uint64_t seed);

void questions_write(const SearchIndex *index, const Records *records,
                     const Questions *questions);
