/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to resources: what its files share. */
#pragma once

#include "resources/unit.h"

/* A unit whoever asks, NOT_FOUND for none. Judges nothing. */
MUST_USE Outcome unit_find(Access *access, Id id, Unit *unit);

/* Whether the caller works for the house of the unit. */
bool unit_is_of_caller(const Access *access, const Unit *unit);

/* Bookings and holds of the unit that have not ended. */
MUST_USE Outcome place_count_ahead(Access *access, Id unit, int64_t *count);
