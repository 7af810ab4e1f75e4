/* SPDX-License-Identifier: EUPL-1.2 */
/* Transports on the web: /transports, its day, requests, sheets, drivers and accounts. */
#pragma once

#include "access/gate_web.h"
#include "resources/rides/ride_plan.h"
#include "resources/rides/ride_views_web.h"

extern const RouteTable RIDE_ROUTES;         /* the day and its plan */
extern const RouteTable RIDE_REQUEST_ROUTES; /* what is asked for */
extern const RouteTable RIDE_HOUSE_ROUTES;   /* drivers, lines, rates, accounts */

/* The lanes of the day and the routes from above. Doors that must stay unknown are in neither.
 */
MUST_USE Outcome ride_picture_fill(Request *request, const DayPlan *plan,
                                   const RideRequestList *rides, const DutyList *duties,
                                   RidePicture *picture);

/* "10 h 05", of a minute of a day. */
Text ride_clock_words(const Request *request, Date day, double minute);

/* "42 km". */
Text ride_distance_words(const Request *request, int64_t meters);

Outcome ride_back(Request *request, Text day, const char *trouble); /* to the page of the day */
