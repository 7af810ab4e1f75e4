/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/moment.h"
#include "unit/testing.h"

static void an_hour_that_exists_twice_in_october_is_taken_the_first_time(void **state)
{
    (void)state;
    Moment moment = 0;
    assert_true(moment_parse(TEXT("2026-10-25T02:30"), &moment));
    Moment summer = 0;
    assert_true(moment_parse(TEXT("2026-10-25T02:30:00+02:00"), &summer));
    assert_int_equal(moment, summer);
}

static void an_hour_skipped_in_march_is_taken_an_hour_later(void **state)
{
    (void)state;
    Moment skipped = 0;
    Moment later = 0;
    assert_true(moment_parse(TEXT("2026-03-29T02:30"), &skipped));
    assert_true(moment_parse(TEXT("2026-03-29T03:30"), &later));
    assert_int_equal(skipped, later);
}

static void every_day_of_four_centuries_survives_the_way_to_civil_and_back(void **state)
{
    (void)state;
    const Date first = date_from_civil((CivilDate){1850, 1, 1});
    const Date last = date_from_civil((CivilDate){2250, 12, 31});
    for (Date date = first; date <= last; date++) {
        const CivilDate civil = date_to_civil(date);
        assert_true(date_is_valid(civil));
        assert_int_equal(date_from_civil(civil), date);
    }
}

static void a_moment_is_printed_with_the_offset_of_its_season(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Moment moment = 0;
    assert_true(moment_parse(TEXT("2026-11-24T17:05:00Z"), &moment));
    assert_text_equal(moment_format(arena, moment), TEXT("2026-11-24T18:05:00+01:00"));
    assert_true(moment_parse(TEXT("2026-07-21T16:05:00Z"), &moment));
    assert_text_equal(moment_format(arena, moment), TEXT("2026-07-21T18:05:00+02:00"));
}

static void a_date_that_does_not_exist_is_refused(void **state)
{
    (void)state;
    Date date = 0;
    assert_false(date_parse(TEXT("2026-02-29"), &date));
    assert_false(date_parse(TEXT("2026-13-01"), &date));
    assert_false(date_parse(TEXT("2026-1-1"), &date));
    assert_false(date_parse(TEXT("2026-01-01 "), &date));
}

static void easter_falls_where_the_almanac_says(void **state)
{
    (void)state;
    assert_int_equal(date_easter(2026), date_from_civil((CivilDate){2026, 4, 5}));
    assert_int_equal(date_easter(2038), date_from_civil((CivilDate){2038, 4, 25}));
    assert_int_equal(date_easter(2019), date_from_civil((CivilDate){2019, 4, 21}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_hour_that_exists_twice_in_october_is_taken_the_first_time),
        cmocka_unit_test(an_hour_skipped_in_march_is_taken_an_hour_later),
        cmocka_unit_test(every_day_of_four_centuries_survives_the_way_to_civil_and_back),
        cmocka_unit_test(a_moment_is_printed_with_the_offset_of_its_season),
        cmocka_unit_test(a_date_that_does_not_exist_is_refused),
        cmocka_unit_test(easter_falls_where_the_almanac_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
