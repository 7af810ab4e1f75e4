/* SPDX-License-Identifier: EUPL-1.2 */
/* The problem in whole numbers, with windows as narrow as rides and journeys make them. */
#include <math.h>
#include <stdlib.h>

#include "resources/rides/tour_validate.h"
#include "resources/rides/tour_work.h"

#define NEAR_LIMIT    64
#define KEY_SEED      UINT64_C(0x5e011d0045)
#define APART_BY_TIME 0.25 /* of a minute, beside a unit of distance */
#define NARROW_ROUNDS 4

/* What the parts are before they are const. */
typedef struct Parts {
    Ticks *time;
    Ticks *length;
    Ticks *early;
    Ticks *late;
    Ticks *service;
    Ticks *ride;
    int32_t *place;
} Parts;

static Ticks ticks_up(double value)
{
    return (Ticks)ceil(value * TICKS_A_UNIT - 1e-6);
}

static Ticks ticks_down(double value)
{
    return (Ticks)floor(value * TICKS_A_UNIT + 1e-6);
}

static void stop_take(Parts *parts, int32_t stop, const TourStop *from)
{
    parts->place[stop] = from->place;
    parts->early[stop] = ticks_up(from->earliest);
    parts->late[stop] = ticks_down(from->latest);
    parts->service[stop] = ticks_up(from->service);
}

static uint64_t load_packed(const int32_t *amounts)
{
    uint64_t packed = 0;
    for (int kind = 0; kind < TOUR_KINDS; kind++) {
        packed |= (uint64_t)amounts[kind] << 16 * kind;
    }
    return packed;
}

static void requests_take(Work *work, Parts *parts)
{
    const TourProblem *tour = work->tour;
    uint64_t *load = ARENA_ARRAY(work->arena, uint64_t, tour->request_count);
    uint64_t *allowed = ARENA_ARRAY(work->arena, uint64_t, tour->request_count);
    for (int32_t i = 0; i < work->requests; i++) {
        const TourRequest *request = &tour->requests[i];
        stop_take(parts, i, &request->pickup);
        stop_take(parts, work->requests + i, &request->dropoff);
        parts->ride[i] = ticks_down(request->ride_limit + request->pickup.service);
        load[i] = load_packed(request->load);
        for (int32_t v = 0; v < work->vehicles; v++) {
            const uint64_t room = load_packed(tour->vehicles[v].capacity) | LOAD_GUARD;
            if ((request->vehicles >> v & 1) != 0 && load_fits(room, load[i])) {
                allowed[i] |= UINT64_C(1) << v;
            }
        }
    }
    work->load = load;
    work->allowed = allowed;
}

static bool vehicles_are_alike(const TourVehicle *a, const TourVehicle *b)
{
    return a->start == b->start && a->end == b->end && a->earliest == b->earliest &&
           a->latest == b->latest && a->duration_limit == b->duration_limit &&
           a->distance_limit == b->distance_limit && a->use_cost == b->use_cost &&
           a->distance_cost == b->distance_cost &&
           load_packed(a->capacity) == load_packed(b->capacity);
}

/* Vehicles that could stand for each other: alike in all, and in who may ride in them. */
static uint64_t vehicle_kin(const Work *work, int32_t vehicle)
{
    const TourProblem *tour = work->tour;
    for (int32_t v = 0; v < vehicle; v++) {
        bool alike = vehicles_are_alike(&tour->vehicles[v], &tour->vehicles[vehicle]);
        for (int32_t i = 0; alike && i < work->requests; i++) {
            alike = (work->allowed[i] >> v & 1) == (work->allowed[i] >> vehicle & 1);
        }
        if (alike) {
            return work->vehicle[v].kin;
        }
    }
    Random lot = random_seeded(KEY_SEED + (uint64_t)vehicle);
    return random_next(&lot);
}

static void vehicles_take(Work *work, Parts *parts)
{
    work->vehicle = ARENA_ARRAY(work->arena, WorkVehicle, (size_t)work->vehicles);
    for (int32_t v = 0; v < work->vehicles; v++) {
        const TourVehicle *from = &work->tour->vehicles[v];
        WorkVehicle *to = &work->vehicle[v];
        const int32_t start = stop_start(work, v);
        parts->place[start] = from->start;
        parts->place[start + 1] = from->end;
        parts->early[start] = parts->early[start + 1] = ticks_up(from->earliest);
        parts->late[start] = parts->late[start + 1] = ticks_down(from->latest);
        to->duration = ticks_down(from->duration_limit);
        to->distance_limit = ticks_down(from->distance_limit);
        to->room = load_packed(from->capacity) | LOAD_GUARD;
        to->rate = from->distance_cost;
        to->use_cost = ticks_up(from->use_cost);
        to->kin = vehicle_kin(work, v);
    }
}

static void matrices_take(const Work *work, Parts *parts)
{
    const TourProblem *tour = work->tour;
    const size_t stops = (size_t)work->stops;
    parts->time = ARENA_ARRAY(work->arena, Ticks, stops * stops);
    parts->length = ARENA_ARRAY(work->arena, Ticks, stops * stops);
    for (size_t from = 0; from < stops; from++) {
        for (size_t to = 0; to < stops; to++) {
            const size_t at =
                (size_t)parts->place[from] * tour->place_count + (size_t)parts->place[to];
            parts->time[from * stops + to] = ticks_up(tour->minutes[at]) + parts->service[from];
            parts->length[from * stops + to] = ticks_up(tour->distance[at]);
        }
    }
}

static Ticks lesser(Ticks a, Ticks b)
{
    return a < b ? a : b;
}

static Ticks greater(Ticks a, Ticks b)
{
    return a > b ? a : b;
}

/* Who must be there by nine and rides half an hour at most is not fetched before half past
 * eight; and so on round the two ends of each ride. */
static void window_narrow(Work *work, int32_t i)
{
    const int32_t n = work->requests;
    const Ticks between = stops_time(work, i, n + i);
    for (int round = 0; round < NARROW_ROUNDS; round++) {
        work->early[n + i] = greater(work->early[n + i], work->early[i] + between);
        work->late[i] = lesser(work->late[i], work->late[n + i] - between);
        work->early[i] = greater(work->early[i], work->early[n + i] - work->ride[i]);
        work->late[n + i] = lesser(work->late[n + i], work->late[i] + work->ride[i]);
    }
}

void work_shift(Work *work, int32_t request, double minutes)
{
    const TourStop *pickup = &work->tour->requests[request].pickup;
    const TourStop *dropoff = &work->tour->requests[request].dropoff;
    work->early[request] = ticks_up(pickup->earliest + minutes);
    work->late[request] = ticks_down(pickup->latest + minutes);
    work->early[request + work->requests] = ticks_up(dropoff->earliest + minutes);
    work->late[request + work->requests] = ticks_down(dropoff->latest + minutes);
    window_narrow(work, request);
}

/* To leave one more at home costs more than all tours together. */
static void penalties_set(Work *work)
{
    int64_t longest = 0;
    double rate = 0;
    int64_t most = 1;
    for (size_t i = 0; i < (size_t)work->stops * (size_t)work->stops; i++) {
        longest = work->length[i] > longest ? work->length[i] : longest;
    }
    for (int32_t v = 0; v < work->vehicles; v++) {
        rate = work->vehicle[v].rate > rate ? work->vehicle[v].rate : rate;
        most += work->vehicle[v].use_cost;
    }
    most += (int64_t)((double)(longest * work->stops) * rate);
    int64_t *penalty = ARENA_ARRAY(work->arena, int64_t, (size_t)work->requests);
    for (int32_t i = 0; i < work->requests; i++) {
        penalty[i] = most * work->tour->requests[i].weight;
    }
    work->penalty = penalty;
}

typedef struct Nearness {
    double apart;
    int16_t request;
} Nearness;

static int nearness_compare(const void *a, const void *b)
{
    const Nearness *left = a;
    const Nearness *right = b;
    const int order = (left->apart > right->apart) - (left->apart < right->apart);
    return order != 0 ? order : left->request - right->request;
}

static double middle(const Work *work, int32_t stop)
{
    return ((double)work->early[stop] + (double)work->late[stop]) / 2;
}

static double requests_apart(const Work *work, int32_t a, int32_t b)
{
    const int32_t n = work->requests;
    return stops_length(work, a, b) + stops_length(work, n + a, n + b) +
           APART_BY_TIME * (fabs(middle(work, a) - middle(work, b)) +
                            fabs(middle(work, n + a) - middle(work, n + b)));
}

static void near_list(Work *work)
{
    const int32_t others = work->requests > 0 ? work->requests - 1 : 0;
    work->near_count = others < NEAR_LIMIT ? others : NEAR_LIMIT;
    int16_t *near =
        ARENA_ARRAY(work->arena, int16_t, (size_t)work->requests * (size_t)work->near_count);
    Nearness *all = ARENA_ARRAY(work->arena, Nearness, (size_t)work->requests);
    for (int32_t i = 0; i < work->requests; i++) {
        size_t count = 0;
        for (int32_t j = 0; j < work->requests; j++) {
            if (j != i) {
                all[count++] = (Nearness){requests_apart(work, i, j), (int16_t)j};
            }
        }
        qsort(all, count, sizeof(Nearness), nearness_compare);
        for (int32_t k = 0; k < work->near_count; k++) {
            near[i * work->near_count + k] = all[k].request;
        }
    }
    work->near = near;
}

static void keys_draw(Work *work)
{
    uint64_t *key = ARENA_ARRAY(work->arena, uint64_t, (size_t)work->stops);
    Random lot = random_seeded(KEY_SEED);
    for (int32_t stop = 0; stop < work->stops; stop++) {
        key[stop] = random_next(&lot) | 1;
    }
    work->key = key;
}

Outcome tour_work_prepare(Arena *arena, const TourProblem *tour, Work *work, Problem *problem)
{
    TRY(tour_validate(tour, problem));
    *work = (Work){.tour = tour,
                   .arena = arena,
                   .requests = (int32_t)tour->request_count,
                   .vehicles = (int32_t)tour->vehicle_count};
    work->stops = 2 * work->requests + 2 * work->vehicles;
    const size_t stops = (size_t)work->stops;
    Parts parts = {.early = ARENA_ARRAY(arena, Ticks, stops),
                   .late = ARENA_ARRAY(arena, Ticks, stops),
                   .service = ARENA_ARRAY(arena, Ticks, stops),
                   .ride = ARENA_ARRAY(arena, Ticks, tour->request_count),
                   .place = ARENA_ARRAY(arena, int32_t, stops)};
    requests_take(work, &parts);
    vehicles_take(work, &parts);
    matrices_take(work, &parts);
    work->time = parts.time;
    work->length = parts.length;
    work->early = parts.early;
    work->late = parts.late;
    work->service = parts.service;
    work->ride = parts.ride;
    for (int32_t i = 0; i < work->requests; i++) {
        window_narrow(work, i);
    }
    penalties_set(work);
    keys_draw(work);
    near_list(work);
    return OK;
}
