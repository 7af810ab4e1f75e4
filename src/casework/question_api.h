/* SPDX-License-Identifier: EUPL-1.2 */
/* Second-line questions for programs (/api/v1/questions). */
#pragma once

#include "http/http.h"

extern const RouteTable QUESTION_API_ROUTES;
