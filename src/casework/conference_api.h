/* SPDX-License-Identifier: EUPL-1.2 */
/* Conferences for programs (/api/v1/cases/{id}/conferences, /api/v1/conferences). */
#pragma once

#include "http/http.h"

extern const RouteTable CONFERENCE_API_ROUTES;
