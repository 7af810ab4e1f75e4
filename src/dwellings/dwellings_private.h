/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to dwellings: what its files share. They judge nothing. */
#pragma once

#include "dwellings/tenancy.h"

/* REFUSED unless the dwelling is of the caller's house. */
MUST_USE Outcome dwelling_require_own(Access *access, const Dwelling *dwelling);

/* The stay a booking is: its days, from what was said of it. `is_one` is false for a booking by
 * which nobody moved in. */
MUST_USE Outcome tenancy_read_events(Access *access, Id booking, Tenancy *tenancy,
                                     bool *is_one);
