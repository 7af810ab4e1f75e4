/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of assessments: /p/ID/bilans. */
#pragma once

#include "http/http.h"

extern const RouteTable ASSESSMENT_ROUTES;
