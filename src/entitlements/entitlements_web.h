/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of conventions, grants and tickets, for the composition root. */
#pragma once

#include "http/http.h"

extern const RouteTable ANOMALY_ROUTES;     /* /anomalies */
extern const RouteTable ANOMALY_API_ROUTES; /* /api/v1/conventions/{key}/anomalies */
extern const RouteTable CONVENTION_ROUTES;  /* /conventions */
extern const RouteTable
    CONVENTION_API_ROUTES; /* /api/v1/conventions, and who manages terminals */
extern const RouteTable CONVENTION_YEAR_ROUTES; /* /decomptes/rapport, and its API */
extern const RouteTable ENTITLEMENT_API_ROUTES; /* /api/v1/entitlements, tickets */
extern const RouteTable TICKET_ROUTES;          /* /billets */
extern const RouteTable GRANT_ROUTES;           /* /p/{id}/billets */
extern const RouteTable SETTLEMENT_ROUTES;      /* /decomptes */
extern const RouteTable SETTLEMENT_API_ROUTES;  /* /api/v1/settlements */
extern const RouteTable TERMINAL_ROUTES;        /* /billets/terminal, /api/v1/terminals */
