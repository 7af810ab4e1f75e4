/* SPDX-License-Identifier: EUPL-1.2 */
/* What is done with accompaniments on the page of a case (/p/{id}/accompagnements). */
#pragma once

#include "http/http.h"

extern const RouteTable ACCOMPANIMENT_ROUTES;
