/* SPDX-License-Identifier: EUPL-1.2 */
#include "territory/gazetteer.h"
#include "unit/testing.h"

static void every_commune_has_a_code_a_name_and_a_centre_in_belgium(void **state)
{
    (void)state;
    assert_int_equal(gazetteer_commune_count(), 581);
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        const Commune *commune = gazetteer_commune(i);
        assert_int_equal(commune->nis.length, 5);
        assert_true(commune->name.in[FRENCH].length > 0);
        assert_true(commune->centre.latitude > 49.4 && commune->centre.latitude < 51.6);
        assert_true(commune->centre.longitude > 2.5 && commune->centre.longitude < 6.5);
    }
}

static void a_commune_is_found_by_its_code(void **state)
{
    (void)state;
    const Commune *liege = gazetteer_commune_by_nis(TEXT("62063"));
    assert_non_null(liege);
    assert_text_equal(liege->name.in[FRENCH], TEXT("Liège"));
    assert_text_equal(liege->name.in[DUTCH], TEXT("Luik"));
    assert_text_equal(liege->name.in[GERMAN], TEXT("Lüttich"));
    assert_null(gazetteer_commune_by_nis(TEXT("99999")));
}

static void a_postal_code_gives_the_place_called_like_its_commune(void **state)
{
    (void)state;
    GeoPoint centre = {0};
    assert_true(gazetteer_postal_code(TEXT("4000"), &centre));
    assert_true(distance_meters(centre, (GeoPoint){50.634, 5.567}) < 100);
    assert_false(gazetteer_postal_code(TEXT("0999"), &centre));
    assert_false(gazetteer_postal_code(TEXT(""), &centre));
}

static void a_postal_code_names_a_commune_only_when_all_its_places_lie_there(void **state)
{
    (void)state;
    assert_text_equal(gazetteer_commune_of(TEXT("4000"))->nis, TEXT("62063"));
    assert_null(gazetteer_commune_of(TEXT("1320"))); /* Beauvechain and Hoegaarden */
    assert_null(gazetteer_commune_of(TEXT("0000")));
    assert_null(gazetteer_commune_of(TEXT("")));
}

static void a_distance_is_right_at_the_pole_and_across_the_date_line(void **state)
{
    (void)state;
    const GeoPoint pole = {90, 0};
    assert_true(distance_meters(pole, (GeoPoint){90, 137}) < 1);
    assert_true(distance_meters((GeoPoint){0, 179.999}, (GeoPoint){0, -179.999}) < 300);
    const double liege_namur =
        distance_meters((GeoPoint){50.6326, 5.5797}, (GeoPoint){50.4669, 4.8675});
    assert_true(liege_namur > 52000 && liege_namur < 55000);
}

static void a_town_is_called_by_its_official_name_in_each_language(void **state)
{
    (void)state;
    assert_text_equal(gazetteer_town(TEXT("4000"), TEXT("Liège"), DUTCH), TEXT("Luik"));
    assert_text_equal(gazetteer_town(TEXT("4000"), TEXT("Liège"), GERMAN), TEXT("Lüttich"));
    assert_text_equal(gazetteer_town(TEXT("4000"), TEXT("Liège"), ENGLISH), TEXT("Liège"));
    assert_text_equal(gazetteer_town(TEXT(""), TEXT("Namur"), DUTCH), TEXT("Namen"));
    assert_text_equal(gazetteer_town(TEXT("5100"), TEXT("Jambes"), DUTCH), TEXT("Jambes"));
    assert_text_equal(gazetteer_town(TEXT("4420"), TEXT("Saint-Nicolas"), DUTCH),
                      TEXT("Saint-Nicolas"));
    assert_text_equal(gazetteer_town(TEXT(""), TEXT(""), DUTCH), TEXT(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_commune_has_a_code_a_name_and_a_centre_in_belgium),
        cmocka_unit_test(a_commune_is_found_by_its_code),
        cmocka_unit_test(a_postal_code_gives_the_place_called_like_its_commune),
        cmocka_unit_test(a_postal_code_names_a_commune_only_when_all_its_places_lie_there),
        cmocka_unit_test(a_distance_is_right_at_the_pole_and_across_the_date_line),
        cmocka_unit_test(a_town_is_called_by_its_official_name_in_each_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
