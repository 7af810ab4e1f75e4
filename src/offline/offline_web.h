/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of working offline, for the composition root. */
#pragma once

#include "http/http.h"

extern const RouteTable DEVICE_ROUTES;     /* /compte/appareils */
extern const RouteTable DEVICE_API_ROUTES; /* /api/v1/devices */
extern const RouteTable SYNC_ROUTES;       /* /api/v1/sync */
extern const RouteTable CONFLICT_ROUTES;   /* /compte/conflits */
