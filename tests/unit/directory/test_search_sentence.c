/* SPDX-License-Identifier: EUPL-1.2 */
/* A sentence with several needs, on the real directory. */
#include <string.h>

#include "directory/search_need.h"
#include "unit/directory/wallonie.h"
#include "unit/testing.h"

/* The codes of the needs of a sentence, with a space between. */
static Text needs_of(const Directory *directory, Text sentence)
{
    NeedsAnswer answer = {0};
    Text codes[NEEDS_OF_SENTENCE_LIMIT];
    assert_int_equal(search_needs(directory->index, directory->arena, sentence, &answer, NULL),
                     OK);
    for (size_t i = 0; i < answer.count; i++) {
        codes[i] = directory->catalogue->needs->terms[answer.needs[i]].code;
    }
    return text_join(directory->arena, codes, answer.count, TEXT(" "));
}

static void a_sentence_names_all_the_needs_it_contains(void **state)
{
    static const char *const sentences[][2] = {
        {"un repas chaud et une douche",                                                   "food.meal hygiene.shower"               },
        {"slapen en eten",                                                                 "sleep.tonight food.meal"                },
        {"Zahnschmerzen und kein Ausweis",                                                 "health.dental admin"                    },
        {"un homme sans papiers, mal aux dents, avec un chien, une douche et une adresse",
         "legal health.dental animal hygiene.shower address"                                                                        },
        {"a shower, warm clothes and a hot meal",                                          "hygiene.shower things.clothes food.meal"},
    };
    for (size_t i = 0; i < LENGTH_OF(sentences); i++) {
        assert_text_equal(needs_of(*state, text_from(sentences[i][0])),
                          text_from(sentences[i][1]));
    }
}

static void what_one_phrase_says_whole_stays_one_need(void **state)
{
    assert_text_equal(needs_of(*state, TEXT("I am undocumented and sick")),
                      TEXT("health.urgent_aid"));
    assert_text_equal(needs_of(*state, TEXT("je suis en fauteuil roulant")),
                      TEXT("mobility.wheelchair"));
}

static void no_need_of_a_sentence_comes_twice(void **state)
{
    assert_text_equal(needs_of(*state, TEXT("manger, un repas chaud et manger")),
                      TEXT("food.meal"));
}

static void a_mistyped_code_is_refused_with_the_code_it_is_near(void **state)
{
    const Directory *directory = *state;
    Problem problem = {.arena = directory->arena};
    NeedsAnswer answer = {0};
    assert_int_equal(
        search_needs(directory->index, directory->arena, TEXT("food.meel"), &answer, &problem),
        INVALID);
    assert_non_null(strstr(problem.detail.bytes, "did you mean “food.meal”"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_names_all_the_needs_it_contains),
        cmocka_unit_test(what_one_phrase_says_whole_stays_one_need),
        cmocka_unit_test(no_need_of_a_sentence_comes_twice),
        cmocka_unit_test(a_mistyped_code_is_refused_with_the_code_it_is_near),
    };
    return cmocka_run_group_tests(tests, open_directory, close_directory);
}
