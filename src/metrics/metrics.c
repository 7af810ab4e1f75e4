/* SPDX-License-Identifier: EUPL-1.2 */
#include "metrics/metrics.h"

/* A number is on its own: nothing else is read because of it, so no order is asked for. */
static const memory_order ANY_ORDER = memory_order_relaxed;

enum { MICROSECOND = 1000, MILLISECOND = 1000 * MICROSECOND };
static const int64_t SECOND = 1000LL * MILLISECOND;

const Scale LATENCY_SCALE = {
    .a_unit = SECOND,
    .count = 14,
    .bounds = {500 * MICROSECOND, 1 * MILLISECOND, 2500 * MICROSECOND, 5 * MILLISECOND,
               10 * MILLISECOND, 25 * MILLISECOND, 50 * MILLISECOND, 100 * MILLISECOND,
               250 * MILLISECOND, 500 * MILLISECOND, 1 * SECOND, 2500LL * MILLISECOND,
               5 * SECOND, 10 * SECOND},
};

const Scale SIZE_SCALE = {
    .a_unit = 1,
    .count = 10,
    .bounds = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512},
};

void counter_add(Counter *counter, uint64_t amount)
{
    (void)atomic_fetch_add_explicit(&counter->value, amount, ANY_ORDER);
}

uint64_t counter_get(const Counter *counter)
{
    return atomic_load_explicit(&counter->value, ANY_ORDER);
}

void gauge_add(Gauge *gauge, int64_t amount)
{
    (void)atomic_fetch_add_explicit(&gauge->value, amount, ANY_ORDER);
}

void gauge_set(Gauge *gauge, int64_t value)
{
    atomic_store_explicit(&gauge->value, value, ANY_ORDER);
}

int64_t gauge_get(const Gauge *gauge)
{
    return atomic_load_explicit(&gauge->value, ANY_ORDER);
}

void histogram_note(Histogram *histogram, int64_t value)
{
    const Scale *scale = histogram->scale;
    size_t place = 0;
    while (place < scale->count && value > scale->bounds[place]) {
        place++;
    }
    (void)atomic_fetch_add_explicit(&histogram->counts[place], 1, ANY_ORDER);
    (void)atomic_fetch_add_explicit(&histogram->sum, value, ANY_ORDER);
}
