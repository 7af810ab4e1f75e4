/* SPDX-License-Identifier: EUPL-1.2 */
/* /api/v1/cases/{id}/documents. */
#pragma once

#include "http/http.h"

extern const RouteTable DOCUMENT_API_ROUTES;
