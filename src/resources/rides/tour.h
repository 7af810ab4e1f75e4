/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The tours of a day: which vehicle fetches whom and when, so that as few as possible stay at
 * home and the rest costs as little as possible. Pure arithmetic over minutes and places,
 * without store, text or clock (save the budget). docs/topics/tours.md tells how it is found
 * and what bounds it.
 */
#pragma once

#include "base/outcome.h"

#define TOUR_MAX_REQUESTS 512
#define TOUR_MAX_VEHICLES 64
#define TOUR_MAX_PLACES   1200
#define TOUR_MAX_STOPS    256     /* of one tour, with its start and its end */
#define TOUR_KINDS        4       /* kinds of room: seats, wheelchair places... */
#define TOUR_MAX_LOAD     1000    /* of one kind */
#define TOUR_MAX_MINUTES  20000.0 /* of the clock; a window without end says this */
#define TOUR_MAX_WEIGHT   1000

/* Service starts within [earliest, latest], in minutes of the day, and lasts `service`. */
typedef struct TourStop {
    int32_t place; /* row of the matrices */
    double service;
    double earliest;
    double latest;
} TourStop;

typedef struct TourRequest {
    TourStop pickup;
    TourStop dropoff;
    int32_t load[TOUR_KINDS]; /* what it takes of each kind of room, both ways zero or more */
    double ride_limit;        /* minutes from leaving the pickup to service at the drop-off */
    uint64_t vehicles;        /* bit v: vehicle v may take it; one bit: it is fixed to it */
    int32_t weight;           /* how much it counts to be served, 1 to TOUR_MAX_WEIGHT */
} TourRequest;

typedef struct TourVehicle {
    int32_t start; /* place; so is the end */
    int32_t end;
    double earliest; /* of leaving the start */
    double latest;   /* of being at the end */
    double duration_limit;
    double distance_limit;
    int32_t capacity[TOUR_KINDS];
    double use_cost;      /* of leaving at all */
    double distance_cost; /* of one unit of distance */
} TourVehicle;

typedef struct TourProblem {
    const TourRequest *requests;
    size_t request_count;
    const TourVehicle *vehicles;
    size_t vehicle_count;
    const double *minutes;  /* minutes[from * place_count + to]; may be asymmetric, but going
                             * by way of a third place should not be shorter */
    const double *distance; /* the same shape; may be the same array */
    size_t place_count;
} TourProblem;

typedef struct TourVisit {
    int32_t request;
    bool is_pickup;
    double arrive; /* may be before `start`: the driver waits */
    double start;
    double leave;
} TourVisit;

typedef struct TourRoute {
    TourVisit *visits; /* in order; none: the vehicle stays where it is */
    size_t count;
    double depart;
    double finish;
    double distance;
} TourRoute;

typedef struct TourPlan {
    TourRoute *routes; /* one a vehicle */
    int32_t *unserved; /* requests, in order */
    size_t unserved_count;
    double distance;
    double cost;
    int64_t iterations;
    double milliseconds; /* of this thread's processor time */
} TourPlan;

/* Whichever budget ends first; 0 is none, and both 0 are TOUR_DEFAULT_MILLISECONDS. With an
 * iteration budget alone the answer depends on the problem and the seed only. */
typedef struct TourOptions {
    uint64_t seed;
    int64_t iterations;
    int64_t milliseconds;  /* of this thread's processor time */
    const TourPlan *begin; /* a plan to better, or NULL; must be one of the same problem */
} TourOptions;

#define TOUR_DEFAULT_MILLISECONDS 1000

/* The best plan found: least weight unserved, then least cost. INVALID, with the request or the
 * vehicle named, when the problem is malformed. The plan lives in `arena`. */
MUST_USE Outcome tour_solve(Arena *arena, const TourProblem *tour, const TourOptions *options,
                            TourPlan *plan, Problem *problem);

typedef enum TourAnswerKind { TOUR_NO, TOUR_YES, TOUR_OTHER_TIME } TourAnswerKind;

typedef struct TourAnswer {
    TourAnswerKind kind;
    int32_t vehicle;     /* that would take it */
    double shift;        /* minutes by which both windows move; of TOUR_OTHER_TIME, not 0 */
    double extra_cost;   /* over the plan as it stood */
    size_t moved;        /* other requests that would change vehicle: 0 when it just fits in */
    double milliseconds; /* of this thread's processor time */
    TourPlan plan;       /* with the request at its (perhaps shifted) time */
} TourAnswer;

typedef struct TourCall {
    int32_t request;      /* unserved in the plan */
    double shift_limit;   /* minutes earlier or later that may be proposed; 0: none */
    double shift_step;    /* more than 0 when the limit is */
    double earliest;      /* nothing is proposed before this minute: what is past is past */
    int64_t milliseconds; /* of processor time for making room by moving others; may be 0 */
} TourCall;

/* Whether one more request goes into a plan: as the plan stands, else by moving others that may
 * move, else at the nearest other time. Nobody who was served stays at home for it. */
MUST_USE Outcome tour_call(Arena *arena, const TourProblem *tour, const TourPlan *plan,
                           const TourCall *call, TourAnswer *answer, Problem *problem);
