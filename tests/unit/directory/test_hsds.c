/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/directory/exchange_fixture.h"

static const char organization_id[] = "0196f3a0-0000-7000-8000-000000000001";

static void assert_example_survives(Fixture *fixture, const char *name, EntityKind kind)
{
    const Text document = example(fixture, name);
    Store *store SCOPED(store_close) = open_store(fixture);
    json_t *value SCOPED(json_close) = NULL;
    assert_int_equal(json_read(document, JSON_FILE_LIMITS, &value, NULL), OK);
    import(fixture, store, document);
    const Text answer = export_one(fixture, store, kind, json_member_text(value, "id"));
    assert_text_equal(canonical(fixture, answer), canonical(fixture, document));
}

static void the_official_service_comes_out_as_it_came_in(void **state)
{
    assert_example_survives(*state, "service_full.json", ENTITY_SERVICE);
}

static void the_official_organization_comes_out_as_it_came_in(void **state)
{
    assert_example_survives(*state, "organization_full.json", ENTITY_ORGANIZATION);
}

static void the_official_place_of_a_service_comes_out_as_it_came_in(void **state)
{
    assert_example_survives(*state, "service_at_location_full.json",
                            ENTITY_SERVICE_AT_LOCATION);
}

static void the_official_location_comes_out_as_it_came_in(void **state)
{
    assert_example_survives(*state, "location.json", ENTITY_LOCATION);
}

static void the_official_term_comes_out_as_it_came_in(void **state)
{
    assert_example_survives(*state, "taxonomy_term.json", ENTITY_TAXONOMY_TERM);
}

static void what_was_exported_is_imported_again_to_the_same(void **state)
{
    Fixture *fixture = *state;
    const Text document = example(fixture, "service_full.json");
    Store *store SCOPED(store_close) = open_store(fixture);
    import(fixture, store, document);
    const Text first = export_all(fixture, store);
    store_close(&store);
    fixture->path = text_format(fixture->arena, "%.*s/b.db", TEXT_ARG(fixture->folder));
    store = open_store(fixture);
    import(fixture, store, first);
    assert_text_equal(export_all(fixture, store), first);
}

/* -------------------------------------------------------------------------- small documents */

static Text organization_with(Fixture *fixture, const char *members)
{
    return text_format(fixture->arena,
                       "{\"id\":\"%s\",\"name\":\"CPAS\",\"description\":\"Aide\"%s}",
                       organization_id, members);
}

static void unknown_properties_are_kept(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text document =
        organization_with(fixture, ",\"x-colour\":{\"of\":[\"door\",1,null,true,2.50]}");
    import(fixture, store, document);
    const Text answer =
        export_one(fixture, store, ENTITY_ORGANIZATION, text_from(organization_id));
    assert_text_equal(canonical(fixture, answer), canonical(fixture, document));
}

static void assert_refused_at(Fixture *fixture, Text document, Text where, Text field)
{
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(try_import(fixture, store, document), INVALID);
    assert_text_equal(fixture->problem.where, where);
    assert_text_equal(fixture->problem.field, field);
}

static void what_is_wrong_is_named_by_its_place(void **state)
{
    Fixture *fixture = *state;
    assert_refused_at(fixture, organization_with(fixture, ",\"phones\":[{\"id\":\"12\"}]"),
                      TEXT("/phones/0"), TEXT("number"));
    assert_refused_at(
        fixture, organization_with(fixture, ",\"phones\":[{\"id\":\"12\",\"number\":\"1\"}]"),
        TEXT("/phones/0"), TEXT("id"));
    assert_refused_at(fixture, organization_with(fixture, ",\"phones\":{}"), TEXT(""),
                      TEXT("phones"));
    assert_refused_at(fixture, organization_with(fixture, ",\"year_incorporated\":\"x\""),
                      TEXT(""), TEXT("year_incorporated"));
    assert_refused_at(fixture, TEXT("{}"), TEXT(""), TEXT(""));
    assert_refused_at(fixture,
                      TEXT("{\"services\":[{\"id\":\"1\",\"name\":\"a\",\"status\":"
                           "\"open\"}]}"),
                      TEXT("/services/0"), TEXT("status"));
}

static void a_record_given_twice_with_two_values_is_refused(void **state)
{
    Fixture *fixture = *state;
    const Text document = text_format(
        fixture->arena, "[%.*s,{\"id\":\"%s\",\"name\":\"OCMW\",\"description\":\"Aide\"}]",
        TEXT_ARG(organization_with(fixture, "")), organization_id);
    assert_refused_at(fixture, document, TEXT("/1"), TEXT("name"));
}

static void a_confidential_place_is_never_written(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    import(
        fixture, store,
        organization_with(
            fixture,
            ",\"locations\":[{\"id\":\"0196f3a0-0000-7000-8000-000000000002\","
            "\"name\":\"Refuge\",\"location_type\":\"physical\",\"seuil\":{\"confidential\""
            ":true},\"addresses\":[{\"id\":\"0196f3a0-0000-7000-8000-000000000003\","
            "\"address_1\":\"Rue Cachee 1\",\"city\":\"Namur\",\"state_province\":\"Namur\","
            "\"postal_code\":\"5000\",\"country\":\"BE\",\"address_type\":\"physical\"}]}]"));
    const Text all = export_all(fixture, store);
    const Text one =
        export_one(fixture, store, ENTITY_ORGANIZATION, text_from(organization_id));
    assert_true(text_contains(all, TEXT("CPAS")));
    assert_false(text_contains(all, TEXT("Refuge")) || text_contains(all, TEXT("Cachee")));
    assert_false(text_contains(one, TEXT("Refuge")) || text_contains(one, TEXT("Cachee")));
    assert_int_equal(export_one(fixture, store, ENTITY_LOCATION,
                                TEXT("0196f3a0-0000-7000-8000-000000000002"))
                         .length,
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_official_service_comes_out_as_it_came_in),
        STORE_TEST(the_official_organization_comes_out_as_it_came_in),
        STORE_TEST(the_official_place_of_a_service_comes_out_as_it_came_in),
        STORE_TEST(the_official_location_comes_out_as_it_came_in),
        STORE_TEST(the_official_term_comes_out_as_it_came_in),
        STORE_TEST(what_was_exported_is_imported_again_to_the_same),
        STORE_TEST(unknown_properties_are_kept),
        STORE_TEST(what_is_wrong_is_named_by_its_place),
        STORE_TEST(a_record_given_twice_with_two_values_is_refused),
        STORE_TEST(a_confidential_place_is_never_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
