/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a problem of tours is well formed, before anything is made of it. */
#pragma once

#include "resources/rides/tour.h"

/* INVALID with the request, vehicle or place that is out of range. */
MUST_USE Outcome tour_validate(const TourProblem *tour, Problem *problem);
