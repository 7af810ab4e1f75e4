/* SPDX-License-Identifier: EUPL-1.2 */
/* What is asked after a look, for programs: /api/v1/persons/asks. */
#pragma once

#include "http/http.h"

extern const RouteTable ASK_API_ROUTES;
