/* SPDX-License-Identifier: EUPL-1.2 */
/* Courses and who takes part, for programs. */
#pragma once

#include "http/http.h"

extern const RouteTable COURSE_API_ROUTES;
extern const RouteTable ENROLMENT_API_ROUTES;
extern const RouteTable SCHOOL_API_ROUTES;
extern const RouteTable SCREENING_API_ROUTES;
