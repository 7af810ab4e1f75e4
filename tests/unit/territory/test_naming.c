/* SPDX-License-Identifier: EUPL-1.2 */
#include "territory/naming.h"
#include "unit/testing.h"

static void assert_marks(const char *text, unsigned expected)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Date today = date_from_civil((CivilDate){2026, 11, 30});
    const unsigned found = naming_find(arena, text_from(text), today);
    if (found != expected) {
        fail_msg("“%s”: %u, not %u", text, found, expected);
    }
}

static void a_national_number_is_found_as_people_write_it(void **state)
{
    (void)state;
    assert_marks("son numéro est 85.07.30-033.28", NAMING_NATIONAL_NUMBER | NAMING_DATE);
    assert_marks("son numéro est 85073003328, je crois", NAMING_NATIONAL_NUMBER);
    assert_marks("le 3 85 07 30 033 28", NAMING_NATIONAL_NUMBER | NAMING_DATE);
    assert_marks("son numéro est 85073003329", 0);
}

static void a_telephone_a_date_and_a_name_are_guessed(void **state)
{
    (void)state;
    assert_marks("appeler le 0470 12 34 56", NAMING_PHONE);
    assert_marks("appeler le +32 470 12 34 56", NAMING_PHONE);
    assert_marks("né le 30.07.1985", NAMING_DATE);
    assert_marks("né le 30/7/85", NAMING_DATE);
    assert_marks("née le 1985-07-30", NAMING_DATE);
    assert_marks("je suis Camille Exemple depuis", NAMING_NAME);
    assert_marks("Je vois Madame Exemple", NAMING_NAME);
    assert_marks("chez Mme. Exemple", NAMING_NAME);
    assert_marks("avec Élodie Exemple", NAMING_NAME);
}

static void a_situation_without_a_name_is_left_alone(void **state)
{
    (void)state;
    assert_marks("Un homme de 40 ans, sans papiers, dort à la gare de Liège.", 0);
    assert_marks("Le CPAS de Liège refuse. Que faire avant le 15 janvier 2027 ?", 0);
    assert_marks("Il gagne 1 200 euros et paie 650 de loyer. Depuis 3 mois.", 0);
    assert_marks("rendez-vous le 05/12/2026", 0);
    assert_marks("", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_national_number_is_found_as_people_write_it),
        cmocka_unit_test(a_telephone_a_date_and_a_name_are_guessed),
        cmocka_unit_test(a_situation_without_a_name_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
