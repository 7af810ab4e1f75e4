/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/likeness.h"

#include "base/list.h"
#include "unit/testing.h"

/* One description in one line of a table; NULL and 0 are unknown. */
typedef struct Row {
    const char *given;
    const char *family;
    CivilDate birth;
    LikenessSex sex;
    const char *phone;
    const char *number;
    const char *street;
    const char *postal_code;
    const char *national_number;
    const char *card;
} Row;

static const Likeness *prepare(Arena *arena, const Row *row)
{
    const LikenessName name = {text_from(row->given), text_from(row->family)};
    const Text phone = text_from(row->phone);
    const LikenessIdentifier card = {TEXT("card"), text_from(row->card)};
    const AddressText address = {
        .number = text_from(row->number),
        .street = text_from(row->street),
        .postal_code = text_from(row->postal_code),
    };
    const LikenessFacts facts = {
        .names = &name,
        .name_count = 1,
        .birth = row->birth,
        .sex = row->sex,
        .phones = &phone,
        .phone_count = 1,
        .addresses = &address,
        .address_count = row->street != NULL,
        .identifiers = &card,
        .identifier_count = 1,
        .national_number = text_from(row->national_number),
    };
    return likeness_prepare(arena, &facts);
}

static LikenessAnswer compare(Arena *arena, Row a, Row b)
{
    return likeness_compare(prepare(arena, &a), prepare(arena, &b));
}

static bool has_reason(const LikenessAnswer *answer, LikenessReason reason)
{
    for (size_t i = 0; i < answer->found_count; i++) {
        if (answer->found[i].reason == reason) {
            return true;
        }
    }
    return false;
}

#define ANNE .given = "Anne", .family = "Lambert"
#define HOME .number = "12", .street = "rue du Moulin", .postal_code = "4020"

typedef struct Case {
    const char *sentence;
    LikenessVerdict verdict;
    LikenessReason reason; /* among those found */
    Row a;
    Row b;
} Case;

static const Case cases[] = {
    {"same names and date",
     LIKENESS_SAME,                                       SAME_BIRTH_DATE,
     {ANNE, .birth = {1980, 5, 17}},
     {.given = "ANNE", .family = "lambert", .birth = {1980, 5, 17}}                                    },
    {"a letter more",
     LIKENESS_SAME,                                       CLOSE_FAMILY_NAME,
     {ANNE, .birth = {1980, 5, 17}},
     {.given = "Anne", .family = "Lamberts", .birth = {1980, 5, 17}}                                   },
    {"names swapped",
     LIKENESS_SAME,                                       SWAPPED_NAMES,
     {ANNE, .birth = {1980, 5, 17}},
     {.given = "Lambert", .family = "Anne", .birth = {1980, 5, 17}}                                    },
    {"another sound of the region",
     LIKENESS_PERHAPS,                                    ALIKE_GIVEN_NAME,
     {.given = "Youssef", .family = "Ben Ali", .birth = {1991, 3, 9}},
     {.given = "Yusuf", .family = "Benali", .birth = {1991, 3, 9}}                                     },
    {"a digit of the date",
     LIKENESS_PERHAPS,                                    ONE_DIGIT_BIRTH_DATE,
     {ANNE, .birth = {1980, 5, 17}},
     {ANNE, .birth = {1980, 5, 11}}                                                                    },
    {"two digits swapped",
     LIKENESS_PERHAPS,                                    TRANSPOSED_BIRTH_DATE,
     {ANNE, .birth = {1980, 5, 17}},
     {ANNE, .birth = {1980, 5, 71}}                                                                    },
    {"day and month swapped",
     LIKENESS_PERHAPS,                                    SWAPPED_DAY_MONTH,
     {ANNE, .birth = {1980, 5, 11}},
     {ANNE, .birth = {1980, 11, 5}}                                                                    },
    {"a digit, and the telephone",
     LIKENESS_SAME,                                       SAME_PHONE,
     {ANNE, .birth = {1980, 5, 17}, .phone = "0470123456"},
     {ANNE, .birth = {1980, 5, 11}, .phone = "+32470123456"}                                           },
    {"the day is unknown",
     LIKENESS_PERHAPS,                                    SAME_YEAR_MONTH,
     {ANNE, .birth = {1980, 5, 17}},
     {ANNE, .birth = {1980, 5, 0}}                                                                     },
    {"only the year is known",
     LIKENESS_PERHAPS,                                    SAME_BIRTH_YEAR,
     {ANNE, .birth = {1980, 5, 17}},
     {ANNE, .birth = {1980, 0, 0}}                                                                     },
    {"1 January tells little",
     LIKENESS_PERHAPS,                                    SAME_FIRST_OF_JANUARY,
     {ANNE, .birth = {1980, 1, 1}},
     {ANNE, .birth = {1980, 1, 1}}                                                                     },
    {"the name alone",                  LIKENESS_PERHAPS, SAME_FAMILY_NAME,      {ANNE},         {ANNE}},
    {"a common half of a name",
     LIKENESS_DIFFERENT,                                  OTHER_FAMILY_NAME,
     {ANNE},
     {.given = "Anne", .family = "Dubois"}                                                             },
    {"married and renamed",
     LIKENESS_SAME,                                       SAME_ADDRESS,
     {ANNE, .birth = {1980, 5, 17}, HOME},
     {.given = "Anne", .family = "Dubois", .birth = {1980, 5, 17}, HOME}                               },
    {"one of two family names",
     LIKENESS_PERHAPS,                                    PART_FAMILY_NAME,
     {.given = "Ana", .family = "Garcia Lopez", .birth = {1980, 5, 17}},
     {.given = "Ana", .family = "Lopez", .birth = {1980, 5, 17}}                                       },
    {"twins",
     LIKENESS_PERHAPS,                                    OTHER_GIVEN_NAME,
     {ANNE, .birth = {1980, 5, 17}, .phone = "0470123456", HOME},
     {.given = "Louise",
      .family = "Lambert",
      .birth = {1980, 5, 17},
      .phone = "0470123456",
      HOME}                                                                                            },
    {"father and son",
     LIKENESS_PERHAPS,                                    OTHER_BIRTH_DATE,
     {.given = "Jean", .family = "Lambert", .birth = {1950, 3, 8}, .phone = "0470123456", HOME},
     {.given = "Jean",
      .family = "Lambert",
      .birth = {1981, 11, 27},
      .phone = "0470123456",
      HOME}                                                                                            },
    {"sister and brother",
     LIKENESS_DIFFERENT,                                  SAME_ADDRESS,
     {ANNE, .birth = {1980, 5, 17}, .phone = "0470123456", HOME},
     {.given = "Marc",
      .family = "Lambert",
      .birth = {1983, 11, 28},
      .phone = "0470123456",
      HOME}                                                                                            },
    {"brothers without dates",
     LIKENESS_DIFFERENT,                                  OTHER_GIVEN_NAME,
     {.given = "Luc", .family = "Lambert", .phone = "0470123456", HOME},
     {.given = "Marc", .family = "Lambert", .phone = "0470123456", HOME}                               },
    {"two in one shelter",
     LIKENESS_DIFFERENT,                                  SAME_ADDRESS,
     {.given = "Omar", .family = "Haddad", .birth = {1990, 4, 2}, HOME},
     {.given = "Selam", .family = "Tesfay", .birth = {1985, 8, 30}, HOME}                              },
    {"a household without given names",
     LIKENESS_PERHAPS,                                    SAME_PHONE,
     {.given = NULL, .family = "Lambert", .phone = "0470123456", HOME},
     {.given = NULL, .family = "Lambert", .phone = "0470123456", HOME}                                 },
    {"the same number, whatever else",
     LIKENESS_SAME,                                       SAME_NATIONAL_NUMBER,
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80051700245"},
     {.given = "Anna",
      .family = "Dubois",
      .birth = {1980, 5, 17},
      .national_number = "80.05.17-002.45"}                                                            },
    {"another's card",
     LIKENESS_PERHAPS,                                    SAME_NATIONAL_NUMBER,
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80051700245"},
     {.given = "Omar",
      .family = "Haddad",
      .birth = {1999, 8, 30},
      .national_number = "80051700245"}                                                                },
    {"two numbers",
     LIKENESS_DIFFERENT,                                  OTHER_NATIONAL_NUMBER,
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80051700245"},
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80051733311"}                                  },
    {"a digit of the number",
     LIKENESS_SAME,                                       NEAR_NATIONAL_NUMBER,
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80051700245"},
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80051700246"}                                  },
    {"first a bis number",
     LIKENESS_SAME,                                       SAME_BIRTH_DATE,
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80451700245"},
     {ANNE, .birth = {1980, 5, 17}, .national_number = "80051733311"}                                  },
    {"the same card",
     LIKENESS_PERHAPS,                                    SAME_IDENTIFIER,
     {.given = "Omar", .family = NULL, .card = "LX 004-812"},
     {.given = "Omar", .family = NULL, .card = "lx004812"}                                             },
    {"another sex",
     LIKENESS_DIFFERENT,                                  OTHER_SEX,
     {.given = "Camille", .family = "Lambert", .sex = SEX_FEMALE},
     {.given = "Camille", .family = "Lambert", .sex = SEX_MALE}                                        },
    {"1 January of two years",
     LIKENESS_DIFFERENT,                                  OTHER_BIRTH_DATE,
     {ANNE, .birth = {1960, 1, 1}},
     {ANNE, .birth = {2019, 1, 1}}                                                                     },
    {"two streets that begin alike",
     LIKENESS_PERHAPS,                                    OTHER_ADDRESS,
     {ANNE, .number = "12", .street = "rue de la Montagne", .postal_code = "4020"},
     {ANNE, .number = "13", .street = "rue de la Fontaine", .postal_code = "4000"}                     },
    {"sex corrected",
     LIKENESS_SAME,                                       OTHER_SEX,
     {ANNE, .birth = {1980, 5, 17}, .sex = SEX_FEMALE, HOME},
     {ANNE, .birth = {1980, 5, 17}, .sex = SEX_MALE, HOME}                                             },
};

static void each_rule_says_what_its_sentence_says(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    size_t failures = 0;
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        const LikenessAnswer answer = compare(arena, cases[i].a, cases[i].b);
        if (answer.verdict != cases[i].verdict || !has_reason(&answer, cases[i].reason)) {
            failures++;
            print_message("%s: %.*s at %d\n", cases[i].sentence,
                          TEXT_ARG(likeness_verdict_code(answer.verdict)), answer.weight);
            for (size_t j = 0; j < answer.found_count; j++) {
                print_message("   %.*s %d\n",
                              TEXT_ARG(likeness_reason_code(answer.found[j].reason)),
                              answer.found[j].weight);
            }
        }
    }
    assert_int_equal(failures, 0);
}

static void a_comparison_is_the_same_both_ways(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        for (size_t j = 0; j < LENGTH_OF(cases); j++) {
            const LikenessAnswer forth = compare(arena, cases[i].a, cases[j].b);
            const LikenessAnswer back = compare(arena, cases[j].b, cases[i].a);
            assert_int_equal(forth.verdict, back.verdict);
            assert_int_equal(forth.weight, back.weight);
            assert_int_equal(forth.found_count, back.found_count);
            for (size_t k = 0; k < forth.found_count; k++) {
                assert_int_equal(forth.found[k].reason, back.found[k].reason);
            }
        }
    }
}

static void what_is_unknown_counts_for_nothing(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Row full = {
        ANNE,       .birth = {1980, 5, 17},
                 .sex = SEX_FEMALE, .phone = "0470123456", HOME,
        .card = "1"
    };
    const LikenessAnswer answer = compare(arena, full, (Row){.given = NULL});
    assert_int_equal(answer.found_count, 0);
    assert_int_equal(answer.weight, 0);
    assert_int_equal(answer.verdict, LIKENESS_DIFFERENT);
}

static void the_weight_is_the_sum_of_what_was_found(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        const LikenessAnswer answer = compare(arena, cases[i].a, cases[i].b);
        int sum = 0;
        for (size_t j = 0; j < answer.found_count; j++) {
            sum += answer.found[j].weight;
        }
        assert_int_equal(sum, answer.weight);
    }
}

static void an_alias_or_a_maiden_name_is_enough(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const LikenessName names[] = {
        {TEXT("Anne"), TEXT("Dubois") },
        {TEXT("Anne"), TEXT("Lambert")}
    };
    const LikenessFacts facts = {
        .names = names, .name_count = 2, .birth = {1980, 5, 17}
    };
    const LikenessAnswer answer = likeness_compare(
        likeness_prepare(arena, &facts), prepare(arena, &(Row){
                                                            ANNE, .birth = {1980, 5, 17}
    }));
    assert_int_equal(answer.verdict, LIKENESS_SAME);
}

static void an_address_counts_without_the_words_all_streets_have(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const LikenessAnswer answer =
        compare(arena, (Row){.number = "12", .street = "r. du Moulin", .postal_code = "4020"},
                (Row){.number = "12", .street = "Rue du moulin", .postal_code = "4020"});
    assert_true(has_reason(&answer, SAME_ADDRESS));
    assert_int_equal(answer.verdict, LIKENESS_PERHAPS);
}

static void an_initial_is_neither_for_nor_against(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const LikenessAnswer answer = compare(arena,
                                          (Row){
                                              "A.", "Lambert", .birth = {1980, 5, 17}
    },
                                          (Row){ANNE, .birth = {1980, 5, 17}});
    assert_false(has_reason(&answer, OTHER_GIVEN_NAME));
    assert_false(has_reason(&answer, CLOSE_GIVEN_NAME));
}

static void more_than_the_limits_is_left_out(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    enum { MANY = 1000 };
    Text *phones = ARENA_ARRAY(arena, Text, MANY);
    LikenessName *names = ARENA_ARRAY(arena, LikenessName, MANY);
    for (size_t i = 0; i < MANY; i++) {
        phones[i] = text_format(arena, "047%07zu", i);
        names[i] = (LikenessName){text_format(arena, "name %zu", i), TEXT("x")};
    }
    const LikenessFacts facts = {
        .names = names, .name_count = MANY, .phones = phones, .phone_count = MANY};
    const Likeness *person = likeness_prepare(arena, &facts);
    assert_int_equal(likeness_keys(arena, person).count <= LIKENESS_KEYS, true);
    assert_true(likeness_compare(person, person).found_count <= LIKENESS_REASONS);
}

static void every_reason_has_a_code_and_words_in_four_languages(void **state)
{
    (void)state;
    for (LikenessReason reason = 0; reason < LIKENESS_REASON_COUNT; reason++) {
        assert_true(likeness_reason_code(reason).length > 0);
        for (Language language = FRENCH; language < LANGUAGE_COUNT; language++) {
            assert_true(likeness_reason_say(language, reason).length > 0);
        }
        for (LikenessReason other = 0; other < reason; other++) {
            assert_false(text_equal(likeness_reason_code(reason), likeness_reason_code(other)));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_says_what_its_sentence_says),
        cmocka_unit_test(a_comparison_is_the_same_both_ways),
        cmocka_unit_test(what_is_unknown_counts_for_nothing),
        cmocka_unit_test(the_weight_is_the_sum_of_what_was_found),
        cmocka_unit_test(an_alias_or_a_maiden_name_is_enough),
        cmocka_unit_test(an_address_counts_without_the_words_all_streets_have),
        cmocka_unit_test(an_initial_is_neither_for_nor_against),
        cmocka_unit_test(more_than_the_limits_is_left_out),
        cmocka_unit_test(every_reason_has_a_code_and_words_in_four_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
