/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are a day of rides that can be planned and checked, or are refused with a reason.
 */
#include <assert.h>

#include "resources/rides/ride_day.h"
#include "resources/rides/tour_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    RideDay day;
    if (ride_day_read(arena, text_of((const char *)data, size), &day, &problem) != OK) {
        assert(problem.outcome == INVALID && problem.detail.length > 0);
        return 0;
    }
    if (day.ride_count > 8) {
        return 0; /* read is enough: planning many is slow here */
    }
    const TourProblem *tour = ride_day_tour(arena, &day);
    const TourOptions options = {.seed = 1, .iterations = 64};
    TourPlan plan;
    if (tour_solve(arena, tour, &options, &plan, &problem) == OK) {
        assert(tour_check(arena, tour, &plan, &problem) == OK);
    }
    return 0;
}
