/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is taken out: neighbours of each other, in strings of a tour or one by one. */
#include <string.h>

#include "resources/rides/tour_search.h"

#define MOST_OUT      24 /* at once */
#define LONGEST_CHAIN 8  /* of neighbours in one tour */

static void mark_out(Search *search, int32_t request)
{
    search->out[request] = true;
    search->bank[search->bank_count++] = (int16_t)request;
}

/* The requests of a tour in the order they are fetched. */
static int32_t riders(const Search *search, const Tour *tour, int16_t *rider)
{
    int32_t count = 0;
    for (int32_t k = 1; k < tour->count - 1; k++) {
        if (stop_is_pickup(search->work, tour->stop[k])) {
            rider[count++] = tour->stop[k];
        }
    }
    return count;
}

/* `length` riders in a row, `request` among them. */
static void chain_out(Search *search, int32_t request, int32_t length)
{
    int16_t rider[TOUR_MAX_STOPS];
    const Tour *tour = &search->now->tour[search->now->vehicle_of[request]];
    const int32_t count = riders(search, tour, rider);
    int32_t at = 0;
    while (rider[at] != request) {
        at++;
    }
    length = length < count ? length : count;
    const int32_t lowest = at - length + 1 > 0 ? at - length + 1 : 0;
    const int32_t highest = at < count - length ? at : count - length;
    const int32_t first =
        lowest + (int32_t)random_below(&search->random, (uint32_t)(highest - lowest + 1));
    for (int32_t k = first; k < first + length; k++) {
        if (!search->out[rider[k]]) {
            mark_out(search, rider[k]);
        }
    }
}

/* Chains of some tours around one request. */
static void chains_out(Search *search, int32_t seed, int32_t wanted)
{
    const Work *work = search->work;
    const int32_t longest =
        1 + (int32_t)random_below(&search->random,
                                  wanted < LONGEST_CHAIN ? (uint32_t)wanted : LONGEST_CHAIN);
    uint64_t visited = 0;
    const int16_t *near = work->near + (ptrdiff_t)seed * work->near_count;
    for (int32_t k = -1; k < work->near_count && search->bank_count < wanted; k++) {
        const int32_t request = k < 0 ? seed : near[k];
        const int32_t vehicle = search->now->vehicle_of[request];
        if (vehicle < 0 || (visited >> vehicle & 1) != 0) {
            continue;
        }
        visited |= UINT64_C(1) << vehicle;
        chain_out(search, request,
                  1 + (int32_t)random_below(&search->random, (uint32_t)longest));
    }
}

/* A request and those like it; now and then one is passed over. */
static void neighbours_out(Search *search, int32_t seed, int32_t wanted)
{
    const Work *work = search->work;
    const int16_t *near = work->near + (ptrdiff_t)seed * work->near_count;
    for (int32_t k = -1; k < work->near_count && search->bank_count < wanted; k++) {
        const int32_t request = k < 0 ? seed : near[k];
        if (search->now->vehicle_of[request] >= 0 && !search->out[request] &&
            random_below(&search->random, 3) != 0) {
            mark_out(search, request);
        }
    }
}

static void anyone_out(Search *search, int32_t wanted)
{
    const Work *work = search->work;
    for (int32_t k = 0; k < wanted; k++) {
        const int32_t request =
            (int32_t)random_below(&search->random, (uint32_t)work->requests);
        if (search->now->vehicle_of[request] >= 0 && !search->out[request]) {
            mark_out(search, request);
        }
    }
}

static void tour_out(Search *search, int32_t seed)
{
    int16_t rider[TOUR_MAX_STOPS];
    const Tour *tour = &search->now->tour[search->now->vehicle_of[seed]];
    const int32_t count = riders(search, tour, rider);
    for (int32_t k = 0; k < count; k++) {
        mark_out(search, rider[k]);
    }
}

static void chosen_out(Search *search)
{
    const Work *work = search->work;
    const uint32_t most = work->requests < MOST_OUT ? (uint32_t)work->requests : MOST_OUT;
    const int32_t wanted = search->bank_count + 1 +
                           (int32_t)(random_below(&search->random, most) *
                                     (random_below(&search->random, 8) + 1) / 8);
    const int32_t seed = (int32_t)random_below(&search->random, (uint32_t)work->requests);
    const uint32_t way = random_below(&search->random, 100);
    if (way < 2 && search->now->vehicle_of[seed] >= 0) {
        tour_out(search, seed);
    } else if (way < 60) {
        chains_out(search, seed, wanted);
    } else if (way < 90) {
        neighbours_out(search, seed, wanted);
    } else {
        anyone_out(search, wanted);
    }
}

void tour_search_ruin(Search *search)
{
    const Work *work = search->work;
    search->bank_count = 0;
    for (int32_t i = 0; i < work->requests; i++) {
        search->out[i] = false;
        if (search->now->vehicle_of[i] < 0) {
            mark_out(search, i);
        }
    }
    chosen_out(search);
    bool changes[TOUR_MAX_VEHICLES] = {false};
    for (int32_t k = 0; k < search->bank_count; k++) {
        const int32_t vehicle = search->now->vehicle_of[search->bank[k]];
        if (vehicle >= 0) {
            changes[vehicle] = true;
            tour_search_touch(search, vehicle);
            search->now->vehicle_of[search->bank[k]] = -1;
            search->now->cost += work->penalty[search->bank[k]];
        }
    }
    for (int32_t v = 0; v < work->vehicles; v++) {
        if (changes[v]) {
            Tour *tour = &search->now->tour[v];
            search->now->cost -= tour->cost;
            tour_drop(work, tour, search->out);
            search->now->cost += tour->cost;
        }
    }
}
