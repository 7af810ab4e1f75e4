/* SPDX-License-Identifier: EUPL-1.2 */
/* Links that lead nowhere and circles, refused on the way in and found in a store. */
#include <string.h>

#include "directory/integrity.h"
#include "directory/load.h"
#include "unit/directory/exchange_fixture.h"

#define ORGANIZATION "0196f3a0-0000-7000-8000-000000000001"
#define SERVICE      "0196f3a0-0000-7000-8000-000000000002"
#define NOWHERE      "0196f3a0-0000-7000-8000-0000000000ff"
#define TERM_A       "0196f3a0-0000-7000-8000-00000000000a"
#define TERM_B       "0196f3a0-0000-7000-8000-00000000000b"

#define ORGANIZATION_OBJECT                                                                    \
    "{\"id\":\"" ORGANIZATION "\",\"name\":\"CPAS\",\"description\":\"Aide\"}"
#define SERVICE_OF(organization)                                                               \
    "{\"id\":\"" SERVICE "\",\"name\":\"Repas\",\"status\":\"active\",\"organization_id\":"    \
    "\"" organization "\"}"
#define TERM_BELOW(id, parent)                                                                 \
    "{\"id\":\"" id "\",\"name\":\"T\",\"description\":\"T\",\"parent_id\":\"" parent "\"}"

static void assert_place(const Fixture *fixture, const char *where, const char *field)
{
    assert_text_equal(fixture->problem.where, text_from(where));
    assert_text_equal(fixture->problem.field, text_from(field));
}

static void assert_import_refused(Fixture *fixture, const char *document, const char *where,
                                  const char *field)
{
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(try_import(fixture, store, text_from(document)), INVALID);
    assert_place(fixture, where, field);
}

/* ----------------------------------------------------------------------------------- imports
 */

static void a_service_of_an_organization_that_nobody_holds_is_refused(void **state)
{
    assert_import_refused(*state, "{\"services\":[" SERVICE_OF(NOWHERE) "]}", "/services/0",
                          "organization_id");
}

static void an_organization_may_come_after_its_services_or_be_there_before(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    import(fixture, store,
           TEXT("{\"services\":[" SERVICE_OF(
               ORGANIZATION) "],\"organizations\":[" ORGANIZATION_OBJECT "]}"));
    import(fixture, store, TEXT("{\"services\":[" SERVICE_OF(ORGANIZATION) "]}"));
}

static void a_row_whose_organization_nobody_holds_is_refused_with_file_and_line(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text path =
        text_format(fixture->arena, "%.*s/services.csv", TEXT_ARG(fixture->folder));
    FILE *file = fopen(path.bytes, "wb");
    (void)fputs("id,name,status,organization_id\n" SERVICE ",Repas,active," NOWHERE "\n", file);
    (void)fclose(file);
    const HsdsImport import = {.store = store, .origin = TEXT("import")};
    HsdsCounts counts = {0};
    assert_int_equal(hsds_import_csv(&import, fixture->folder, &counts, &fixture->problem),
                     INVALID);
    assert_place(fixture, "services.csv:2", "organization_id");
}

static void terms_that_are_each_others_parent_are_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(try_import(fixture, store,
                                TEXT("{\"taxonomy_terms\":[" TERM_BELOW(
                                    TERM_A, TERM_B) "," TERM_BELOW(TERM_B, TERM_A) "]}")),
                     INVALID);
    assert_text_equal(fixture->problem.field, TEXT("parent_id"));
}

static void a_circle_that_closes_by_what_the_store_holds_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    import(fixture, store, TEXT("{\"taxonomy_terms\":[" TERM_BELOW(TERM_A, TERM_B) "]}"));
    assert_int_equal(try_import(fixture, store,
                                TEXT("{\"taxonomy_terms\":[" TERM_BELOW(TERM_B, TERM_A) "]}")),
                     INVALID);
}

static void a_term_below_itself_is_refused(void **state)
{
    assert_import_refused(*state, "{\"taxonomy_terms\":[" TERM_BELOW(TERM_A, TERM_A) "]}",
                          "/taxonomy_terms/0", "parent_id");
}

static void a_source_cannot_take_away_what_another_still_names(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    HsdsImport import = {.store = store, .origin = TEXT("a"), .writing = HSDS_REPLACE};
    const char *documents[] = {"{\"organizations\":[" ORGANIZATION_OBJECT "]}",
                               "{\"services\":[" SERVICE_OF(ORGANIZATION) "]}",
                               "{\"organizations\":[]}"};
    const Text origins[] = {TEXT_INIT("a"), TEXT_INIT("b"), TEXT_INIT("a")};
    Outcome outcome = OK;
    for (size_t i = 0; i < LENGTH_OF(documents); i++) {
        HsdsCounts counts = {0};
        FILE *file = fmemopen((void *)(uintptr_t)documents[i], strlen(documents[i]), "rb");
        assert_int_equal(outcome, OK);
        import.origin = origins[i];
        outcome = hsds_import_json(&import, file, &counts, &fixture->problem);
        (void)fclose(file);
    }
    assert_int_equal(outcome, INVALID);
    assert_place(fixture, "service " SERVICE, "organization_id");
}

/* ------------------------------------------------------------------------------------- loads
 */

static void assert_load_refused(Fixture *fixture, const char *content, const char *where,
                                const char *field)
{
    const Text path = text_format(fixture->arena, "%.*s/a.yaml", TEXT_ARG(fixture->folder));
    FILE *file = fopen(path.bytes, "wb");
    Package package = {0};
    (void)fputs(content, file);
    (void)fclose(file);
    assert_int_equal(
        load_read(fixture->arena, fixture->folder, NULL, &package, &fixture->problem), INVALID);
    assert_place(fixture, where, field);
}

static void a_door_that_needs_itself_first_is_refused_with_its_line(void **state)
{
    assert_load_refused(*state,
                        "services:\n- key: three-beds\n  name: A\n  access:\n"
                        "  - {kind: card, by: [three-beds]}\n",
                        "a.yaml:5", "by");
}

static void doors_that_need_each_other_first_are_refused(void **state)
{
    assert_load_refused(*state,
                        "services:\n"
                        "- {key: a, name: A, access: {kind: card, by: b}}\n"
                        "- {key: b, name: B, access: [{kind: card, by: [c]}]}\n"
                        "- {key: c, name: C, access: [{kind: letter, by: [d, a]}]}\n"
                        "- {key: d, name: D}\n",
                        "a.yaml:4", "by");
}

static void a_long_chain_of_doors_is_no_circle(void **state)
{
    Fixture *fixture = *state;
    EdgeList edges = {0};
    for (uint8_t i = 0; i < 200; i++) {
        const Edge edge = {.from = {{i}}, .to = {{(uint8_t)(i + 1)}}};
        LIST_APPEND(fixture->arena, &edges, edge);
    }
    assert_null(edges_circle(fixture->arena, &edges));
    LIST_APPEND(fixture->arena, &edges, (Edge){.from = {{200}}, .to = {{7}}});
    assert_non_null(edges_circle(fixture->arena, &edges));
}

/* --------------------------------------------------------------------------------- the store
 */

static Outcome put(Session *session, void *context, Problem *problem)
{
    const RecordPass pass = record_pass(TEXT("older"), 0);
    return record_put(session, &pass, context, problem);
}

/* As an older program may have let it in. */
static void put_behind(Store *store, EntityKind kind, const char *id, const char *body)
{
    Record record = {.kind = kind, .owner_kind = ENTITY_COUNT, .body = text_from(body)};
    assert_true(id_parse(text_from(id), &record.id));
    assert_int_equal(store_write(store, put, &record, NULL), OK);
}

static Outcome check(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    return integrity_check(session, &fixture->problem);
}

static void a_check_finds_a_link_that_leads_nowhere(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    import(fixture, store, TEXT(ORGANIZATION_OBJECT));
    assert_int_equal(check(fixture, store), OK);
    put_behind(store, ENTITY_SERVICE, SERVICE, SERVICE_OF(NOWHERE));
    assert_int_equal(check(fixture, store), INVALID);
    assert_place(fixture, "service " SERVICE, "organization_id");
}

static void a_check_finds_parents_that_go_round(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    put_behind(store, ENTITY_TAXONOMY_TERM, TERM_A, TERM_BELOW(TERM_A, TERM_B));
    assert_int_equal(check(fixture, store), OK);
    put_behind(store, ENTITY_TAXONOMY_TERM, TERM_B, TERM_BELOW(TERM_B, TERM_A));
    assert_int_equal(check(fixture, store), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("parent_id"));
}

static void a_check_finds_a_door_that_needs_itself_first(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = id_from_name(TEXT("service"), TEXT("three-beds"));
    const Text text = id_format(fixture->arena, id);
    put_behind(store, ENTITY_SERVICE, text_to_c(fixture->arena, text),
               "{\"name\":\"Beds\",\"seuil\":{\"access\":[{\"by\":[\"three-beds\"]}]}}");
    assert_int_equal(check(fixture, store), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("by"));
}

static void a_check_finds_a_record_whose_owner_is_gone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Record record = {
        .kind = ENTITY_PHONE, .owner_kind = ENTITY_SERVICE, .body = TEXT("{\"number\":\"1\"}")};
    assert_true(id_parse(TEXT(TERM_A), &record.id));
    assert_true(id_parse(TEXT(NOWHERE), &record.owner));
    assert_int_equal(store_write(store, put, &record, NULL), OK);
    assert_int_equal(check(fixture, store), INVALID);
    assert_place(fixture, "phone " TERM_A, "owner");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_service_of_an_organization_that_nobody_holds_is_refused),
        STORE_TEST(an_organization_may_come_after_its_services_or_be_there_before),
        STORE_TEST(a_row_whose_organization_nobody_holds_is_refused_with_file_and_line),
        STORE_TEST(terms_that_are_each_others_parent_are_refused),
        STORE_TEST(a_circle_that_closes_by_what_the_store_holds_is_refused),
        STORE_TEST(a_term_below_itself_is_refused),
        STORE_TEST(a_source_cannot_take_away_what_another_still_names),
        STORE_TEST(a_door_that_needs_itself_first_is_refused_with_its_line),
        STORE_TEST(doors_that_need_each_other_first_are_refused),
        STORE_TEST(a_long_chain_of_doors_is_no_circle),
        STORE_TEST(a_check_finds_a_link_that_leads_nowhere),
        STORE_TEST(a_check_finds_parents_that_go_round),
        STORE_TEST(a_check_finds_a_door_that_needs_itself_first),
        STORE_TEST(a_check_finds_a_record_whose_owner_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
