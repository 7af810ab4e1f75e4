/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the web server counts: requests and times by route, workers, connections. A request is
 * known by its route's pattern alone.
 */
#pragma once

#include "http/http.h"
#include "metrics/metrics.h"

typedef struct Traffic {
    Gauge workers;
    Gauge workers_busy;
    Gauge waiting; /* requests read whole that no worker took yet */
    Gauge connections;
    Counter connections_refused; /* one address held too many */
} Traffic;

extern Traffic traffic; /* of the process */
extern const MetricTable TRAFFIC_METRICS;

/* Makes a row for each route; those that have one keep it. Past the room there is, requests
 * count as those that found no route. */
void traffic_prepare(const RouteTable *tables, size_t count);

/* Counts an answer. `path` is the pattern of the route itself (the pointer counts), or "". */
void traffic_note(Text verb, const char *path, int status, int64_t nanoseconds);
