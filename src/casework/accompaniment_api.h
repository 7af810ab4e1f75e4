/* SPDX-License-Identifier: EUPL-1.2 */
/* Accompaniments for programs (/api/v1/cases/{id}/accompaniments, /api/v1/accompaniments). */
#pragma once

#include "http/http.h"

extern const RouteTable ACCOMPANIMENT_API_ROUTES;
