/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What time does to units: a place that came back while nobody wrote (an offer or a hold that
 * lapsed) is offered to who waits, and who had nights, slots and transports long over is
 * forgotten. A job under a
 * lease runs it; each night or slot is served in a transaction of its own.
 */
#pragma once

#include "jobs/job.h"
#include "resources/waiting.h"

#define RESOURCES_CLOCK_JOB "units-clock"

enum {
    RESOURCES_CLOCK_SECONDS = 300,
    BOOKING_LABEL_DAYS = 30, /* after the night: what the list called them is forgotten */
    RIDE_DAYS_KEPT = 90, /* after the day: who was driven, and from where to where; a quarter,
                          * in which what is paid is settled. No source says how long: the
                          * house's to set otherwise */
};

typedef struct ResourcesTicks {
    int64_t offered;
    int64_t forgotten; /* labels, and ways of those who were driven */
} ResourcesTicks;

MUST_USE Outcome resources_clock(Store *store, Arena *arena, Moment now, ResourcesTicks *ticks,
                                 Problem *problem);

/* The job: the clock, and its end. */
MUST_USE Outcome resources_clock_run(const JobRun *run, Problem *problem);
