/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"
#include "words/fold.h"
#include "words/stop.h"

typedef struct FoldRow {
    Text source;
    Text key;
} FoldRow;

static const FoldRow rows[] = {
    {TEXT_INIT("Médecine générale"),                               TEXT_INIT("medecine generale")         },
    {TEXT_INIT("Nœud, œuvre, Æsop"),                               TEXT_INIT("noeud oeuvre aesop")        },
    {TEXT_INIT("Straße STRASSE ẞ"),                                TEXT_INIT("strasse strasse ss")        },
    {TEXT_INIT("l'hôpital d’accueil"),                             TEXT_INIT("hopital accueil")           },
    {TEXT_INIT("qu'est-ce qu’il y a"),                              TEXT_INIT("est ce il y a")             },
    {TEXT_INIT("jusqu'à lorsqu'on puisqu'elle"),                     TEXT_INIT("a on elle")                 },
    {TEXT_INIT("j'ai mal, t'aide m'aider s'abriter n'importe c'est"),
     TEXT_INIT("ai mal aide aider abriter importe est")                                                      },
    {TEXT_INIT("aujourd'hui don't"),                                  TEXT_INIT("aujourdhui dont")           },
    {TEXT_INIT("women's foto's 's avonds"),                           TEXT_INIT("women foto s avonds")       },
    {TEXT_INIT("C.P.A.S. de Liège"),                                 TEXT_INIT("cpas de liege")             },
    {TEXT_INIT("C.P.A.S, a.s.b.l. M. Dupont"),                        TEXT_INIT("cpas asbl m dupont")        },
    {TEXT_INIT("O.N.E"),                                              TEXT_INIT("one")                       },
    {TEXT_INIT("Saint-Nicolas télé-service"),                       TEXT_INIT("saint nicolas tele service")},
    {TEXT_INIT("ÖSHZ für Grüße"),                                 TEXT_INIT("oshz fur grusse")           },
    {TEXT_INIT("Noël naïf coördinatie"),                           TEXT_INIT("noel naif coordinatie")     },
    {TEXT_INIT("ﬁn ２４ⅷ"),                                     TEXT_INIT("fin 24viii")                },
    {TEXT_INIT("e\xCC\x81t\xC3\xA9"),                                 TEXT_INIT("ete")                       },
    {TEXT_INIT("co\xC2\xADlis ali\xE2\x80\x8Bmentaire"),              TEXT_INIT("colis alimentaire")         },
    {TEXT_INIT("طعام ساخن"),                                  TEXT_INIT("طعام ساخن")         },
    {TEXT_INIT("  --- ''' ... "),                                     TEXT_INIT("")                          },
    {TEXT_INIT("24h/24 7j/7"),                                        TEXT_INIT("24h 24 7j 7")               },
};

static void spellings_of_one_word_fold_alike(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        assert_text_equal(fold_key(arena, rows[i].source), rows[i].key);
    }
}

static WordList words_of(Arena *arena, const char *source)
{
    WordList words = {0};
    fold_words(arena, text_from(source), &words);
    return words;
}

static void an_umlaut_is_read_both_ways(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const WordList words = words_of(arena, "ÖSHZ für Käse U\xCC\x88"
                                           "bung Zoë");
    assert_int_equal(words.count, 5);
    assert_text_equal(words.items[0].umlauts, TEXT("oeshz"));
    assert_text_equal(words.items[1].umlauts, TEXT("fuer"));
    assert_text_equal(words.items[2].umlauts, TEXT("kaese"));
    assert_text_equal(words.items[3].umlauts, TEXT("uebung"));
    assert_int_equal(words.items[4].umlauts.length, 0);
}

static void acronyms_and_short_words_are_rigid(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const WordList words = words_of(arena, "Le CPAS ou c.p.a.s. donne du pain");
    const bool expected[] = {true, true, true, true, false, true, false};
    assert_int_equal(words.count, LENGTH_OF(expected));
    for (size_t i = 0; i < words.count; i++) {
        assert_int_equal(words.items[i].is_rigid, expected[i]);
    }
}

static void shouting_makes_no_acronyms(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const WordList words = words_of(arena, "REPAS CHAUD ICI");
    assert_false(words.items[0].is_rigid);
    assert_false(words.items[1].is_rigid);
    assert_true(words.items[2].is_rigid);
}

static void a_hyphen_and_an_elision_are_remembered(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const WordList words = words_of(arena, "télé-service - centre d'Ans");
    assert_int_equal(words.count, 4);
    assert_true(words.items[1].is_joined);
    assert_false(words.items[2].is_joined);
    assert_true(words.items[3].was_elided);
    assert_int_equal(words.items[3].start, 26);
}

static void a_word_longer_than_the_limit_is_cut(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    char source[1000];
    for (size_t i = 0; i < sizeof source; i += 2) {
        source[i] = '\xC3';
        source[i + 1] = '\xBC';
    }
    WordList words = {0};
    fold_words(arena, text_of(source, sizeof source), &words);
    assert_int_equal(words.count, 1);
    assert_true(words.items[0].folded.length <= WORD_BYTES);
    assert_true(words.items[0].umlauts.length <= WORD_BYTES);
}

static void lower_case_keeps_accents(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_text_equal(fold_case(arena, TEXT("MÉDECIN Ärztin")), TEXT("médecin ärztin"));
}

static void grammar_and_politeness_weigh_less_than_what_is_asked(void **state)
{
    (void)state;
    assert_int_equal(word_weight(TEXT("ou")), WORD_STOP);
    assert_int_equal(word_weight(TEXT("niet")), WORD_STOP);
    assert_int_equal(word_weight(TEXT("cherche")), WORD_WEAK);
    assert_int_equal(word_weight(TEXT("help")), WORD_WEAK);
    assert_int_equal(word_weight(TEXT("dormir")), WORD_STRONG);
    assert_int_equal(word_weight(TEXT("was")), WORD_STRONG);
    assert_true(word_announces_place(TEXT("a")));
    assert_false(word_announces_place(TEXT("repas")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_one_word_fold_alike),
        cmocka_unit_test(an_umlaut_is_read_both_ways),
        cmocka_unit_test(acronyms_and_short_words_are_rigid),
        cmocka_unit_test(shouting_makes_no_acronyms),
        cmocka_unit_test(a_hyphen_and_an_elision_are_remembered),
        cmocka_unit_test(a_word_longer_than_the_limit_is_cut),
        cmocka_unit_test(lower_case_keeps_accents),
        cmocka_unit_test(grammar_and_politeness_weigh_less_than_what_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
