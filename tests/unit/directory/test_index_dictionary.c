/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"
#include "directory/index_dictionary.h"
#include "unit/testing.h"
#include "words/typo.h"

enum { WORDS = 3000 };

/* Many short words over few letters: everything is near something. */
static Text some_word(Arena *arena, Random *random)
{
    char *bytes = arena_allocate(arena, 16);
    const size_t length = 1 + random_below(random, 12);
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (char)('a' + random_below(random, i < 3 ? 4 : 2));
    }
    return text_of(bytes, length);
}

static Dictionary some_dictionary(Arena *arena, Random *random)
{
    DictionaryDraft draft = dictionary_draft(arena);
    for (int i = 0; i < WORDS; i++) {
        const Text word = some_word(arena, random);
        (void)dictionary_add(&draft, word, word, (Language)random_below(random, 4));
    }
    uint32_t *ranks = ARENA_ARRAY(arena, uint32_t, draft.count);
    return dictionary_build(arena, &draft, ranks);
}

static void every_word_is_found_where_it_stands(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Random random = random_seeded(1);
    const Dictionary dictionary = some_dictionary(arena, &random);
    for (uint32_t i = 0; i < dictionary.count; i++) {
        assert_int_equal(dictionary_find(&dictionary, dictionary.words[i]), i);
    }
    assert_int_equal(dictionary_find(&dictionary, TEXT("zz")), NONE);
}

static void words_a_mistake_away_are_those_a_full_comparison_finds(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Random random = random_seeded(2);
    const Dictionary dictionary = some_dictionary(arena, &random);
    for (int round = 0; round < 200; round++) {
        const Text asked = some_word(arena, &random);
        const size_t limit = 1 + random_below(&random, 2);
        NearWordList near = {0};
        dictionary_near(&dictionary, arena, asked, limit, &near);
        size_t at = 0;
        for (uint32_t i = 0; i < dictionary.count && asked.length >= 2; i++) {
            const size_t distance = typo_distance(asked, dictionary.words[i], limit);
            if (distance >= 1 && distance <= limit) {
                assert_true(at < near.count);
                assert_int_equal(near.items[at].word, i);
                assert_int_equal(near.items[at].distance, distance);
                at++;
            }
        }
        assert_int_equal(at, near.count);
    }
}

static void beginnings_and_ends_are_ranges(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Random random = random_seeded(3);
    const Dictionary dictionary = some_dictionary(arena, &random);
    for (int round = 0; round < 200; round++) {
        const Text part = text_slice(some_word(arena, &random), 0, 4);
        const WordRange starting = dictionary_prefix(&dictionary, part);
        const WordRange ending = dictionary_suffix(&dictionary, part);
        size_t starts = 0;
        size_t ends = 0;
        for (uint32_t i = 0; i < dictionary.count; i++) {
            const bool is_germanic =
                (dictionary.languages[i] & (1 << DUTCH | 1 << GERMAN)) != 0;
            starts += text_starts_with(dictionary.words[i], part);
            ends += is_germanic && text_ends_with(dictionary.words[i], part);
        }
        assert_int_equal(starting.to - starting.from, starts);
        assert_int_equal(ending.to - ending.from, ends);
    }
}

static void a_family_shares_its_stem(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    DictionaryDraft draft = dictionary_draft(arena);
    (void)dictionary_add(&draft, TEXT("logement"), TEXT("Logement"), FRENCH);
    (void)dictionary_add(&draft, TEXT("logements"), TEXT("logements"), FRENCH);
    (void)dictionary_add(&draft, TEXT("logements"), TEXT("logements"), DUTCH);
    uint32_t *ranks = ARENA_ARRAY(arena, uint32_t, draft.count);
    const Dictionary dictionary = dictionary_build(arena, &draft, ranks);
    assert_int_equal(dictionary.count, 2);
    assert_text_equal(dictionary.shown[0], TEXT("logement"));
    assert_int_equal(dictionary_family(&dictionary, FRENCH, TEXT("log")).count, 2);
    assert_int_equal(dictionary_family(&dictionary, ENGLISH, TEXT("log")).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_found_where_it_stands),
        cmocka_unit_test(words_a_mistake_away_are_those_a_full_comparison_finds),
        cmocka_unit_test(beginnings_and_ends_are_ranges),
        cmocka_unit_test(a_family_shares_its_stem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
