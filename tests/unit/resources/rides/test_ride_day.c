/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>

#include "base/list.h"
#include "resources/rides/ride_day.h"
#include "unit/testing.h"

/* Two drivers at one place, two rides to it; the second ride is in a wheelchair. */
static const Text two_rides = TEXT_INIT(
    "{\"drivers\":[{\"name\":\"A\",\"place\":\"50.60,5.50\",\"from\":\"07:00\",\"to\":"
    "\"18:00\",\"volunteer\":true},{\"name\":\"B\",\"place\":\"50.60,5.50\",\"from\":\"07:00\","
    "\"to\":\"18:00\",\"wheelchairs\":1}],\"rides\":[{\"name\":\"R1\",\"from\":\"50.65,5.50\","
    "\"to\":\"50.60,5.50\",\"arrive\":\"09:30\"},{\"name\":\"R2\",\"from\":\"50.65,5.50\","
    "\"to\":\"50.60,5.50\",\"fetch\":\"14:00\",\"wheelchair\":true}]}");

static RideDay read_day(Arena *arena, Text json)
{
    RideDay day;
    Problem problem = {.arena = arena};
    if (ride_day_read(arena, json, &day, &problem) != OK) {
        fail_msg("refused: %.*s", TEXT_ARG(problem.detail));
    }
    return day;
}

static TourPlan plan_of(Arena *arena, const TourProblem *tour)
{
    const TourOptions options = {.seed = 1, .iterations = 500};
    TourPlan plan;
    assert_int_equal(tour_solve(arena, tour, &options, &plan, NULL), OK);
    return plan;
}

static void a_wheelchair_rides_with_who_has_a_place_for_it_and_nobody_else_can(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const RideDay day = read_day(arena, two_rides);
    const TourProblem *tour = ride_day_tour(arena, &day);
    const TourPlan plan = plan_of(arena, tour);
    RideWhy why;
    assert_int_equal(plan.unserved_count, 0);
    assert_int_equal(ride_why(arena, tour, &plan, 1, &why, NULL), OK);
    assert_int_equal(why.driver, 1);
    assert_int_equal(why.otherwise, -1);
}

static void to_call_a_volunteer_out_is_told_as_what_the_other_way_adds(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const RideDay day = read_day(arena, two_rides);
    const TourProblem *tour = ride_day_tour(arena, &day);
    const TourPlan plan = plan_of(arena, tour);
    RideWhy why;
    assert_int_equal(ride_why(arena, tour, &plan, 0, &why, NULL), OK);
    assert_int_equal(why.driver, 1);
    assert_int_equal(why.otherwise, 0);
    assert_true(fabs(why.otherwise_adds - why.adds - RIDE_CALL_KM) < 0.01);
}

static void roads_are_the_straight_line_with_its_detour_at_the_speed_given(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    RideDay day = read_day(arena, two_rides);
    day.detour = 2;
    day.speed = 30;
    const TourProblem *tour = ride_day_tour(arena, &day);
    const double straight = distance_meters(day.rides[0].from, day.rides[0].to) / 1000;
    assert_true(fabs(tour->distance[1] - 2 * straight) < 1e-9);
    assert_true(fabs(tour->minutes[1] - 4 * straight) < 1e-9);
}

static void what_is_wrong_with_a_day_is_named_by_place_and_field(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        const char *where;
        const char *field;
    } wrong[] = {
        {"[]",                                                                    "/",          ""       },
        {"{\"rides\":[]}",                                                        "/",          "drivers"},
        {"{\"speed\":0}",                                                         "/",          "speed"  },
        {"{\"drivers\":[{\"name\":\"A\",\"place\":\"x\"}]}",                      "/drivers/0", "place"  },
        {"{\"drivers\":[{\"name\":\"A\",\"place\":\"4000\",\"from\":\"9:00\"}]}", "/drivers/0",
         "from"                                                                                          },
        {"{\"drivers\":[{\"name\":\"A\",\"colour\":1}]}",                         "/drivers/0", "colour" },
    };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        Problem problem = {.arena = arena};
        RideDay day;
        assert_int_equal(ride_day_read(arena, text_from(wrong[i].json), &day, &problem),
                         INVALID);
        assert_text_equal(problem.where, text_from(wrong[i].where));
        assert_text_equal(problem.field, text_from(wrong[i].field));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wheelchair_rides_with_who_has_a_place_for_it_and_nobody_else_can),
        cmocka_unit_test(to_call_a_volunteer_out_is_told_as_what_the_other_way_adds),
        cmocka_unit_test(roads_are_the_straight_line_with_its_detour_at_the_speed_given),
        cmocka_unit_test(what_is_wrong_with_a_day_is_named_by_place_and_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
