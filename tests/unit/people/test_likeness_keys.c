/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "person_random.h"
#include "unit/testing.h"

static LikenessKeys keys_of(Arena *arena, const RandomPerson *person)
{
    const LikenessFacts facts = person_facts(person);
    return likeness_keys(arena, likeness_prepare(arena, &facts));
}

static bool has_key(const LikenessKeys *keys, Text key)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (text_equal(keys->keys[i], key)) {
            return true;
        }
    }
    return false;
}

static bool share_a_key(const LikenessKeys *a, const LikenessKeys *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (has_key(b, a->keys[i])) {
            return true;
        }
    }
    return false;
}

static void a_person_has_eight_short_keys_at_most(void **state)
{
    (void)state;
    Random random = random_seeded(1);
    for (size_t i = 0; i < 2000; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const RandomPerson person = person_random(arena, &random);
        const LikenessKeys keys = keys_of(arena, &person);
        assert_in_range(keys.count, 4, 8);
        for (size_t j = 0; j < keys.count; j++) {
            assert_in_range(keys.keys[j].length, 2, LIKENESS_KEY_BYTES);
            assert_true(text_is_utf8(keys.keys[j]));
        }
    }
}

static void swapped_names_give_the_same_keys(void **state)
{
    (void)state;
    Random random = random_seeded(2);
    for (size_t i = 0; i < 2000; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const RandomPerson person = person_random(arena, &random);
        const RandomPerson swapped = person_spoil(arena, &random, &person, ERROR_SWAPPED_NAMES);
        const LikenessKeys keys = keys_of(arena, &person);
        const LikenessKeys other = keys_of(arena, &swapped);
        assert_int_equal(keys.count, other.count);
        for (size_t j = 0; j < keys.count; j++) {
            assert_true(has_key(&other, keys.keys[j]));
        }
    }
}

static void one_error_leaves_a_key_in_common(void **state)
{
    (void)state;
    enum { PERSONS = 2000, FLOOR = 1996 };
    for (PersonError error = ERROR_NONE; error < PERSON_ERROR_COUNT; error++) {
        Random random = random_seeded(3);
        size_t found = 0;
        for (size_t i = 0; i < PERSONS; i++) {
            Arena *arena SCOPED(arena_close) = arena_new(0);
            const RandomPerson person = person_random(arena, &random);
            const RandomPerson spoilt = person_spoil(arena, &random, &person, error);
            const LikenessKeys keys = keys_of(arena, &person);
            const LikenessKeys other = keys_of(arena, &spoilt);
            found += share_a_key(&keys, &other);
        }
        print_message("error %d: %zu of %d found\n", (int)error, found, PERSONS);
        assert_true(found >= FLOOR);
    }
}

static void two_errors_mostly_leave_a_key_in_common(void **state)
{
    (void)state;
    enum { PERSONS = 4000 };
    Random random = random_seeded(4);
    size_t found = 0;
    for (size_t i = 0; i < PERSONS; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const RandomPerson person = person_random(arena, &random);
        RandomPerson spoilt = person;
        for (size_t j = 0; j < 2; j++) {
            const PersonError error =
                (PersonError)(1 + random_below(&random, PERSON_ERROR_COUNT - 1));
            spoilt = person_spoil(arena, &random, &spoilt, error);
        }
        const LikenessKeys keys = keys_of(arena, &person);
        const LikenessKeys other = keys_of(arena, &spoilt);
        found += share_a_key(&keys, &other);
    }
    print_message("two errors: %zu of %d found\n", found, PERSONS);
    assert_true(found >= PERSONS * 98 / 100);
}

static void a_name_without_a_date_meets_the_same_name_with_one(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const RandomPerson known = {
        .name = {TEXT("Ayşe"), TEXT("Yılmaz")},
          .birth = { 1988,            4,               2}
    };
    const RandomPerson asked = {
        .name = {TEXT("Aicha"), TEXT("yilmaz")}
    };
    const LikenessKeys keys = keys_of(arena, &known);
    const LikenessKeys other = keys_of(arena, &asked);
    assert_true(share_a_key(&keys, &other));
}

static void a_date_on_the_first_of_january_is_not_a_key_alone(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const RandomPerson one = {
        .name = {TEXT("Omar"), TEXT("Haddad")},
          .birth = { 1990,           1,              1}
    };
    const RandomPerson two = {
        .name = {TEXT("Selam"), TEXT("Tesfay")},
          .birth = { 1990,            1,              1}
    };
    const LikenessKeys keys = keys_of(arena, &one);
    const LikenessKeys other = keys_of(arena, &two);
    assert_false(share_a_key(&keys, &other));
}

static void who_is_unknown_has_no_key(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const RandomPerson nobody = {
        .birth = {0, 0, 0}
    };
    assert_int_equal(keys_of(arena, &nobody).count, 0);
}

static void a_telephone_is_one_key_however_it_is_written(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const RandomPerson one = {.phone = TEXT("0470/12.34.56")};
    const RandomPerson two = {.phone = TEXT("+32 470 12 34 56")};
    assert_text_equal(keys_of(arena, &one).keys[0], TEXT("p:70123456"));
    assert_text_equal(keys_of(arena, &two).keys[0], TEXT("p:70123456"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_has_eight_short_keys_at_most),
        cmocka_unit_test(swapped_names_give_the_same_keys),
        cmocka_unit_test(one_error_leaves_a_key_in_common),
        cmocka_unit_test(two_errors_mostly_leave_a_key_in_common),
        cmocka_unit_test(a_name_without_a_date_meets_the_same_name_with_one),
        cmocka_unit_test(a_date_on_the_first_of_january_is_not_a_key_alone),
        cmocka_unit_test(who_is_unknown_has_no_key),
        cmocka_unit_test(a_telephone_is_one_key_however_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
