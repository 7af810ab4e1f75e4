/* SPDX-License-Identifier: EUPL-1.2 */
/* Services that stand twice: /api/v1/twins. */
#pragma once

#include "http/http.h"

extern const RouteTable TWIN_API_ROUTES;
