/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the course of a case (/p/ID/fil). */
#pragma once

#include "http/http.h"

extern const RouteTable CASE_ROUTES;
