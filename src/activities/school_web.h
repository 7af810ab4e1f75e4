/* SPDX-License-Identifier: EUPL-1.2 */
/* School sessions on the web: /seances-scolaires, one of them, the count of a year. */
#pragma once

#include "http/http.h"

extern const RouteTable SCHOOL_ROUTES;
