/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Repeatable random numbers (SplitMix64) for tests, benches, generators and lotteries whose
 * seed is published. Secrets come from crypto/, never from here.
 */
#pragma once

#include <stdint.h>

typedef struct Random {
    uint64_t state;
} Random;

Random random_seeded(uint64_t seed);
uint64_t random_next(Random *random);
uint32_t random_below(Random *random, uint32_t limit); /* uniform in [0, limit); limit > 0 */
double random_unit(Random *random);                    /* uniform in [0, 1) */
