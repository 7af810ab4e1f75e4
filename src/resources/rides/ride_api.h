/* SPDX-License-Identifier: EUPL-1.2 */
/* Transports for programs: /api/v1/rides, ridePlans, rideChannels, drivers. */
#pragma once

#include "http/http.h"

extern const RouteTable RIDE_API_ROUTES;       /* requests, and plans of days */
extern const RouteTable RIDE_HOUSE_API_ROUTES; /* lines and drivers */
