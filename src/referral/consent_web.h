/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of consents and of what is shared (/p/ID/accords). */
#pragma once

#include "http/http.h"

extern const RouteTable CONSENT_ROUTES;
