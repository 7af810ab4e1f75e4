/* SPDX-License-Identifier: EUPL-1.2 */
/* A day planned anew for whoever asks: by a page, a program or a command. */
#pragma once

#include "resources/rides/ride_plan.h"

typedef struct RideArranging {
    RidePlanOrder order;
    DayPlan made;
    Id driver; /* of ride_break_down */
} RideArranging;

/* Makes a plan and keeps it, as ride_plan.h says: found in a snapshot, kept in a transaction,
 * so that none lasts as long as the search. */
MUST_USE Outcome ride_arrange(Store *store, Access *access, RideArranging *arranging);

/* The vehicle of the driver drives no further from the minute of the order on. */
MUST_USE Outcome ride_break_down(Store *store, Access *access, RideArranging *arranging);
