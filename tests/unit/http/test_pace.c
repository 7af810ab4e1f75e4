/* SPDX-License-Identifier: EUPL-1.2 */
/* How often one address may do what takes something from others. */
#include "http/pace.h"

#include "unit/testing.h"

enum { AN_HOUR = 3600, MOST = 3 };

static Pace *pace_new(Arena *arena)
{
    Pace *pace = ARENA_NEW(arena, Pace);
    *pace = (Pace){PTHREAD_MUTEX_INITIALIZER, 0, {{0}}};
    return pace;
}

static void an_address_has_so_many_an_hour_and_another_has_its_own(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Pace *pace = pace_new(arena);
    (void)state;
    for (int i = 0; i < MOST; i++) {
        assert_true(pace_take(pace, TEXT("a"), MOST, 1000 + i));
    }
    assert_false(pace_take(pace, TEXT("a"), MOST, 1000 + AN_HOUR - 1));
    assert_true(pace_take(pace, TEXT("b"), MOST, 1000));
    assert_true(pace_take(pace, TEXT("a"), MOST, 1000 + AN_HOUR));
}

static void this_machine_is_not_limited(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Pace *pace = pace_new(arena);
    (void)state;
    for (int i = 0; i < 2 * MOST; i++) {
        assert_true(pace_take(pace, TEXT(""), MOST, 1000));
    }
}

static void many_others_do_not_make_room_for_who_is_over(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Pace *pace = pace_new(arena);
    (void)state;
    for (int i = 0; i < 200; i++) {
        assert_true(pace_take(pace, text_format(arena, "other %d", i), MOST, 1000));
    }
    for (int i = 0; i < MOST; i++) {
        assert_true(pace_take(pace, TEXT("a"), MOST, 1001));
    }
    assert_false(pace_take(pace, TEXT("a"), MOST, 1002));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_has_so_many_an_hour_and_another_has_its_own),
        cmocka_unit_test(this_machine_is_not_limited),
        cmocka_unit_test(many_others_do_not_make_room_for_who_is_over),
    };
    return cmocka_run_group_tests_name("http pace", tests, NULL, NULL);
}
