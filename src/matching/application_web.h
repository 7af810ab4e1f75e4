/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server lends each handler of this domain: Request.domain. */
#pragma once

#include "crypto/seal.h"
#include "directory/hsds_api.h"
#include "http/http.h"
#include "matching/network.h"

typedef struct Application {
    HsdsLoan hsds;          /* first, where the HSDS handlers look for it */
    const Network *network; /* the version this request began with */
    const Sealer *sealer;   /* of what a person says, in the address of their plan */
    Text stylesheet;        /* address with its hash */
    Text stewards; /* the territory that keeps the directory; empty for the one served */
} Application;

static inline const Application *application_of(const Request *request)
{
    return request->domain;
}

static inline const Network *network_of(const Request *request)
{
    return application_of(request)->network;
}

/* The page that tells a refusal, in the visitor's language; and its title. */
void write_error_page(Request *request, int status);
Text error_page_title(const Request *request, int status);

/* Routes of the public pages and of the API. */
extern const RouteTable PLAN_ROUTES;
extern const RouteTable PLAN_PLACE_ROUTES;
extern const RouteTable PLAN_PLACE_API_ROUTES; /* /api/v1/plans/{code}/places */
extern const RouteTable SEARCH_ROUTES;
extern const RouteTable SERVICE_ROUTES;
extern const RouteTable ABOUT_ROUTES;
extern const RouteTable API_ROUTES;
