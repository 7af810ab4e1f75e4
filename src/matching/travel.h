/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Travel times as estimates from the distance as the crow flies; nothing is asked of an outside
 * service. Sources of the speeds: docs/decisions/2026-11-24-travel.md.
 */
#pragma once

#include "matching/match.h"

/* Minutes for the distance, rounded up. The minutes from A to C are never more than those from
 * A to B and from B to C together: each way of moving is a concave function of the distance. */
int32_t travel_minutes(double meters, Moving moving);

/* Beyond this many minutes a door is too far to be planned. */
int32_t travel_limit(Moving moving);
