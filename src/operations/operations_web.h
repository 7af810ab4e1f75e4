/* SPDX-License-Identifier: EUPL-1.2 */
/* What those who run the program ask it: /health and /metrics. */
#pragma once

#include "http/http.h"

extern const RouteTable HEALTH_ROUTES;

/* /metrics, for this machine alone or for whoever reaches the port. */
extern const RouteTable METRICS_ROUTES;
extern const RouteTable OPEN_METRICS_ROUTES;
