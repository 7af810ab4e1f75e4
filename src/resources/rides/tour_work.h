/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the parts of the search of tours share: the problem in whole numbers, with windows made
 * as narrow as they can be, and tours with the times between which each stop must lie.
 */
#pragma once

#include "base/random.h"
#include "resources/rides/tour.h"

/* Ten-thousandths of a minute or of a unit of distance. Travel is rounded up and windows
 * inwards: what holds in ticks holds in the numbers given. */
typedef int32_t Ticks;
#define TICKS_A_UNIT 10000
#define TICKS_NEVER  1000000000

/* Stops are numbered: pickups 0 to n-1, drop-offs n to 2n-1, then start and end of each
 * vehicle. Loads of all kinds stand side by side in one number, sixteen bits a kind. */
typedef struct WorkVehicle {
    Ticks duration;
    Ticks distance_limit;
    uint64_t room; /* with LOAD_GUARD set in each kind */
    double rate;   /* cost of one tick of distance, in ticks of cost */
    int64_t use_cost;
    uint64_t kin; /* equal for vehicles that are alike in everything */
} WorkVehicle;

#define LOAD_GUARD UINT64_C(0x8000800080008000)

typedef struct Work {
    const TourProblem *tour;
    Arena *arena;
    int32_t requests;
    int32_t vehicles;
    int32_t stops;     /* 2 * requests + 2 * vehicles */
    const Ticks *time; /* time[from * stops + to], with the service at `from` */
    const Ticks *length;
    Ticks *early; /* by stop: service starts within */
    Ticks *late;
    const Ticks *service;
    const Ticks *ride; /* by request: from start of service at one end to start at the other */
    const uint64_t *load; /* by request */
    const uint64_t *allowed;
    const int64_t *penalty; /* of a request unserved */
    const uint64_t *key;    /* by stop: a number by lot */
    const int16_t *near;    /* near[request * near_count]: the most alike first */
    int32_t near_count;
    WorkVehicle *vehicle;
} Work;

typedef struct Tour {
    int32_t vehicle;
    int32_t count; /* stops with start and end; 2: stays where it is */
    uint64_t key;  /* of the stops in their order, and of the vehicle's kin */
    int64_t distance;
    int64_t cost;
    bool is_timed; /* the three arrays below are as the stops are */
    int16_t *stop;
    Ticks *soon;    /* service starts no sooner in any schedule of this tour */
    Ticks *last;    /* and no later */
    uint64_t *load; /* after leaving */
} Tour;

/* The vehicles' tours and who has none. */
typedef struct Tours {
    Tour *tour;
    int16_t *vehicle_of; /* by request; -1: unserved */
    int64_t cost;        /* with the penalties */
} Tours;

/* Checks the problem and makes the work of it. */
MUST_USE Outcome tour_work_prepare(Arena *arena, const TourProblem *tour, Work *work,
                                   Problem *problem);

/* The windows of one request, both moved by so many minutes. */
void work_shift(Work *work, int32_t request, double minutes);

/* Where a request goes best into one tour. */
typedef struct Spot {
    int64_t cost;   /* that it adds; INT64_MAX: it does not fit */
    int16_t pickup; /* after this position of the tour as it is */
    int16_t dropoff;
} Spot;

typedef struct SpotCache SpotCache;
SpotCache *spot_cache_new(Arena *arena);

Tours *tours_new(const Work *work);
void tours_copy(const Work *work, const Tours *from, Tours *to);
void tour_copy(const Tour *from, Tour *to);
void tour_clear(const Work *work, Tour *tour);

/* The numbers of a tour whose stops changed: distance, cost and key; times when asked. */
void tour_measure(const Work *work, Tour *tour);
void tour_time(const Work *work, Tour *tour);

/* Whether a schedule of these stops exists; `soon` then holds the earliest one. */
bool stops_settle(const Work *work, const int16_t *stop, int32_t count, Ticks *soon);

/* Takes the requests whose mark is set out of a tour, or puts one in at a spot. */
void tour_drop(const Work *work, Tour *tour, const bool *marked);
void tour_put(const Work *work, Tour *tour, int32_t request, const Spot *spot);

/* The cheapest spot of a request in a tour; `cache` may be NULL. */
Spot tour_spot(const Work *work, SpotCache *cache, Tour *tour, int32_t request);

/* Tours as a plan has them, without those that do not hold; and a plan of tours, each rider
 * fetched as late as serves the others. */
void tours_take(const Work *work, const TourPlan *plan, Tours *tours);
void tours_give(Arena *arena, const Work *work, const Tours *tours, TourPlan *plan);

/* Seconds of this thread's processor time. */
double thread_seconds(void);

static inline bool stop_is_pickup(const Work *work, int32_t stop)
{
    return stop < work->requests;
}

static inline bool stop_is_dropoff(const Work *work, int32_t stop)
{
    return stop >= work->requests && stop < 2 * work->requests;
}

static inline int32_t stop_start(const Work *work, int32_t vehicle)
{
    return 2 * work->requests + 2 * vehicle;
}

static inline Ticks stops_time(const Work *work, int32_t from, int32_t to)
{
    return work->time[(size_t)from * (size_t)work->stops + (size_t)to];
}

static inline Ticks stops_length(const Work *work, int32_t from, int32_t to)
{
    return work->length[(size_t)from * (size_t)work->stops + (size_t)to];
}

static inline bool load_fits(uint64_t room, uint64_t load)
{
    return ((room - load) & LOAD_GUARD) == LOAD_GUARD;
}
