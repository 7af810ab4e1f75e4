/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"
#include "words/phonetic.h"

enum { SPELLINGS = 5 };

/* Names heard alike; empty places end a row. */
static const char *const same_sound[][SPELLINGS] = {
    {"Mohamed",        "Mohammed",     "Muhammad",     "MOHAMMAD",  "Mouhamed"},
    {"Youssef",        "Yusuf",        "Joussef",      "Yousef",    NULL      },
    {"Djamila",        "Jamila",       "Jamilah",      NULL,        NULL      },
    {"Najat",          "Nadjat",       NULL,           NULL,        NULL      },
    {"Chaïma",        "Shaima",       "Chaimaa",      NULL,        NULL      },
    {"Aïcha",         "Aisha",        "Ayşe",        NULL,        NULL      },
    {"Oualid",         "Walid",        "Walide",       NULL,        NULL      },
    {"Abd el Kader",   "Abdelkader",   "Abdel Kader",  NULL,        NULL      },
    {"El Amrani",      "Elamrani",     "Amrani",       NULL,        NULL      },
    {"N'Diaye",        "Ndiaye",       "Diaye",        NULL,        NULL      },
    {"M'Bala",         "Mbala",        NULL,           NULL,        NULL      },
    {"Janssens",       "Jansen",       "Janssen",      "Jansens",   NULL      },
    {"Peeters",        "Peters",       "Peeter",       "Pieters",   NULL      },
    {"Hendrickx",      "Hendrix",      "Hendriks",     "Hendrickx", NULL      },
    {"Van den Berghe", "Vandenberghe", "Vandenberge",  NULL,        NULL      },
    {"Van de Velde",   "Vandevelde",   "Van De Velde", NULL,        NULL      },
    {"Van Damme",      "Vandamme",     "van Dame",     NULL,        NULL      },
    {"D'Hondt",        "Dhondt",       "d’Hont",     NULL,        NULL      },
    {"L'Hoest",        "Lhoest",       NULL,           NULL,        NULL      },
    {"De Man",         "Deman",        NULL,           NULL,        NULL      },
    {"Le Roy",         "Leroy",        NULL,           NULL,        NULL      },
    {"Dupont",         "Dupond",       NULL,           NULL,        NULL      },
    {"Delvaux",        "Delveau",      NULL,           NULL,        NULL      },
    {"Renault",        "Renaud",       NULL,           NULL,        NULL      },
    {"Schmidt",        "Schmitt",      NULL,           NULL,        NULL      },
    {"Müller",        "Mueller",      "Muller",       "Möller",   NULL      },
    {"Christophe",     "Kristof",      "Christoph",    NULL,        NULL      },
    {"Pfeiffer",       "Feifer",       NULL,           NULL,        NULL      },
    {"Ivanov",         "Ivanoff",      "Iwanow",       "Ivanova",   NULL      },
    {"Kowalska",       "Kowalski",     "Covalski",     NULL,        NULL      },
    {"Šarić",        "Sharic",       NULL,           NULL,        NULL      },
    {"Džemal",        "Djemal",       "Jemal",        NULL,        NULL      },
    {"Jean-Pierre",    "Jean",         "Jean Pierre",  NULL,        NULL      },
    {"Saint-Amand",    "Saintamand",   NULL,           NULL,        NULL      },
    {"Rodriguez",      "Rodrigues",    NULL,           NULL,        NULL      },
};

static const char *const other_sound[][2] = {
    {"Martin", "Marlin"},
    {"Dubois", "Delbos"},
    {"Fatima", "Samira"},
    {"Ahmed",  "Omar"  },
    {"Claes",  "Maes"  },
    {"Luc",    "Marc"  },
    {"Diallo", "Bah"   },
    {"Sow",    "Ba"    },
    {"Omar",   "Omid"  },
};

static void names_heard_alike_have_one_key(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(same_sound); i++) {
        const Text first = phonetic_name(arena, text_from(same_sound[i][0]));
        for (size_t j = 1; j < SPELLINGS && same_sound[i][j] != NULL; j++) {
            const Text other = phonetic_name(arena, text_from(same_sound[i][j]));
            if (!text_equal(first, other)) {
                print_message("%s and %s\n", same_sound[i][0], same_sound[i][j]);
            }
            assert_text_equal(other, first);
        }
    }
}

static void names_that_differ_in_a_sound_have_two_keys(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(other_sound); i++) {
        const Text left = phonetic_name(arena, text_from(other_sound[i][0]));
        const Text right = phonetic_name(arena, text_from(other_sound[i][1]));
        if (text_equal(left, right)) {
            fail_msg("%s and %s: %.*s", other_sound[i][0], other_sound[i][1], TEXT_ARG(left));
        }
    }
}

static void a_key_is_short_and_keeps_letters_of_another_script(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_text_equal(phonetic_name(arena, TEXT("Wolfeschlegelsteinhausen")), TEXT("FLFSLK"));
    assert_text_equal(phonetic_name(arena, TEXT("محمد")), TEXT("محمد"));
    const Text long_name = phonetic_name(arena, TEXT("Константинопольский"));
    assert_true(long_name.length <= PHONETIC_BYTES && text_is_utf8(long_name));
}

static void what_is_no_name_has_no_key(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_text_equal(phonetic_name(arena, TEXT("")), TEXT(""));
    assert_text_equal(phonetic_name(arena, TEXT(" - ' ")), TEXT(""));
}

static void a_particle_alone_is_the_name(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_text_equal(phonetic_name(arena, TEXT("Van")), TEXT("FN"));
    assert_text_equal(phonetic_name(arena, TEXT("Le")), TEXT("L"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_heard_alike_have_one_key),
        cmocka_unit_test(names_that_differ_in_a_sound_have_two_keys),
        cmocka_unit_test(a_key_is_short_and_keeps_letters_of_another_script),
        cmocka_unit_test(what_is_no_name_has_no_key),
        cmocka_unit_test(a_particle_alone_is_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
