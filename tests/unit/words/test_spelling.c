/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/spelling.h"

#include "base/closest.h"
#include "base/list.h"
#include "base/random.h"
#include "unit/testing.h"

typedef struct LikenessRow {
    Text a;
    Text b;
    int thousandths;
} LikenessRow;

/* Winkler's own examples (1990, 1994), rounded down. */
static const LikenessRow rows[] = {
    {TEXT_INIT("martha"), TEXT_INIT("marhta"),   961 },
    {TEXT_INIT("dixon"),  TEXT_INIT("dicksonx"), 813 },
    {TEXT_INIT("dwayne"), TEXT_INIT("duane"),    840 },
    {TEXT_INIT("jones"),  TEXT_INIT("johnson"),  832 },
    {TEXT_INIT("same"),   TEXT_INIT("same"),     1000},
    {TEXT_INIT("abc"),    TEXT_INIT("xyz"),      0   },
    {TEXT_INIT(""),       TEXT_INIT("abc"),      0   },
};

static Spelling spelling_of(Text text)
{
    Spelling spelling;
    spelling_read(text, &spelling);
    return spelling;
}

static Text random_text(Arena *arena, Random *random)
{
    Text text = TEXT("");
    const uint32_t length = random_below(random, 12);
    for (uint32_t i = 0; i < length; i++) {
        text = text_format(arena, "%.*s%c", TEXT_ARG(text), 'a' + (int)random_below(random, 4));
    }
    return text;
}

static void the_published_examples_of_winkler_come_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const Spelling a = spelling_of(rows[i].a);
        const Spelling b = spelling_of(rows[i].b);
        assert_in_range(spelling_likeness(&a, &b) + 1, rows[i].thousandths,
                        rows[i].thousandths + 2);
    }
}

static void likeness_and_distance_are_symmetric(void **state)
{
    (void)state;
    Random random = random_seeded(7);
    for (size_t i = 0; i < 20000; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(1024);
        const Spelling a = spelling_of(random_text(arena, &random));
        const Spelling b = spelling_of(random_text(arena, &random));
        assert_int_equal(spelling_likeness(&a, &b), spelling_likeness(&b, &a));
        assert_int_equal(spelling_distance(&a, &b, 3), spelling_distance(&b, &a, 3));
    }
}

static void distance_is_the_one_of_whole_tables_up_to_its_limit(void **state)
{
    (void)state;
    Random random = random_seeded(8);
    for (size_t i = 0; i < 20000; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(1024);
        const Text left = random_text(arena, &random);
        const Text right = random_text(arena, &random);
        const Spelling a = spelling_of(left);
        const Spelling b = spelling_of(right);
        const size_t whole = word_distance(left, right);
        assert_int_equal(spelling_distance(&a, &b, 2), whole <= 2 ? whole : 3);
    }
}

static void a_letter_is_a_letter_in_any_script(void **state)
{
    (void)state;
    const Spelling a = spelling_of(TEXT("محمد"));
    const Spelling b = spelling_of(TEXT("محمود"));
    assert_int_equal(a.count, 4);
    assert_int_equal(spelling_distance(&a, &b, 2), 1);
    const Spelling c = spelling_of(TEXT("иван"));
    const Spelling d = spelling_of(TEXT("олег"));
    assert_int_equal(spelling_likeness(&c, &d), 0);
}

static void spaces_and_what_is_too_long_do_not_count(void **state)
{
    (void)state;
    const Spelling a = spelling_of(TEXT("van damme"));
    const Spelling b = spelling_of(TEXT("vandamme"));
    assert_int_equal(spelling_distance(&a, &b, 1), 0);
    const Spelling c =
        spelling_of(TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    assert_int_equal(c.count, SPELLING_LETTERS);
    assert_int_equal(spelling_likeness(&c, &c), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_examples_of_winkler_come_out),
        cmocka_unit_test(likeness_and_distance_are_symmetric),
        cmocka_unit_test(distance_is_the_one_of_whole_tables_up_to_its_limit),
        cmocka_unit_test(a_letter_is_a_letter_in_any_script),
        cmocka_unit_test(spaces_and_what_is_too_long_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
