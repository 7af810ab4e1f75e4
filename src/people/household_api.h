/* SPDX-License-Identifier: EUPL-1.2 */
/* Who a person lives with and the animals they come with, for programs:
 * /api/v1/persons/{id}/households and /animals. */
#pragma once

#include "http/http.h"

extern const RouteTable HOUSEHOLD_API_ROUTES;
