/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"

Random random_seeded(uint64_t seed)
{
    return (Random){.state = seed};
}

uint64_t random_next(Random *random)
{
    random->state += 0x9e3779b97f4a7c15U;
    uint64_t mixed = random->state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

uint32_t random_below(Random *random, uint32_t limit)
{
    /* Rejection keeps the draw uniform: the incomplete last stretch of 2^32 is thrown away. */
    const uint32_t threshold = (0U - limit) % limit;
    uint32_t drawn = 0;
    do {
        drawn = (uint32_t)(random_next(random) >> 32);
    } while (drawn < threshold);
    return drawn % limit;
}

double random_unit(Random *random)
{
    return (double)(random_next(random) >> 11) * 0x1.0p-53;
}
