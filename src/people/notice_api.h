/* SPDX-License-Identifier: EUPL-1.2 */
/* Emergency access to a person, and the notices that the data protection officer has of it:
 * /api/v1/persons/{id}/emergency and /api/v1/notices. */
#pragma once

#include "http/http.h"

extern const RouteTable NOTICE_API_ROUTES;
