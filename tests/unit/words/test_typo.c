/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/list.h"
#include "base/random.h"
#include "unit/testing.h"
#include "words/typo.h"

typedef struct TypoRow {
    Text a;
    Text b;
    size_t distance;
} TypoRow;

static const TypoRow rows[] = {
    {TEXT_INIT("dentiste"),  TEXT_INIT("dentiste"),    0},
    {TEXT_INIT("dentise"),   TEXT_INIT("dentiste"),    1},
    {TEXT_INIT("dentisste"), TEXT_INIT("dentiste"),    1},
    {TEXT_INIT("dantiste"),  TEXT_INIT("dentiste"),    1},
    {TEXT_INIT("detniste"),  TEXT_INIT("dentiste"),    1},
    {TEXT_INIT("bentiste"),  TEXT_INIT("dentiste"),    2},
    {TEXT_INIT("entiste"),   TEXT_INIT("dentiste"),    2},
    {TEXT_INIT("adentiste"), TEXT_INIT("dentiste"),    2},
    {TEXT_INIT("edntiste"),  TEXT_INIT("dentiste"),    2},
    {TEXT_INIT("vestaire"),  TEXT_INIT("vestiaire"),   1},
    {TEXT_INIT("psycologe"), TEXT_INIT("psychologue"), 2},
    {TEXT_INIT("repas"),     TEXT_INIT("colis"),       4},
};

static void a_mistake_counts_once_and_twice_on_the_first_letter(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const size_t expected = rows[i].distance > 3 ? 4 : rows[i].distance;
        assert_int_equal(typo_distance(rows[i].a, rows[i].b, 3), expected);
        assert_int_equal(typo_distance(rows[i].b, rows[i].a, 3), expected);
    }
}

static void longer_words_are_forgiven_more(void **state)
{
    (void)state;
    assert_int_equal(typo_allowance(TEXT("cpas")), 0);
    assert_int_equal(typo_allowance(TEXT("repas")), 1);
    assert_int_equal(typo_allowance(TEXT("dentiste")), 1);
    assert_int_equal(typo_allowance(TEXT("vestiaire")), 2);
}

/* The definition itself, without a table: the cheapest way to spell `b` from `a` at (i, j). */
static size_t spelled(Text a, Text b, size_t i, size_t j)
{
    if (i == a.length && j == b.length) {
        return 0;
    }
    size_t best = 99;
    if (i < a.length && j < b.length) {
        const bool is_same = a.bytes[i] == b.bytes[j];
        const size_t price = i == 0 && j == 0 ? 2 : 1;
        best = spelled(a, b, i + 1, j + 1) + (is_same ? 0 : price);
    }
    if (i < a.length) {
        const size_t cost = spelled(a, b, i + 1, j) + (i == 0 && j == 0 ? 2 : 1);
        best = cost < best ? cost : best;
    }
    if (j < b.length) {
        const size_t cost = spelled(a, b, i, j + 1) + (i == 0 && j == 0 ? 2 : 1);
        best = cost < best ? cost : best;
    }
    const bool is_swap = i + 1 < a.length && j + 1 < b.length && a.bytes[i] == b.bytes[j + 1] &&
                         a.bytes[i + 1] == b.bytes[j];
    if (is_swap) {
        const size_t cost = spelled(a, b, i + 2, j + 2) + (i == 0 && j == 0 ? 2 : 1);
        best = cost < best ? cost : best;
    }
    return best;
}

static void the_table_agrees_with_the_definition(void **state)
{
    (void)state;
    Random random = random_seeded(7);
    for (int round = 0; round < 4000; round++) {
        char a[6];
        char b[6];
        const size_t a_length = random_below(&random, 6);
        const size_t b_length = random_below(&random, 6);
        for (size_t i = 0; i < 6; i++) {
            a[i] = (char)('a' + random_below(&random, 3));
            b[i] = (char)('a' + random_below(&random, 3));
        }
        const Text first = text_of(a, a_length);
        const Text second = text_of(b, b_length);
        const size_t exact = spelled(first, second, 0, 0);
        for (size_t limit = 0; limit < 4; limit++) {
            const size_t expected = exact > limit ? limit + 1 : exact;
            assert_int_equal(typo_distance(first, second, limit), expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mistake_counts_once_and_twice_on_the_first_letter),
        cmocka_unit_test(longer_words_are_forgiven_more),
        cmocka_unit_test(the_table_agrees_with_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
