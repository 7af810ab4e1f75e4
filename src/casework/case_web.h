/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of a case: what is worked on, its course, a worker's tasks. */
#pragma once

#include "http/http.h"

extern const RouteTable CASE_ROUTES;      /* /p/{id}/fil */
extern const RouteTable CASE_WORK_ROUTES; /* /p/{id}/dossier */
extern const RouteTable TASK_ROUTES;      /* /taches */
