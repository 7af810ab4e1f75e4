/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of conferences. */
#pragma once

#include "http/http.h"

extern const RouteTable CONFERENCE_ROUTES; /* /p/{id}/concertations */
