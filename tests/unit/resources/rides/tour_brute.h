/* SPDX-License-Identifier: EUPL-1.2 */
/* All tours of a tiny problem, tried one by one in real numbers: what the search must find. */
#pragma once

#include "resources/rides/tour.h"

typedef struct TourBrute {
    int32_t unserved_weight;
    double cost;
} TourBrute;

/* At most 4 requests and 3 vehicles. */
TourBrute tour_brute(const TourProblem *tour);
