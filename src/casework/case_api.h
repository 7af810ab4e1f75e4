/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of cases for programs (/api/v1/cases, /api/v1/persons/{id}/cases, /api/v1/tasks).
 */
#pragma once

#include "http/http.h"

extern const RouteTable CASE_API_ROUTES;
