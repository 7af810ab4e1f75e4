/* SPDX-License-Identifier: EUPL-1.2 */
/* Days of rides made by lot, for tests and benches. */
#pragma once

#include "base/random.h"
#include "resources/rides/tour.h"

typedef struct TourShape {
    size_t requests;
    size_t volunteers; /* own car from home, part of the day, three seats, no wheelchair */
    size_t adapted;    /* vehicles with two wheelchair places, the whole day */
    uint32_t wheelchair_percent;
    double window; /* minutes within which a rider must be there, or is to be fetched */
    double region; /* kilometres across */
} TourShape;

/* Outward rides with a time to be there, return rides with a time to be fetched. */
TourProblem *tour_random(Arena *arena, Random *random, const TourShape *shape);
