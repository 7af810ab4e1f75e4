/* SPDX-License-Identifier: EUPL-1.2 */
/* What is asked after a look: /demandes. */
#pragma once

#include "http/http.h"

extern const RouteTable ASK_ROUTES;
