/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of the HSDS API. */
#pragma once

#include "http/http.h"

struct HsdsGraph;

/* What these handlers need of the server: whatever Request.domain points to starts with it. */
typedef struct HsdsLoan {
    const struct HsdsGraph *graph; /* keeps its bodies; lives until the request ends */
} HsdsLoan;

extern const RouteTable HSDS_ROUTES;
