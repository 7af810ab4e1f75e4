/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/travel.h"

#include <math.h>

typedef struct Speed {
    double detour; /* way by the streets over the way of the crow */
    double meters_a_minute;
    double waiting; /* minutes before moving at all: the bus, the parked car */
    int32_t limit;
} Speed;

static const Speed speeds[] = {
    [MOVING_WALK] = {1.3, 75,  0,  60}, /* 4.5 km/h */
    [MOVING_WHEELCHAIR] = {1.4, 55,  0,  60}, /* 3.3 km/h, and kerbs to go round */
    [MOVING_TRANSIT] = {1.4, 330, 12, 90}, /* 20 km/h with stops, and the wait */
    [MOVING_CAR] = {1.4, 580, 5,  60}, /* 35 km/h, and parking */
};

int32_t travel_minutes(double meters, Moving moving)
{
    const Speed *speed = &speeds[moving];
    if (meters <= 0) {
        return 0;
    }
    /* More than a distance is ever rounded by: so no way by another place is ever shorter. */
    const double length = meters + 0.01;
    const double minutes = length * speed->detour / speed->meters_a_minute + speed->waiting;
    /* Nobody takes the bus where walking is faster. */
    const double on_foot =
        length * speeds[MOVING_WALK].detour / speeds[MOVING_WALK].meters_a_minute;
    const bool may_walk = moving == MOVING_TRANSIT || moving == MOVING_CAR;
    const double best = may_walk && on_foot < minutes ? on_foot : minutes;
    return (int32_t)ceil(fmin(best, 100000));
}

int32_t travel_limit(Moving moving)
{
    return speeds[moving].limit;
}
