/* SPDX-License-Identifier: EUPL-1.2 */
/* Units and bookings for programs: /api/v1/units, /api/v1/bookings. */
#pragma once

#include "http/http.h"

extern const RouteTable RESOURCES_API_ROUTES;
extern const RouteTable UNIT_YEAR_ROUTES;   /* and its page */
extern const RouteTable WAITING_API_ROUTES; /* /api/v1/units/{id}/waiting */
extern const RouteTable COLD_API_ROUTES;    /* /api/v1/coldPlans */
