/* SPDX-License-Identifier: EUPL-1.2 */
/* Listings on the web and for programs. */
#pragma once

#include "http/http.h"

extern const RouteTable PARTNER_ROUTES; /* /fiche/{link}: a partner, without an account */
extern const RouteTable PARTNER_CHANGE_ROUTES; /* /fiche/{link}/{service}: what changed */
extern const RouteTable CHANGE_ROUTES;         /* /fiches/demandes: what waits for a steward */
extern const RouteTable CHANGE_API_ROUTES;     /* /api/v1/listing-changes */
extern const RouteTable STEWARD_ROUTES;        /* /fiches: who keeps the directory */
extern const RouteTable LISTING_API_ROUTES;    /* /api/v1/listings, /api/v1/listing-links */
