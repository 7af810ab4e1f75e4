/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A day of rides as a dispatcher writes it down: who asks to be brought where and when, who
 * drives. Roads are the straight line, longer by a detour factor, at one speed: no map of roads
 * is asked, and a time is an estimate.
 */
#pragma once

#include "resources/rides/tour.h"
#include "territory/gazetteer.h"

typedef struct RideDriver {
    Text name;
    GeoPoint home; /* where the tour begins and ends */
    Minutes from;
    Minutes to;
    int32_t seats;
    int32_t wheelchairs;
    double most_km;
    double rate;       /* paid for a kilometre; 0: not said */
    bool is_volunteer; /* to call one out counts like RIDE_CALL_KM */
    bool is_idle;      /* takes nobody: the vehicle is broken */
    bool is_under_way; /* it goes on from `at`, where it is free at `free` */
    GeoPoint at;
    double free;
    double driven_km; /* until there; counts for most_km */
} RideDriver;

/* Calling one more volunteer out is worth so many kilometres more of the others. */
#define RIDE_CALL_KM 5.0

typedef struct Ride {
    Text name;
    GeoPoint from;
    GeoPoint to;
    Minutes at;         /* to be there, or to be fetched */
    bool is_arrival;    /* which of the two */
    Minutes leeway;     /* there so much earlier at most, or fetched so much later */
    int32_t companions; /* a seat each */
    bool wheelchair;    /* rides in it: takes a wheelchair place, no seat */
    int32_t driver;     /* who was fixed by the dispatcher; -1: anyone */
    double not_before;  /* no stop of it begins before this minute */
    bool is_aboard;     /* `driver`, who is under way, fetched them already */
    double left;        /* when they left where they were fetched, if aboard */
    bool is_stranded;   /* of a vehicle that broke down: late is better than not at all */
} Ride;

typedef struct RideDay {
    double detour; /* road by straight line, 1 or more */
    double speed;  /* kilometres an hour */
    RideDriver *drivers;
    size_t driver_count;
    Ride *rides;
    size_t ride_count;
} RideDay;

/* "08:30", from 00:00 to 24:00; false on anything else. */
bool ride_clock_parse(Text text, Minutes *minutes);

/* The same way round, to the whole minute before: nobody waits for a driver who was told later.
 */
Text ride_clock(Arena *arena, double minutes);

/* A day from JSON (docs/reference/ride-day.md). INVALID names the place and the field. */
MUST_USE Outcome ride_day_read(Arena *arena, Text json, RideDay *day, Problem *problem);

/* The problem of tours that the day is: requests are rides, vehicles are drivers, distances are
 * kilometres. */
TourProblem *ride_day_tour(Arena *arena, const RideDay *day);

/* Why a ride is with its driver: what it adds there, and where it would go otherwise. */
typedef struct RideWhy {
    int32_t driver;    /* -1: nobody can */
    double adds;       /* kilometres, and RIDE_CALL_KM where it alone calls a volunteer out */
    int32_t otherwise; /* the next best driver with all others kept; -1: nobody else can */
    double otherwise_adds;
} RideWhy;

MUST_USE Outcome ride_why(Arena *arena, const TourProblem *tour, const TourPlan *plan,
                          int32_t ride, RideWhy *why, Problem *problem);
