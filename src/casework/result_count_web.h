/* SPDX-License-Identifier: EUPL-1.2 */
/* The results of closed cases counted: /resultats and /api/v1/caseResults/report. */
#pragma once

#include "http/http.h"

extern const RouteTable RESULT_COUNT_ROUTES;
extern const RouteTable RESULT_COUNT_API_ROUTES;
