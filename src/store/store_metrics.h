/* SPDX-License-Identifier: EUPL-1.2 */
/* What the stores of the process count. */
#pragma once

#include "metrics/metrics.h"

typedef struct StoreMetrics {
    Gauge readers_idle;   /* connections in the pools of readers */
    Gauge readers_in_use; /* lent to who reads */
    Counter reconnects;   /* connections that failed and were replaced */
    Gauge queue;          /* writes handed to a writer and not settled yet */
    Histogram group_size; /* writes that one commit made durable together */
    Histogram group_duration;
} StoreMetrics;

extern StoreMetrics store_metrics;
extern const MetricTable STORE_METRICS;

struct WriteJob;

/* A group is settled: it leaves the queue. */
void store_metrics_note_group(const struct WriteJob *jobs, int64_t started_nanoseconds);
