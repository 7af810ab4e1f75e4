/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_arrange.h"

#include "access/manage.h"

static Outcome make_plan(Access *access, void *context)
{
    RideArranging *arranging = context;
    return ride_plan_make(access, &arranging->order, &arranging->made);
}

static Outcome keep_plan(Access *access, void *context)
{
    const RideArranging *arranging = context;
    return ride_plan_keep(access, &arranging->made);
}

static Outcome break_down(Access *access, void *context)
{
    const RideArranging *arranging = context;
    return driver_break_down(access, arranging->driver, arranging->order.day,
                             arranging->order.from);
}

Outcome ride_arrange(Store *store, Access *access, RideArranging *arranging)
{
    TRY(manage_look(store, access, make_plan, arranging));
    return manage_run(store, access, keep_plan, arranging);
}

Outcome ride_break_down(Store *store, Access *access, RideArranging *arranging)
{
    return manage_run(store, access, break_down, arranging);
}
