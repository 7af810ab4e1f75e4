/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages: emergency access (/p/ID/urgence), and the notices of the data protection officer
 * (/avis). */
#pragma once

#include "http/http.h"

extern const RouteTable NOTICE_ROUTES;
