/* SPDX-License-Identifier: EUPL-1.2 */
/* Which night or slot is meant now. */
#include "unit/testing.h"

#include "resources/slot.h"

static Moment at(Date day, Minutes minute)
{
    return moment_from_local((LocalTime){.date = day, .minute = minute});
}

static Date ahead(Arena *arena, const Unit *unit, Moment now)
{
    Date day = 0;
    Problem problem = {.arena = arena};
    assert_int_equal(slot_day_ahead(arena, unit, now, &day, &problem), OK);
    return day;
}

static void once_the_night_is_over_the_next_one_is_meant(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Unit beds = {.kind = UNIT_BED};
    const Date day = date_from_civil((CivilDate){2026, 11, 30});
    (void)state;
    assert_int_equal(ahead(arena, &beds, at(day, 9 * 60)), day - 1);
    assert_int_equal(ahead(arena, &beds, at(day, 10 * 60)), day);
    assert_int_equal(ahead(arena, &beds, at(day, 20 * 60)), day);
}

static void once_the_last_slot_is_over_tomorrow_is_meant(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Unit shower = {
        .kind = UNIT_SHOWER, .slot_minutes = 30, .hours = TEXT_INIT("Mo-Su 09:00-11:00")};
    const Date day = date_from_civil((CivilDate){2026, 11, 30});
    (void)state;
    assert_int_equal(ahead(arena, &shower, at(day, 10 * 60 + 59)), day);
    assert_int_equal(ahead(arena, &shower, at(day, 11 * 60)), day + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(once_the_night_is_over_the_next_one_is_meant),
        cmocka_unit_test(once_the_last_slot_is_over_tomorrow_is_meant),
    };
    return cmocka_run_group_tests_name("resources slot", tests, NULL, NULL);
}
