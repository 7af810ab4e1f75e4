/* SPDX-License-Identifier: EUPL-1.2 */
/* Screenings on the web: /depistages, who is invited, appointments, results. */
#pragma once

#include "http/http.h"

extern const RouteTable SCREENING_ROUTES;
extern const RouteTable SCREENING_RESULT_ROUTES;
