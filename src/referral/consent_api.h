/* SPDX-License-Identifier: EUPL-1.2 */
/* Consents and what is shared on them, for programs: /api/v1/persons/{id}/consents, /shares and
 * /override. */
#pragma once

#include "http/http.h"

extern const RouteTable CONSENT_API_ROUTES;
