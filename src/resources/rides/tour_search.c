/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/tour_search.h"

#include <math.h>
#include <string.h>

#define LOOK_EVERY  64   /* iterations between two looks at the clock */
#define SMALL_DAY   40   /* requests */
#define SMALL_START 0.5  /* of what a request costs on average */
#define WARM_START  0.25 /* the same, of a day that is not small */
#define WARM_END    0.01

Search *tour_search_new(Arena *arena, const Work *work, uint64_t seed, const Tours *begin)
{
    const size_t requests = (size_t)work->requests;
    Search *search = ARENA_NEW(arena, Search);
    search->work = work;
    search->cache = spot_cache_new(arena);
    search->random = random_seeded(seed);
    search->now = tours_new(work);
    search->best = tours_new(work);
    search->before = tours_new(work);
    search->touched = ARENA_ARRAY(arena, bool, (size_t)work->vehicles);
    search->out = ARENA_ARRAY(arena, bool, requests);
    search->bank = ARENA_ARRAY(arena, int16_t, requests);
    search->order = ARENA_ARRAY(arena, int64_t, requests);
    tours_copy(work, begin, search->now);
    tours_copy(work, begin, search->best);
    return search;
}

void tour_search_touch(Search *search, int32_t vehicle)
{
    if (!search->touched[vehicle]) {
        search->touched[vehicle] = true;
        tour_copy(&search->now->tour[vehicle], &search->before->tour[vehicle]);
    }
}

static void keep(Search *search)
{
    if (search->now->cost < search->best->cost) {
        tours_copy(search->work, search->now, search->best);
    }
}

static void undo(Search *search, int64_t cost)
{
    const Work *work = search->work;
    for (int32_t v = 0; v < work->vehicles; v++) {
        if (!search->touched[v]) {
            continue;
        }
        const Tour *tour = &search->now->tour[v];
        for (int32_t k = 1; k < tour->count - 1; k++) {
            search->now->vehicle_of[tour->stop[k] % work->requests] = -1;
        }
    }
    for (int32_t v = 0; v < work->vehicles; v++) {
        if (!search->touched[v]) {
            continue;
        }
        Tour *tour = &search->now->tour[v];
        tour_copy(&search->before->tour[v], tour);
        for (int32_t k = 1; k < tour->count - 1; k++) {
            search->now->vehicle_of[tour->stop[k] % work->requests] = (int16_t)v;
        }
    }
    search->now->cost = cost;
}

static void step(Search *search)
{
    const int64_t cost = search->now->cost;
    memset(search->touched, 0, (size_t)search->work->vehicles);
    tour_search_ruin(search);
    tour_search_mend(search);
    const double allowance = -search->warmth * log(random_unit(&search->random) + 1e-12);
    if ((double)(search->now->cost - cost) < allowance) {
        keep(search);
    } else {
        undo(search, cost);
    }
    search->iterations++;
}

/* What of the budget is spent, in [0, 1]. */
static double spent(const Search *search, const TourOptions *options, double began)
{
    double share = 0;
    if (options->iterations > 0) {
        share = (double)search->iterations / (double)options->iterations;
    }
    if (options->milliseconds > 0) {
        const double by_time =
            (thread_seconds() - began) * 1000 / (double)options->milliseconds;
        share = by_time > share ? by_time : share;
    }
    return share;
}

static double cost_served(const Tours *tours, const Work *work)
{
    int64_t cost = 0;
    for (int32_t v = 0; v < work->vehicles; v++) {
        cost += tours->tour[v].cost;
    }
    return (double)cost;
}

/* Cools from warm to cold; a small day begins warmer, since there is time for it. */
static double warmth_at(const Search *search, double share)
{
    const int32_t requests = search->work->requests;
    const double start = requests <= SMALL_DAY ? SMALL_START : WARM_START;
    const double each = cost_served(search->best, search->work) / requests + 1;
    return each * start * pow(WARM_END / start, share);
}

void tour_search_run(Search *search, const TourOptions *options)
{
    const Work *work = search->work;
    const double began = thread_seconds();
    if (work->requests == 0 || work->vehicles == 0) {
        return;
    }
    for (double share = 0; share < 1;) {
        search->warmth = warmth_at(search, share);
        for (int i = 0; i < LOOK_EVERY; i++) {
            step(search);
        }
        share = spent(search, options, began);
    }
}
