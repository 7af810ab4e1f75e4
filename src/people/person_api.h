/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons under /api/v1/persons: what the pages do, as JSON. */
#pragma once

#include "http/http.h"

extern const RouteTable PERSON_API_ROUTES;
