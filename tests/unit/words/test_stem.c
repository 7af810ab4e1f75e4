/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/list.h"
#include "unit/testing.h"
#include "words/stem.h"

typedef struct StemRow {
    Language language;
    Text a;
    Text b;
} StemRow;

static const StemRow alike[] = {
    {FRENCH,  TEXT_INIT("vetement"),    TEXT_INIT("vetements")   },
    {FRENCH,  TEXT_INIT("alimentaire"), TEXT_INIT("alimentaires")},
    {FRENCH,  TEXT_INIT("logement"),    TEXT_INIT("logements")   },
    {DUTCH,   TEXT_INIT("schuld"),      TEXT_INIT("schulden")    },
    {DUTCH,   TEXT_INIT("maaltijd"),    TEXT_INIT("maaltijden")  },
    {GERMAN,  TEXT_INIT("paket"),       TEXT_INIT("pakete")      },
    {GERMAN,  TEXT_INIT("wohnung"),     TEXT_INIT("wohnungen")   },
    {ENGLISH, TEXT_INIT("shelter"),     TEXT_INIT("shelters")    },
};

static void singular_and_plural_have_one_stem(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Stemmers *stemmers SCOPED(stemmers_close) = stemmers_new();
    for (size_t i = 0; i < LENGTH_OF(alike); i++) {
        const Language language = alike[i].language;
        const Text first = text_copy(arena, stem_word(stemmers, language, alike[i].a));
        assert_text_equal(stem_word(stemmers, language, alike[i].b), first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(singular_and_plural_have_one_stem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
