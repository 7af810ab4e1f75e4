/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search for tours: again and again some riders are taken out and put back where they go
 * best; a result that costs a little more is kept now and then, ever more seldom (slack
 * induction by string removals, after Christiaens and Vanden Berghe, 2020, with simulated
 * annealing).
 */
#pragma once

#include "resources/rides/tour_work.h"

typedef struct Search {
    const Work *work;
    SpotCache *cache;
    Random random;
    Tours *now;
    Tours *best;
    Tours *before; /* tours as they were, where `touched` says so */
    bool *touched; /* by vehicle */
    bool *out;     /* by request: taken out, to be put in again */
    int16_t *bank; /* the requests out */
    int32_t bank_count;
    int64_t *order; /* by request, for sorting */
    double warmth;  /* in ticks of cost */
    int64_t iterations;
} Search;

/* A search that begins with `begin`. */
Search *tour_search_new(Arena *arena, const Work *work, uint64_t seed, const Tours *begin);

/* For as long as the options say; the answer is search->best. */
void tour_search_run(Search *search, const TourOptions *options);

/* Takes some requests out of search->now, into the bank. */
void tour_search_ruin(Search *search);

/* Puts what is in the bank back where it goes best. */
void tour_search_mend(Search *search);

/* Notes a tour as it is before it changes. */
void tour_search_touch(Search *search, int32_t vehicle);
