/* SPDX-License-Identifier: EUPL-1.2 */
/* Dwellings and who lives there, for programs. */
#pragma once

#include "base/moment.h"
#include "http/http.h"
#include "json/json.h"

extern const RouteTable DWELLING_API_ROUTES;
extern const RouteTable RENT_API_ROUTES;
extern const RouteTable CANDIDATURE_API_ROUTES;

/* The identifier of the path; NOT_FOUND, naming `what`, when it is none. */
MUST_USE Outcome dwelling_api_id(Request *request, const char *what, Id *id);

/* DATE_NONE where the member is absent or null. */
MUST_USE Outcome dwelling_api_day(Request *request, const json_t *body, const char *name,
                                  Date *day);
