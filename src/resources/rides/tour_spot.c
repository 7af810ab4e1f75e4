/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a request goes best into a tour. Every pair of positions is looked at by what it costs;
 * only the pairs cheaper than the best so far are tried, first against the times each stop must
 * lie between, then exactly. What was found is kept by the key of the tour: most tours come
 * back again and again in a search.
 */
#include <string.h>

#include "resources/rides/tour_work.h"

#define CACHE_BITS 17

typedef struct CacheLine {
    uint64_t key;
    Spot spot;
} CacheLine;

struct SpotCache {
    CacheLine line[(size_t)1 << CACHE_BITS];
};

SpotCache *spot_cache_new(Arena *arena)
{
    return ARENA_NEW(arena, SpotCache);
}

/* One insertion being looked at: the pickup after position `after`. */
typedef struct Trial {
    const Work *work;
    Tour *tour;
    int32_t request;
    int32_t after;
    Ticks pickup_soon;
    Ticks pickup_last;
    int64_t pickup_length; /* added when the drop-off stands apart */
    int64_t length_left;
    int64_t best_length; /* of what was found */
    Spot best;
} Trial;

/* The tour with the request in, tried exactly. */
static bool trial_settles(const Trial *trial, int32_t before)
{
    int16_t stop[TOUR_MAX_STOPS];
    Ticks soon[TOUR_MAX_STOPS];
    const Work *work = trial->work;
    const Tour *tour = trial->tour;
    const size_t head = (size_t)trial->after + 1;
    const size_t middle = (size_t)(before - trial->after);
    const size_t tail = (size_t)(tour->count - before - 1);
    memcpy(stop, tour->stop, head * sizeof(*stop));
    memcpy(soon, tour->soon, head * sizeof(*soon));
    stop[head] = (int16_t)trial->request;
    soon[head] = trial->pickup_soon;
    memcpy(stop + head + 1, tour->stop + head, middle * sizeof(*stop));
    memcpy(soon + head + 1, tour->soon + head, middle * sizeof(*soon));
    const size_t at = head + 1 + middle;
    stop[at] = (int16_t)(trial->request + work->requests);
    soon[at] = work->early[trial->request + work->requests];
    memcpy(stop + at + 1, tour->stop + before + 1, tail * sizeof(*stop));
    memcpy(soon + at + 1, tour->soon + before + 1, tail * sizeof(*soon));
    return stops_settle(work, stop, tour->count + 2, soon);
}

/* The drop-off after position `before`, the one before it left at `soon` at the soonest. */
static void trial_dropoff(Trial *trial, int32_t before, int32_t previous, Ticks soon)
{
    const Work *work = trial->work;
    const Tour *tour = trial->tour;
    const int32_t dropoff = trial->request + work->requests;
    const int32_t next = tour->stop[before + 1];
    const int64_t length =
        before == trial->after
            ? (int64_t)stops_length(work, tour->stop[before], trial->request) +
                  stops_length(work, trial->request, dropoff) +
                  stops_length(work, dropoff, next) -
                  stops_length(work, tour->stop[before], next)
            : trial->pickup_length + stops_length(work, previous, dropoff) +
                  stops_length(work, dropoff, next) - stops_length(work, previous, next);
    if (length >= trial->best_length || length > trial->length_left) {
        return;
    }
    Ticks arrive = soon + stops_time(work, previous, dropoff);
    arrive = arrive < work->early[dropoff] ? work->early[dropoff] : arrive;
    if (arrive > work->late[dropoff] ||
        arrive + stops_time(work, dropoff, next) > tour->last[before + 1] ||
        arrive - work->ride[trial->request] > trial->pickup_last ||
        !trial_settles(trial, before)) {
        return;
    }
    trial->best_length = length;
    trial->best.pickup = (int16_t)trial->after;
    trial->best.dropoff = (int16_t)before;
}

/* All places of the drop-off for one of the pickup. */
static void trial_pickup(Trial *trial)
{
    const Work *work = trial->work;
    const Tour *tour = trial->tour;
    const uint64_t load = work->load[trial->request];
    const uint64_t room = work->vehicle[tour->vehicle].room;
    if (!load_fits(room, tour->load[trial->after] + load)) {
        return;
    }
    trial_dropoff(trial, trial->after, trial->request, trial->pickup_soon);
    Ticks soon = trial->pickup_soon;
    int32_t previous = trial->request;
    for (int32_t k = trial->after + 1; k < tour->count - 1; k++) {
        const int32_t stop = tour->stop[k];
        const Ticks arrive = soon + stops_time(work, previous, stop);
        soon = arrive < tour->soon[k] ? tour->soon[k] : arrive;
        if (soon > tour->last[k] || !load_fits(room, tour->load[k] + load) ||
            soon > work->late[trial->request + work->requests]) {
            return;
        }
        trial_dropoff(trial, k, stop, soon);
        previous = stop;
    }
}

static void trial_run(Trial *trial)
{
    const Work *work = trial->work;
    const Tour *tour = trial->tour;
    const int32_t pickup = trial->request;
    for (int32_t k = 0; k < tour->count - 1; k++) {
        const int32_t here = tour->stop[k];
        const int32_t next = tour->stop[k + 1];
        Ticks arrive = tour->soon[k] + stops_time(work, here, pickup);
        if (arrive > work->late[pickup]) {
            return;
        }
        arrive = arrive < work->early[pickup] ? work->early[pickup] : arrive;
        const Ticks latest = tour->last[k + 1] - stops_time(work, pickup, next);
        const int64_t length = (int64_t)stops_length(work, here, pickup) +
                               stops_length(work, pickup, next) -
                               stops_length(work, here, next);
        if (arrive > latest || length >= trial->best_length) {
            continue;
        }
        trial->after = k;
        trial->pickup_soon = arrive;
        trial->pickup_last = latest < work->late[pickup] ? latest : work->late[pickup];
        trial->pickup_length = length;
        trial_pickup(trial);
    }
}

static Spot spot_find(const Work *work, Tour *tour, int32_t request)
{
    const WorkVehicle *vehicle = &work->vehicle[tour->vehicle];
    tour_time(work, tour);
    const int64_t begun =
        tour->count > 2 ? tour->distance : stops_length(work, tour->stop[0], tour->stop[1]);
    Trial trial = {.work = work,
                   .tour = tour,
                   .request = request,
                   .length_left = vehicle->distance_limit - begun,
                   .best_length = INT64_MAX,
                   .best = {.cost = INT64_MAX}};
    if (tour->count + 2 <= TOUR_MAX_STOPS) {
        trial_run(&trial);
    }
    if (trial.best_length < INT64_MAX) {
        /* A vehicle that stays where it is drives no way at all. */
        const int64_t length = trial.best_length + begun - tour->distance;
        trial.best.cost = (tour->count == 2 ? vehicle->use_cost : 0) +
                          (int64_t)((double)length * vehicle->rate);
    }
    return trial.best;
}

Spot tour_spot(const Work *work, SpotCache *cache, Tour *tour, int32_t request)
{
    if ((work->allowed[request] >> tour->vehicle & 1) == 0) {
        return (Spot){.cost = INT64_MAX};
    }
    if (cache == NULL) {
        return spot_find(work, tour, request);
    }
    const uint64_t key = tour->key ^ work->key[request + work->requests];
    CacheLine *line = &cache->line[(key * UINT64_C(0xd6e8feb86659fd93)) >> (64 - CACHE_BITS)];
    if (line->key != key) {
        *line = (CacheLine){key, spot_find(work, tour, request)};
    }
    return line->spot;
}
