/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "http/http.h"

/* The HSDS 3.2 API: /hsds and below. */
extern const RouteTable HSDS_ROUTES;
