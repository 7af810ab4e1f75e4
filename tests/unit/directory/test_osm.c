/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/osm.h"
#include "unit/directory/exchange_fixture.h"

static Text warned;

static void keep_warning(void *context, Text element, Text detail)
{
    warned = text_format(context, "%.*s: %.*s", TEXT_ARG(element), TEXT_ARG(detail));
}

static Outcome try_osm(Fixture *fixture, Store *store, Text document, OsmReport *report)
{
    const HsdsImport import = {
        .store = store, .origin = TEXT("import:osm"), .writing = HSDS_REPLACE};
    FILE *file = fmemopen((void *)(uintptr_t)document.bytes, document.length, "rb");
    const Outcome outcome = osm_import(
        &import, file, (OsmWarning){keep_warning, fixture->arena}, report, &fixture->problem);
    (void)fclose(file);
    return outcome;
}

static Text element_with(Fixture *fixture, const char *tags)
{
    return text_format(fixture->arena,
                       "{\"elements\":[{\"type\":\"node\",\"id\":7,\"lat\":50.64,\"lon\":5.57,"
                       "\"tags\":{\"name\":\"Ici\",\"amenity\":\"shower\"%s}}]}",
                       tags);
}

/* The export of a store that holds this element alone. */
static Text door_with(Fixture *fixture, const char *tags)
{
    OsmReport report = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(try_osm(fixture, store, element_with(fixture, tags), &report), OK);
    assert_int_equal(report.doors, 1);
    return export_all(fixture, store);
}

static void a_second_import_updates_and_never_doubles(void **state)
{
    Fixture *fixture = *state;
    OsmReport report = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(try_osm(fixture, store, element_with(fixture, ""), &report), OK);
    const Text first = export_all(fixture, store);
    assert_int_equal(try_osm(fixture, store, element_with(fixture, ""), &report), OK);
    assert_int_equal(report.written.removed, 0);
    assert_text_equal(export_all(fixture, store), first);
    assert_int_equal(try_osm(fixture, store, TEXT("{\"elements\":[]}"), &report), OK);
    assert_true(report.written.removed > 0);
}

static void xml_and_json_give_the_same_door(void **state)
{
    Fixture *fixture = *state;
    OsmReport report = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text xml = TEXT("<osm version='0.6'><node id='7' lat='50.64' lon='5.57'>"
                          "<tag k='name' v='Ici'/><tag k='amenity' v='shower'/></node></osm>");
    assert_int_equal(try_osm(fixture, store, element_with(fixture, ""), &report), OK);
    const Text first = export_all(fixture, store);
    assert_int_equal(try_osm(fixture, store, xml, &report), OK);
    assert_text_equal(export_all(fixture, store), first);
}

static void what_osm_leaves_out_stays_unknown(void **state)
{
    const Text door = door_with(*state, "");
    assert_true(text_contains(door, TEXT("\"source\":[\"osm:node/7\"]")));
    assert_false(text_contains(door, TEXT("\"addresses\"")));
    assert_false(text_contains(door, TEXT("\"hours\"")));
    assert_false(text_contains(door, TEXT("\"free\"")));
    assert_false(text_contains(door, TEXT("\"accessibility\"")));
    assert_false(text_contains(door, TEXT("\"phones\"")));
}

static void hours_that_cannot_be_read_are_kept_as_text_with_a_warning(void **state)
{
    const Text door = door_with(*state, ",\"opening_hours\":\"quand on peut\"");
    assert_true(text_contains(door, TEXT("\"hours_text\":{\"fr\":\"quand on peut\"}")));
    assert_false(text_contains(door, TEXT("\"hours\":")));
    assert_true(text_starts_with(warned, TEXT("node/7: opening_hours “quand on peut”")));
}

static void a_wheelchair_that_does_not_get_in_is_promised_nothing(void **state)
{
    Fixture *fixture = *state;
    assert_true(text_contains(door_with(fixture, ",\"wheelchair\":\"yes\""),
                              TEXT("\"accessibility\"")));
    fixture->path = text_format(fixture->arena, "%.*s/b.db", TEXT_ARG(fixture->folder));
    const Text refused = door_with(fixture, ",\"wheelchair\":\"no\"");
    assert_false(text_contains(refused, TEXT("\"accessibility\"")));
    assert_true(text_contains(refused, TEXT("Pas accessible en fauteuil roulant")));
}

static void what_is_not_for_the_public_is_no_door(void **state)
{
    Fixture *fixture = *state;
    OsmReport report = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text document = element_with(fixture, ",\"access\":\"private\"");
    assert_int_equal(try_osm(fixture, store, document, &report), OK);
    assert_int_equal(report.doors, 0);
}

static void what_is_no_osm_is_refused_and_nothing_is_written(void **state)
{
    static const char *const wrong[] = {
        "{}",
        "{\"elements\":[{\"type\":\"node\",\"id\":\"x\"}]}",
        "{\"elements\":[{\"type\":\"node\",\"id\":1,\"tags\":[]}]}",
        "<osm><node id='x'/></osm>",
        "<osm><node id='1'>",
        "<html/>",
        "<!DOCTYPE osm [<!ENTITY a 'aaaa'>]><osm/>",
        "<!DOCTYPE osm SYSTEM 'file:///etc/passwd'><osm/>",
        "<osm>&a;</osm>",
        "<osm><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a>"
        "</a></a></a></a></a></a></a></a></a></osm>",
    };
    Fixture *fixture = *state;
    OsmReport report = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text before = export_all(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        if (try_osm(fixture, store, text_from(wrong[i]), &report) != INVALID) {
            fail_msg("“%s” was not refused", wrong[i]);
        }
        assert_true(fixture->problem.detail.length > 0);
    }
    assert_text_equal(export_all(fixture, store), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_second_import_updates_and_never_doubles),
        STORE_TEST(xml_and_json_give_the_same_door),
        STORE_TEST(what_osm_leaves_out_stays_unknown),
        STORE_TEST(hours_that_cannot_be_read_are_kept_as_text_with_a_warning),
        STORE_TEST(a_wheelchair_that_does_not_get_in_is_promised_nothing),
        STORE_TEST(what_is_not_for_the_public_is_no_door),
        STORE_TEST(what_is_no_osm_is_refused_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
