/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pages of secrecy: the course of a case (/p/ID/fil), consents and sharing (/p/ID/accords),
 * emergency access (/p/ID/urgence), and the notices of the data protection officer (/avis).
 */
#pragma once

#include "http/http.h"

extern const RouteTable CASE_ROUTES;
extern const RouteTable CONSENT_ROUTES;
extern const RouteTable NOTICE_ROUTES;
extern const RouteTable EXPORT_ROUTES; /* GET /api/v1/persons/{id}/export */
