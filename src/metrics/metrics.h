/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Numbers that say how the program fares: counters, gauges and histograms of fixed size, kept
 * without a lock. Whoever counts declares a table of families; the program lists the tables
 * and writes them in one text (OpenMetrics 1.0). A label comes from our own tables and never
 * from a request, so no number leads to a person and none can be multiplied by a visitor.
 */
#pragma once

#include <stdatomic.h>

#include "base/buffer.h"

enum { HISTOGRAM_MOST_BOUNDS = 15 };

/* Only rises. */
typedef struct Counter {
    atomic_uint_fast64_t value;
} Counter;

/* Rises and falls. */
typedef struct Gauge {
    atomic_int_fast64_t value;
} Gauge;

/* The bounds of a histogram, rising, in whole small units: nanoseconds of a time in seconds. */
typedef struct Scale {
    int64_t a_unit; /* small units in one: 1000000000, or 1 */
    size_t count;
    int64_t bounds[HISTOGRAM_MOST_BOUNDS];
} Scale;

extern const Scale LATENCY_SCALE; /* nanoseconds, from half a millisecond to ten seconds */
extern const Scale SIZE_SCALE;    /* things, from 1 to 512 */

typedef struct Histogram {
    const Scale *scale;
    atomic_uint_fast64_t counts[HISTOGRAM_MOST_BOUNDS + 1]; /* each bound's own, then beyond */
    atomic_int_fast64_t sum;
} Histogram;

void counter_add(Counter *counter, uint64_t amount);
uint64_t counter_get(const Counter *counter);
void gauge_add(Gauge *gauge, int64_t amount); /* less than 0 to take away */
void gauge_set(Gauge *gauge, int64_t value);
int64_t gauge_get(const Gauge *gauge);
void histogram_note(Histogram *histogram, int64_t value); /* in small units */

/* ------------------------------------------------------------------------------ families */

typedef enum FamilyKind { FAMILY_COUNTER, FAMILY_GAUGE, FAMILY_HISTOGRAM } FamilyKind;

typedef struct Family Family;

/* One line, or one histogram, of a family. `labels` is "" or `route="/",method="GET"`. */
void family_write_count(Buffer *out, const Family *family, Text labels, uint64_t value);
void family_write_level(Buffer *out, const Family *family, Text labels, double value);
void family_write_histogram(Buffer *out, const Family *family, Text labels,
                            const Histogram *histogram);

struct Family {
    FamilyKind kind;
    const char *name; /* "seuil_http_request_duration_seconds": ends with its unit */
    const char *unit; /* "seconds"; NULL for things that are counted */
    const char *help; /* one sentence */
    /* One of these: the only series of the family, or what writes all of them. */
    const Counter *counter;
    const Gauge *gauge;
    const Histogram *histogram;
    void (*write)(Buffer *out, const Family *family);
};

typedef struct MetricTable {
    const Family *families;
    size_t count;
} MetricTable;

extern const char OPEN_METRICS_TYPE[]; /* its Content-Type */

/* Every family of every table, and the end mark. Numbers move while they are written; each
 * histogram agrees with itself. */
void open_metrics_write(Buffer *out, const MetricTable *const *tables, size_t count);
