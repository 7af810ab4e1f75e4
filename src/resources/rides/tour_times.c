/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tours with their numbers and their times. Whether a schedule exists is decided exactly: the
 * conditions are differences of times (drive, ride limit, length of the day), so that pushing
 * each stop only as far as some condition demands ends in the earliest schedule, or shows that
 * there is none (the longest ways in a graph, after Bellman and Ford).
 */
#include <assert.h>
#include <string.h>
#include <time.h>

#include "resources/rides/tour_work.h"

double thread_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void tour_new(const Work *work, Tour *tour, int32_t vehicle)
{
    tour->vehicle = vehicle;
    tour->stop = ARENA_ARRAY(work->arena, int16_t, TOUR_MAX_STOPS);
    tour->soon = ARENA_ARRAY(work->arena, Ticks, TOUR_MAX_STOPS);
    tour->last = ARENA_ARRAY(work->arena, Ticks, TOUR_MAX_STOPS);
    tour->load = ARENA_ARRAY(work->arena, uint64_t, TOUR_MAX_STOPS);
    tour_clear(work, tour);
}

void tour_clear(const Work *work, Tour *tour)
{
    tour->count = 2;
    tour->stop[0] = (int16_t)stop_start(work, tour->vehicle);
    tour->stop[1] = (int16_t)(stop_start(work, tour->vehicle) + 1);
    tour_measure(work, tour);
}

Tours *tours_new(const Work *work)
{
    Tours *tours = ARENA_NEW(work->arena, Tours);
    tours->tour = ARENA_ARRAY(work->arena, Tour, (size_t)work->vehicles);
    tours->vehicle_of = ARENA_ARRAY(work->arena, int16_t, (size_t)work->requests);
    for (int32_t v = 0; v < work->vehicles; v++) {
        tour_new(work, &tours->tour[v], v);
    }
    for (int32_t i = 0; i < work->requests; i++) {
        tours->vehicle_of[i] = -1;
        tours->cost += work->penalty[i];
    }
    return tours;
}

void tour_copy(const Tour *from, Tour *to)
{
    const size_t count = (size_t)from->count;
    to->count = from->count;
    to->key = from->key;
    to->distance = from->distance;
    to->cost = from->cost;
    to->is_timed = from->is_timed;
    memcpy(to->stop, from->stop, count * sizeof(*to->stop));
    if (from->is_timed) {
        memcpy(to->soon, from->soon, count * sizeof(*to->soon));
        memcpy(to->last, from->last, count * sizeof(*to->last));
        memcpy(to->load, from->load, count * sizeof(*to->load));
    }
}

void tours_copy(const Work *work, const Tours *from, Tours *to)
{
    for (int32_t v = 0; v < work->vehicles; v++) {
        tour_copy(&from->tour[v], &to->tour[v]);
    }
    memcpy(to->vehicle_of, from->vehicle_of, (size_t)work->requests * sizeof(*to->vehicle_of));
    to->cost = from->cost;
}

/* The ends of alike vehicles have different numbers: they stay out of the key. */
void tour_measure(const Work *work, Tour *tour)
{
    const WorkVehicle *vehicle = &work->vehicle[tour->vehicle];
    uint64_t key = vehicle->kin;
    int64_t distance = 0;
    for (int32_t k = 1; k < tour->count; k++) {
        distance += stops_length(work, tour->stop[k - 1], tour->stop[k]);
        if (k + 1 < tour->count) {
            key = (key ^ work->key[tour->stop[k]]) * UINT64_C(0x9e3779b97f4a7c15);
            key ^= key >> 29;
        }
    }
    if (tour->count == 2) {
        distance = 0;
    }
    tour->key = key;
    tour->distance = distance;
    tour->cost =
        tour->count == 2 ? 0 : vehicle->use_cost + (int64_t)((double)distance * vehicle->rate);
    tour->is_timed = false;
}

/* Raises what the ride limits and the length of the day demand; the first position raised, or
 * `count` when nothing was. */
static int32_t rides_push(const Work *work, const int16_t *stop, int32_t count, Ticks *soon)
{
    int16_t dropped[TOUR_MAX_REQUESTS];
    int32_t first = count;
    for (int32_t k = count - 2; k > 0; k--) {
        if (!stop_is_pickup(work, stop[k])) {
            dropped[stop[k] - work->requests] = (int16_t)k;
            continue;
        }
        const Ticks needed = soon[dropped[stop[k]]] - work->ride[stop[k]];
        if (soon[k] < needed) {
            soon[k] = needed;
            first = k;
        }
    }
    const int32_t vehicle = (stop[0] - 2 * work->requests) / 2;
    const Ticks needed = soon[count - 1] - work->vehicle[vehicle].duration;
    if (soon[0] < needed) {
        soon[0] = needed;
        first = 0;
    }
    return first;
}

static bool drive_push(const Work *work, const int16_t *stop, int32_t count, int32_t from,
                       Ticks *soon)
{
    if (soon[from] > work->late[stop[from]]) {
        return false;
    }
    for (int32_t k = from + 1; k < count; k++) {
        const Ticks arrive = soon[k - 1] + stops_time(work, stop[k - 1], stop[k]);
        if (soon[k] < arrive) {
            soon[k] = arrive;
        }
        if (soon[k] > work->late[stop[k]]) {
            return false;
        }
    }
    return true;
}

bool stops_settle(const Work *work, const int16_t *stop, int32_t count, Ticks *soon)
{
    int32_t first = 0;
    for (int32_t round = 0; round <= count; round++) {
        if (!drive_push(work, stop, count, first, soon)) {
            return false;
        }
        first = rides_push(work, stop, count, soon);
        if (first == count) {
            return true;
        }
    }
    return false;
}

/* The mirror of stops_settle: each stop as late as the others leave it. A schedule exists. */
static void last_settle(const Work *work, const int16_t *stop, int32_t count, Ticks *last)
{
    int16_t fetched[TOUR_MAX_REQUESTS];
    const int32_t vehicle = (stop[0] - 2 * work->requests) / 2;
    for (bool changed = true; changed;) {
        changed = false;
        for (int32_t k = count - 2; k >= 0; k--) {
            const Ticks leave = last[k + 1] - stops_time(work, stop[k], stop[k + 1]);
            last[k] = leave < last[k] ? leave : last[k];
        }
        for (int32_t k = 1; k < count - 1; k++) {
            if (stop_is_pickup(work, stop[k])) {
                fetched[stop[k]] = (int16_t)k;
                continue;
            }
            const int32_t request = stop[k] - work->requests;
            const Ticks limit = last[fetched[request]] + work->ride[request];
            changed |= limit < last[k];
            last[k] = limit < last[k] ? limit : last[k];
        }
        const Ticks limit = last[0] + work->vehicle[vehicle].duration;
        changed |= limit < last[count - 1];
        last[count - 1] = limit < last[count - 1] ? limit : last[count - 1];
    }
}

void tour_time(const Work *work, Tour *tour)
{
    if (tour->is_timed) {
        return;
    }
    uint64_t load = 0;
    for (int32_t k = 0; k < tour->count; k++) {
        const int32_t stop = tour->stop[k];
        tour->soon[k] = work->early[stop];
        tour->last[k] = work->late[stop];
        load += stop_is_pickup(work, stop) ? work->load[stop] : 0;
        load -= stop_is_dropoff(work, stop) ? work->load[stop - work->requests] : 0;
        tour->load[k] = load;
    }
    const bool settled = stops_settle(work, tour->stop, tour->count, tour->soon);
    assert(settled || tour->count == 2);
    if (settled) {
        last_settle(work, tour->stop, tour->count, tour->last);
    }
    tour->is_timed = true;
}

void tour_drop(const Work *work, Tour *tour, const bool *marked)
{
    int32_t kept = 0;
    for (int32_t k = 0; k < tour->count; k++) {
        const int32_t stop = tour->stop[k];
        const bool is_ride = stop < 2 * work->requests;
        if (!is_ride || !marked[stop % work->requests]) {
            tour->stop[kept++] = (int16_t)stop;
        }
    }
    tour->count = kept;
    tour_measure(work, tour);
}

void tour_put(const Work *work, Tour *tour, int32_t request, const Spot *spot)
{
    int16_t *stop = tour->stop;
    for (int32_t k = tour->count - 1; k > spot->pickup; k--) {
        stop[k + (k > spot->dropoff ? 2 : 1)] = stop[k];
    }
    stop[spot->pickup + 1] = (int16_t)request;
    stop[spot->dropoff + 2] = (int16_t)(request + work->requests);
    tour->count += 2;
    tour_measure(work, tour);
}
