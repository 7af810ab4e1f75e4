/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents on the page of a case: /p/ID/dossier. */
#pragma once

#include "http/http.h"

extern const RouteTable DOCUMENT_ROUTES;
