/* SPDX-License-Identifier: EUPL-1.2 */
/* Dwellings on the web: /logements, one with its households. */
#pragma once

#include "http/http.h"

extern const RouteTable DWELLING_ROUTES;
extern const RouteTable DWELLING_PAGE_ROUTES;
extern const RouteTable RENT_ROUTES;
extern const RouteTable CANDIDATURE_ROUTES;
