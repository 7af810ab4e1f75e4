/* SPDX-License-Identifier: EUPL-1.2 */
/* /conservation: what is due for erasure, what is held, what was erased; for the data
 * protection officer. */
#pragma once

#include "http/http.h"

extern const RouteTable RETENTION_ROUTES;
