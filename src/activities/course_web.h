/* SPDX-License-Identifier: EUPL-1.2 */
/* Courses and activities on the web: /cours, its acts, the sheet of a session, the report. */
#pragma once

#include "http/http.h"

extern const RouteTable COURSE_LIST_ROUTES;
extern const RouteTable COURSE_ROUTES;
extern const RouteTable ENROL_ROUTES;
extern const RouteTable SHEET_ROUTES;
