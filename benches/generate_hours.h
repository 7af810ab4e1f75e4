/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Opening hours of many kinds, as OSM values: weekdays and times of a desk, a lunch, an
 * evening, nights, holidays, a closure in summer, a first Monday of the month. A few are used
 * by many doors and most by few.
 */
#pragma once

#include "base/random.h"
#include "directory/hours.h"

typedef struct GeneratedHours {
    const Hours *hours; /* NULL: nothing is known */
    Text value;
} GeneratedHours;

typedef struct HoursPool {
    GeneratedHours *items;
    size_t count;
} HoursPool;

HoursPool generate_hours(Arena *arena, Random *random, size_t kinds);
GeneratedHours hours_pool_draw(const HoursPool *pool, Random *random);
