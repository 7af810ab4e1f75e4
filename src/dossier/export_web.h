/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /api/v1/persons/{id}/export: a person's whole file. */
#pragma once

#include "http/http.h"

extern const RouteTable EXPORT_ROUTES;
