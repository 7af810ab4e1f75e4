/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of second-line questions (/questions). */
#pragma once

#include "http/http.h"

extern const RouteTable QUESTION_ROUTES;
