/* SPDX-License-Identifier: EUPL-1.2 */
/* Every route that is served, from the tables of all domains: what a server opens, and what the
 * test of the access matrix walks. */
#pragma once

#include "http/http.h"

enum { MOST_ROUTE_TABLES = 128 };

typedef enum MetricsDoor { METRICS_FOR_THIS_MACHINE, METRICS_FOR_ANYONE } MetricsDoor;

/* Fills `tables` and gives their number. */
size_t routes_list(MetricsDoor metrics, RouteTable tables[MOST_ROUTE_TABLES]);
