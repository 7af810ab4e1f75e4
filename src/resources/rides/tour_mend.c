/* SPDX-License-Identifier: EUPL-1.2 */
/* How those taken out come back: one after the other in some order, or whoever loses most by
 * waiting first. Now and then a tour is passed over, so that the same does not come back. */
#include <stdlib.h>

#include "resources/rides/tour_search.h"

#define PASSED_OVER 40 /* one tour in so many */

typedef struct Choice {
    int64_t cost;
    int64_t second;
    int32_t vehicle;
    Spot spot;
} Choice;

/* The best tour for a request, and what the next best would cost. Of the alike vehicles that
 * stay where they are one is enough. */
static Choice choose(Search *search, int32_t request)
{
    const Work *work = search->work;
    Choice choice = {.cost = INT64_MAX, .second = INT64_MAX, .vehicle = -1};
    uint64_t idle_kin = 0;
    for (int32_t v = 0; v < work->vehicles; v++) {
        Tour *tour = &search->now->tour[v];
        if ((tour->count == 2 && tour->key == idle_kin) ||
            random_below(&search->random, PASSED_OVER) == 0) {
            continue;
        }
        idle_kin = tour->count == 2 ? tour->key : idle_kin;
        const Spot spot = tour_spot(work, search->cache, tour, request);
        if (spot.cost < choice.cost) {
            choice.second = choice.cost;
            choice.cost = spot.cost;
            choice.vehicle = v;
            choice.spot = spot;
        } else if (spot.cost < choice.second) {
            choice.second = spot.cost;
        }
    }
    return choice;
}

static void put(Search *search, int32_t request, const Choice *choice)
{
    Tour *tour = &search->now->tour[choice->vehicle];
    tour_search_touch(search, choice->vehicle);
    search->now->cost -= tour->cost + search->work->penalty[request];
    tour_put(search->work, tour, request, &choice->spot);
    search->now->cost += tour->cost;
    search->now->vehicle_of[request] = (int16_t)choice->vehicle;
}

static void bank_shuffle(Search *search)
{
    for (int32_t k = search->bank_count - 1; k > 0; k--) {
        const int32_t other = (int32_t)random_below(&search->random, (uint32_t)k + 1);
        const int16_t swapped = search->bank[k];
        search->bank[k] = search->bank[other];
        search->bank[other] = swapped;
    }
}

/* Insertion sort by search->order: the bank is short. */
static void bank_sort(Search *search)
{
    for (int32_t k = 1; k < search->bank_count; k++) {
        const int16_t request = search->bank[k];
        int32_t at = k;
        for (; at > 0 && search->order[search->bank[at - 1]] > search->order[request]; at--) {
            search->bank[at] = search->bank[at - 1];
        }
        search->bank[at] = request;
    }
}

/* Narrow windows first, far journeys first, early ones first, or as the lot has it. */
static void bank_order(Search *search)
{
    const Work *work = search->work;
    const int32_t n = work->requests;
    const uint32_t way = random_below(&search->random, 5);
    bank_shuffle(search);
    for (int32_t k = 0; k < search->bank_count; k++) {
        const int32_t i = search->bank[k];
        const Ticks home = work->vehicles > 0 ? stops_length(work, stop_start(work, 0), i) : 0;
        search->order[i] = way == 0   ? work->late[i] - work->early[i]
                           : way == 1 ? -(int64_t)home - stops_length(work, i, n + i)
                           : way == 2 ? work->early[i]
                           : way == 3 ? -(int64_t)(work->load[i] & 0x7fff) * TICKS_A_UNIT
                                      : 0;
    }
    bank_sort(search);
}

static void mend_in_order(Search *search)
{
    bank_order(search);
    for (int32_t k = 0; k < search->bank_count; k++) {
        const Choice choice = choose(search, search->bank[k]);
        if (choice.vehicle >= 0) {
            put(search, search->bank[k], &choice);
        }
    }
}

/* Whoever would lose most by not having the best tour goes first. */
static void mend_by_regret(Search *search)
{
    while (search->bank_count > 0) {
        int32_t first = -1;
        double loss = -1;
        Choice chosen = {0};
        for (int32_t k = 0; k < search->bank_count; k++) {
            const Choice choice = choose(search, search->bank[k]);
            if (choice.vehicle < 0) {
                continue;
            }
            const double lost = choice.second == INT64_MAX
                                    ? 1e18 - (double)choice.cost
                                    : (double)(choice.second - choice.cost);
            if (lost > loss) {
                loss = lost;
                first = k;
                chosen = choice;
            }
        }
        if (first < 0) {
            return;
        }
        put(search, search->bank[first], &chosen);
        search->bank[first] = search->bank[--search->bank_count];
    }
}

void tour_search_mend(Search *search)
{
    if (random_below(&search->random, 4) == 0 && search->bank_count <= 12) {
        mend_by_regret(search);
    } else {
        mend_in_order(search);
    }
}
