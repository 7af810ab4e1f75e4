/* SPDX-License-Identifier: EUPL-1.2 */
/* The check of a number over HTTP. */
#pragma once

#include "http/http.h"

extern const RouteTable IDENTIFIER_ROUTES;
