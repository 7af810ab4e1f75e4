/* SPDX-License-Identifier: EUPL-1.2 */
/* Assessments for programs: /api/v1/assessmentForms, /api/v1/cases/ID/assessments. */
#pragma once

#include "http/http.h"

extern const RouteTable ASSESSMENT_API_ROUTES;
