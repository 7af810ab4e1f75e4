/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /api/v1/persons/{id}/export and /readings: a person's whole file, and who read it. */
#pragma once

#include "http/http.h"

extern const RouteTable EXPORT_ROUTES;
