/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "directory/sentences.h"
#include "matching/sentences.h"
#include "words/say.h"

static void nought_is_singular_in_french_alone(void **state)
{
    Arena *arena = *state;
    assert_text_equal(say_count(arena, FRENCH, SAY_SEARCH_RESULTS, 0), TEXT("0 résultat"));
    assert_text_equal(say_count(arena, DUTCH, SAY_SEARCH_RESULTS, 0), TEXT("0 resultaten"));
    assert_text_equal(say_count(arena, GERMAN, SAY_SEARCH_RESULTS, 0), TEXT("0 Ergebnisse"));
    assert_text_equal(say_count(arena, ENGLISH, SAY_SEARCH_RESULTS, 0), TEXT("0 results"));
}

static void one_is_singular_and_two_plural_everywhere(void **state)
{
    Arena *arena = *state;
    assert_text_equal(say_count(arena, FRENCH, SAY_PLAN_TITLE, 1),
                      TEXT("1 porte s’ouvre pour vous"));
    assert_text_equal(say_count(arena, GERMAN, SAY_PLAN_TITLE, 1),
                      TEXT("1 Tür öffnet sich für Sie"));
    assert_text_equal(say_count(arena, DUTCH, SAY_PLAN_TITLE, 2),
                      TEXT("2 deuren gaan voor u open"));
    assert_text_equal(say_count(arena, ENGLISH, SAY_PLAN_TITLE, 12),
                      TEXT("12 doors open for you"));
}

static void a_month_is_said_with_its_year(void **state)
{
    Arena *arena = *state;
    Date day = 0;
    assert_true(date_parse(TEXT("2026-03-31"), &day));
    assert_text_equal(say_month(arena, FRENCH, day), TEXT("mars 2026"));
    assert_text_equal(say_month(arena, GERMAN, day), TEXT("März 2026"));
}

static int open_arena(void **state)
{
    *state = arena_new(0);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nought_is_singular_in_french_alone),
        cmocka_unit_test(a_month_is_said_with_its_year),
        cmocka_unit_test(one_is_singular_and_two_plural_everywhere),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
