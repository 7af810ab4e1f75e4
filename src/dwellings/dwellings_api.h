/* SPDX-License-Identifier: EUPL-1.2 */
/* Dwellings and who lives there, for programs. */
#pragma once

#include "http/http.h"

extern const RouteTable DWELLING_API_ROUTES;
