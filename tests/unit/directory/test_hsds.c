/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/hsds.h"
#include "unit/store/store_fixture.h"

enum { MOST_BYTES = 4 << 20 };

static const char organization_id[] = "0196f3a0-0000-7000-8000-000000000001";

/* An official example, or NULL with a word when the shared data are not there. */
static Text example(Fixture *fixture, const char *name)
{
    const char *shared = getenv("SEUIL_SHARED");
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    const Text folder =
        shared == NULL ? text_format(fixture->arena, "%s/../shared", root == NULL ? "." : root)
                       : text_from(shared);
    const Text path =
        text_format(fixture->arena, "%.*s/data/hsds/examples/%s", TEXT_ARG(folder), name);
    FILE *file = fopen(path.bytes, "rb");
    if (file == NULL) {
        print_message("skipped: %.*s is not there\n", TEXT_ARG(path));
        skip();
    }
    char *bytes = arena_allocate(fixture->arena, MOST_BYTES);
    const size_t length = fread(bytes, 1, MOST_BYTES, file);
    (void)fclose(file);
    return text_of(bytes, length);
}

static void import(Fixture *fixture, Store *store, Text document)
{
    HsdsSet *set SCOPED(hsds_set_close) = hsds_set_new(fixture->arena, &fixture->problem);
    const Outcome outcome = hsds_read_json(set, document);
    if (outcome != OK) {
        fail_msg("%.*s %.*s: %.*s", TEXT_ARG(fixture->problem.where),
                 TEXT_ARG(fixture->problem.field), TEXT_ARG(fixture->problem.detail));
    }
    assert_int_equal(hsds_set_write(set, store, TEXT("import"), HSDS_ADD, 0, NULL), OK);
}

static HsdsGraph *graph_of(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    HsdsGraph *graph = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(hsds_graph_read(fixture->arena, session, &graph, NULL), OK);
    return graph;
}

static Text export_one(Fixture *fixture, Store *store, EntityKind kind, Text id_text)
{
    HsdsGraph *graph SCOPED(hsds_graph_close) = graph_of(fixture, store);
    Buffer buffer = buffer_new(fixture->arena, MOST_BYTES);
    JsonWriter writer = json_writer(&buffer);
    Id id = {0};
    assert_true(id_parse(id_text, &id));
    return hsds_write_one(graph, kind, id, &writer) ? buffer_text(&buffer) : TEXT("");
}

static Text export_all(Fixture *fixture, Store *store)
{
    HsdsGraph *graph SCOPED(hsds_graph_close) = graph_of(fixture, store);
    Buffer buffer = buffer_new(fixture->arena, MOST_BYTES);
    JsonWriter writer = json_writer(&buffer);
    hsds_write_all(graph, &writer);
    return buffer_text(&buffer);
}

/* With sorted keys, so that the order in which fields were given does not matter. */
static Text canonical(Fixture *fixture, Text document)
{
    json_t *value SCOPED(json_close) = NULL;
    assert_int_equal(json_read(document, JSON_FILE_LIMITS, &value, NULL), OK);
    return json_canonical(fixture->arena, value);
}

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
    HsdsSet *set SCOPED(hsds_set_close) = hsds_set_new(fixture->arena, &fixture->problem);
    assert_int_equal(hsds_read_json(set, document), INVALID);
    assert_text_equal(fixture->problem.where, where);
    assert_text_equal(fixture->problem.field, field);
}

static void what_is_wrong_is_named_by_its_place(void **state)
{
    Fixture *fixture = *state;
    assert_refused_at(fixture, organization_with(fixture, ",\"phones\":[{\"id\":\"12\"}]"),
                      TEXT("//phones/0"), TEXT("number"));
    assert_refused_at(
        fixture, organization_with(fixture, ",\"phones\":[{\"id\":\"12\",\"number\":\"1\"}]"),
        TEXT("//phones/0"), TEXT("id"));
    assert_refused_at(fixture, organization_with(fixture, ",\"phones\":{}"), TEXT("/"),
                      TEXT("phones"));
    assert_refused_at(fixture, organization_with(fixture, ",\"year_incorporated\":\"x\""),
                      TEXT("/"), TEXT("year_incorporated"));
    assert_refused_at(fixture, TEXT("{}"), TEXT("/"), TEXT(""));
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
