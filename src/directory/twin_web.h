/* SPDX-License-Identifier: EUPL-1.2 */
/* Services that stand twice, for who keeps the directory: /fiches/doubles. */
#pragma once

#include "http/http.h"

extern const RouteTable TWIN_ROUTES;
