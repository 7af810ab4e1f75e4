/* SPDX-License-Identifier: EUPL-1.2 */
/* The public calendar: /agenda and its feeds, for people and for programs. */
#pragma once

#include "http/http.h"

extern const RouteTable AGENDA_ROUTES;
extern const RouteTable AGENDA_API_ROUTES;
