/* SPDX-License-Identifier: EUPL-1.2 */
/* Services that stand twice, in a made-up directory whose doubles are known and in the real
 * one, which has none. */
#include "benches/generate.h"
#include "directory/twin.h"
#include "unit/directory/wallonie.h"
#include "unit/testing.h"

enum { SERVICES = 3000, NEEDS = 330, VOCABULARY = 6000, TEXT_WORDS = 16 };

typedef struct Score {
    size_t right;
    size_t wrong;
    size_t
        truths; /* that the generator made by itself: each service with what it is a twin of */
    size_t found;
} Score;

static uint32_t first_of(const GeneratedDirectory *directory, uint32_t service)
{
    for (size_t i = directory->twin_count; i > 0; i--) {
        if (directory->twins[i - 1].service == service) {
            service = directory->twins[i - 1].of;
        }
    }
    return service;
}

static bool holds(const TwinPairList *pairs, uint32_t one, uint32_t other, TwinVerdict least)
{
    for (size_t i = 0; i < pairs->count; i++) {
        const TwinPair *pair = &pairs->items[i];
        if (pair->one == other && pair->other == one && pair->answer.verdict >= least) {
            return true;
        }
    }
    return false;
}

static Score score_of(const GeneratedDirectory *directory, const TwinPairList *pairs,
                      TwinVerdict least)
{
    Score score = {.truths = directory->twin_count};
    for (size_t i = 0; i < pairs->count; i++) {
        const TwinPair *pair = &pairs->items[i];
        if (pair->answer.verdict >= least) {
            const bool is_one =
                first_of(directory, pair->one) == first_of(directory, pair->other);
            score.right += is_one;
            score.wrong += !is_one;
        }
    }
    for (size_t i = 0; i < directory->twin_count; i++) {
        score.found += holds(pairs, directory->twins[i].service, directory->twins[i].of, least);
    }
    return score;
}

static void test_finds_the_doubles_of_a_made_up_directory_and_little_else(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const GeneratedSize size = {SERVICES, NEEDS, VOCABULARY, TEXT_WORDS, false};
    const GeneratedDirectory directory = generate_directory(arena, size, 29);
    TwinPairList pairs = {0};
    TwinEffort effort = {0};
    twins_find(twins_read(arena, directory.catalogue), arena, &pairs, &effort);
    const Score same = score_of(&directory, &pairs, TWIN_SAME);
    const Score perhaps = score_of(&directory, &pairs, TWIN_PERHAPS);
    assert_true(directory.twin_count > 100);
    assert_true(same.wrong == 0 && same.found * 100 >= same.truths * 90);
    assert_true(perhaps.wrong * 100 <= perhaps.right * 5);
    assert_true(perhaps.found * 100 >= perhaps.truths * 98);
    assert_true(effort.pairs < (size_t)SERVICES * 20); /* not each with each */
}

static void test_one_service_is_told_the_doubles_that_the_whole_search_finds(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const GeneratedSize size = {SERVICES, NEEDS, VOCABULARY, TEXT_WORDS, false};
    const GeneratedDirectory directory = generate_directory(arena, size, 31);
    const Twins *twins = twins_read(arena, directory.catalogue);
    TwinPairList pairs = {0};
    twins_find(twins, arena, &pairs, NULL);
    size_t told = 0;
    for (uint32_t i = 0; i < SERVICES; i++) {
        TwinPairList of = {0};
        twins_of(twins, arena, i, &of);
        told += of.count;
    }
    assert_int_equal(told, 2 * pairs.count);
}

static void test_no_service_of_the_real_directory_is_called_the_same_as_another(void **state)
{
    const Directory *directory = *state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    TwinPairList pairs = {0};
    twins_find(twins_read(arena, directory->catalogue), arena, &pairs, NULL);
    for (size_t i = 0; i < pairs.count; i++) {
        assert_int_equal(pairs.items[i].answer.verdict, TWIN_PERHAPS);
    }
    assert_true(pairs.count < directory->catalogue->service_count / 4);
}

static void test_it_does_not_matter_which_of_two_services_is_named_first(void **state)
{
    const Directory *directory = *state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Twins *twins = twins_read(arena, directory->catalogue);
    for (uint32_t i = 0; i < directory->catalogue->service_count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            assert_int_equal(twins_compare(twins, i, j).weight,
                             twins_compare(twins, j, i).weight);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_the_doubles_of_a_made_up_directory_and_little_else),
        cmocka_unit_test(test_one_service_is_told_the_doubles_that_the_whole_search_finds),
        cmocka_unit_test(test_no_service_of_the_real_directory_is_called_the_same_as_another),
        cmocka_unit_test(test_it_does_not_matter_which_of_two_services_is_named_first),
    };
    return cmocka_run_group_tests(tests, open_directory, close_directory);
}
