/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of the HSDS API. */
#pragma once

#include "http/http.h"

struct Catalogue;
struct HsdsGraph;

/* What these handlers need of the server: whatever Request.domain points to starts with it. */
typedef struct HsdsLoan {
    const struct HsdsGraph *graph;     /* keeps its bodies; lives until the request ends */
    const struct Catalogue *catalogue; /* NULL before the first load; lives as long */
} HsdsLoan;

extern const RouteTable HSDS_ROUTES;
