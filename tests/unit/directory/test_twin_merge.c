/* SPDX-License-Identifier: EUPL-1.2 */
/* Two services become one and two again, while imports go on. */
#include "directory/amendment.h"
#include "directory/hsds.h"
#include "directory/integrity.h"
#include "directory/twin_merge.h"
#include "directory/twin_search.h"
#include "unit/people/people_fixture.h"

#define ORGANIZATION "0198c0de-0000-7000-8000-0000000000a0"
#define ONE          "0198c0de-0000-7000-8000-0000000000b1"
#define OTHER        "0198c0de-0000-7000-8000-0000000000b2"
#define THIRD        "0198c0de-0000-7000-8000-0000000000b3"
#define PLACE        "0198c0de-0000-7000-8000-0000000000c1"
#define ONE_PHONE    "0198c0de-0000-7000-8000-0000000000d1"
#define OTHER_PHONE  "0198c0de-0000-7000-8000-0000000000d2"
#define THIRD_PHONE  "0198c0de-0000-7000-8000-0000000000d3"

/* A service with a door and a telephone, of a source of its own. */
static Text service_of(Arena *arena, const char *id, const char *name, const char *text,
                       const char *phone)
{
    return text_format(
        arena,
        "{\"id\":\"%s\",\"organization_id\":\"" ORGANIZATION "\",\"name\":\"%s\","
        "\"description\":\"%s\",\"status\":\"active\","
        "\"seuil\":{\"kind\":\"service\",\"translations\":{\"nl\":{\"name\":\"nl %s\"}}},"
        "\"phones\":[{\"id\":\"%s\",\"number\":\"04 222 33 44\"}],"
        "\"service_at_locations\":[{\"id\":\"%.8s-0000-7000-8000-00000000e%.3s\","
        "\"location_id\":\"" PLACE "\"}]}",
        id, name, text, name, phone, id, id + ID_TEXT_LENGTH - 3);
}

static const char house[] =
    "{\"id\":\"" ORGANIZATION "\",\"name\":\"Le Seuil exemple\",\"description\":\"Accueil\"}\n"
    "{\"id\":\"" PLACE "\",\"location_type\":\"physical\",\"latitude\":50.64,"
    "\"longitude\":5.57}\n";

static void bring(Fixture *fixture, Store *store, const char *source, HsdsWriting writing,
                  Text document)
{
    const HsdsImport order = {
        .store = store, .origin = text_from(source), .writing = writing, .now = NOON};
    HsdsCounts counts = {0};
    FILE *file = fmemopen((void *)(uintptr_t)document.bytes, document.length, "rb");
    const Outcome outcome = hsds_import_json(&order, file, &counts, &fixture->problem);
    (void)fclose(file);
    if (outcome != OK) {
        fail_msg("%.*s: %.*s", TEXT_ARG(fixture->problem.where),
                 TEXT_ARG(fixture->problem.detail));
    }
}

static void bring_one(Fixture *fixture, Store *store, const char *name, const char *text)
{
    bring(fixture, store, "import:one", HSDS_REPLACE,
          service_of(fixture->arena, ONE, name, text, ONE_PHONE));
}

static void bring_other(Fixture *fixture, Store *store, const char *name, const char *text)
{
    bring(fixture, store, "import:other", HSDS_REPLACE,
          service_of(fixture->arena, OTHER, name, text, OTHER_PHONE));
}

static Store *store_with_both(Fixture *fixture)
{
    Store *store = open_store(fixture);
    bring(fixture, store, "import:house", HSDS_ADD, text_from(house));
    bring_one(fixture, store, "Repas du Seuil", "Un repas chaud chaque midi en semaine");
    bring_other(fixture, store, "Repas au Seuil", "Un repas chaud chaque midi");
    return store;
}

static Id id_of(const char *text)
{
    Id id = {{0}};
    assert_true(id_parse(text_from(text), &id));
    return id;
}

/* The body in the directory; empty when it is not there. */
static Text body_of(Fixture *fixture, Store *store, EntityKind kind, const char *id)
{
    Session *session SCOPED(session_end) = NULL;
    Record record = {0};
    Problem problem = {.arena = fixture->arena};
    assert_int_equal(store_read(store, &session, NULL), OK);
    const Outcome outcome =
        record_get(session, fixture->arena, kind, id_of(id), &record, &problem);
    assert_true(outcome == OK || outcome == NOT_FOUND);
    return outcome == OK ? record.body : TEXT("");
}

static void assert_whole(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(integrity_check(session, &fixture->problem), OK);
}

static Caller steward(void)
{
    return worker(7, house_of_exemple, team_of_desk, "steward");
}

static Outcome merge(Access *access, void *context)
{
    return twin_merge(access, context);
}

static Outcome unmerge(Access *access, void *context)
{
    return twin_unmerge(access, *(const Id *)context);
}

static Outcome differ(Access *access, void *context)
{
    (void)context;
    return twin_say(access, id_of(ONE), id_of(OTHER), TWINS_DIFFERENT);
}

static Outcome list(Access *access, void *context)
{
    return twin_list(access, context);
}

static Outcome look(Access *access, void *context)
{
    return twin_sides(access, id_of(ONE), id_of(OTHER), context);
}

static TwinOrder order_of(const char *taken)
{
    return (TwinOrder){.absorbed = id_of(OTHER), .kept = id_of(ONE), .taken = text_from(taken)};
}

static void test_a_merge_takes_the_fields_chosen_and_its_undoing_gives_both_back(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    const Text before = body_of(fixture, store, ENTITY_SERVICE, ONE);
    const Text absorbed = body_of(fixture, store, ENTITY_SERVICE, OTHER);
    TwinOrder order = order_of("name phones");
    assert_int_equal(acts(fixture, store, steward(), merge, &order), OK);
    assert_int_equal(body_of(fixture, store, ENTITY_SERVICE, OTHER).length, 0);
    const Text merged = body_of(fixture, store, ENTITY_SERVICE, ONE);
    assert_true(text_contains(merged, TEXT("\"Repas au Seuil\"")));
    assert_true(text_contains(merged, TEXT("\"nl Repas au Seuil\"")));
    assert_true(text_contains(merged, TEXT("en semaine")));
    assert_true(text_contains(body_of(fixture, store, ENTITY_PHONE, OTHER_PHONE), TEXT(ONE)));
    assert_whole(fixture, store);

    assert_int_equal(acts(fixture, store, steward(), unmerge, &order.id), OK);
    assert_text_equal(body_of(fixture, store, ENTITY_SERVICE, ONE), before);
    assert_text_equal(body_of(fixture, store, ENTITY_SERVICE, OTHER), absorbed);
    assert_true(text_contains(body_of(fixture, store, ENTITY_PHONE, OTHER_PHONE), TEXT(OTHER)));
    assert_whole(fixture, store);
    assert_int_equal(acts(fixture, store, steward(), unmerge, &order.id), CONFLICT);
}

static void test_an_import_updates_a_merged_service_and_never_doubles_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinOrder order = order_of("name");
    assert_int_equal(acts(fixture, store, steward(), merge, &order), OK);
    bring_other(fixture, store, "Repas du soir", "Un repas");
    bring_one(fixture, store, "Repas du Seuil", "Un repas chaud, le samedi aussi");
    const Text merged = body_of(fixture, store, ENTITY_SERVICE, ONE);
    assert_true(text_contains(merged, TEXT("\"Repas du soir\"")));
    assert_true(text_contains(merged, TEXT("le samedi aussi")));
    assert_int_equal(body_of(fixture, store, ENTITY_SERVICE, OTHER).length, 0);
    assert_int_equal(body_of(fixture, store, ENTITY_PHONE, OTHER_PHONE).length, 0);
    assert_whole(fixture, store);

    assert_int_equal(acts(fixture, store, steward(), unmerge, &order.id), OK);
    assert_true(text_contains(body_of(fixture, store, ENTITY_SERVICE, ONE),
                              TEXT("\"Repas du Seuil\"")));
    assert_true(text_contains(body_of(fixture, store, ENTITY_SERVICE, OTHER),
                              TEXT("\"Repas du soir\"")));
}

static void
test_a_service_comes_out_of_a_merge_when_the_source_of_the_other_drops_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinOrder order = order_of("");
    assert_int_equal(acts(fixture, store, steward(), merge, &order), OK);
    bring(fixture, store, "import:one", HSDS_REPLACE,
          TEXT("{\"id\":\"0198c0de-0000-7000-8000-0000000000f1\",\"name\":\"Autre\","
               "\"description\":\"Autre\"}"));
    assert_int_equal(body_of(fixture, store, ENTITY_SERVICE, ONE).length, 0);
    assert_true(body_of(fixture, store, ENTITY_SERVICE, OTHER).length > 0);
    assert_true(body_of(fixture, store, ENTITY_PHONE, OTHER_PHONE).length > 0);
    assert_int_equal(acts(fixture, store, steward(), unmerge, &order.id), CONFLICT);
    assert_whole(fixture, store);
}

static void
test_a_merge_ends_when_the_source_of_the_absorbed_drops_it_and_nothing_brings_it_back(
    void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinOrder order = order_of("name phones");
    assert_int_equal(acts(fixture, store, steward(), merge, &order), OK);
    bring(fixture, store, "import:other", HSDS_REPLACE,
          TEXT("{\"id\":\"0198c0de-0000-7000-8000-0000000000f2\",\"name\":\"Autre\","
               "\"description\":\"Autre\"}"));
    assert_true(text_contains(body_of(fixture, store, ENTITY_SERVICE, ONE),
                              TEXT("\"Repas du Seuil\"")));
    assert_int_equal(body_of(fixture, store, ENTITY_PHONE, OTHER_PHONE).length, 0);
    assert_int_equal(acts(fixture, store, steward(), unmerge, &order.id), CONFLICT);
    assert_int_equal(body_of(fixture, store, ENTITY_SERVICE, OTHER).length, 0);
    bring_other(fixture, store, "Repas au Seuil", "Un repas chaud chaque midi");
    assert_true(body_of(fixture, store, ENTITY_SERVICE, OTHER).length > 0);
    assert_whole(fixture, store);
}

static void
test_what_is_new_in_an_absorbed_service_stays_away_with_what_belongs_to_it(void **state)
{
    static const char *const schedule = "0198c0de-0000-7000-8000-0000000000aa";
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinOrder order = order_of("");
    assert_int_equal(acts(fixture, store, steward(), merge, &order), OK);
    const Text usual =
        service_of(fixture->arena, OTHER, "Repas au Seuil", "Un repas", OTHER_PHONE);
    bring(fixture, store, "import:other", HSDS_REPLACE,
          text_format(fixture->arena,
                      "%.*s,{\"id\":\"0198c0de-0000-7000-8000-0000000000ea\","
                      "\"location_id\":\"" PLACE "\",\"schedules\":[{\"id\":\"%s\"}]}]}",
                      (int)usual.length - 2, usual.bytes, schedule));
    assert_int_equal(body_of(fixture, store, ENTITY_SCHEDULE, schedule).length, 0);
    assert_whole(fixture, store);
    assert_int_equal(acts(fixture, store, steward(), unmerge, &order.id), OK);
    assert_true(body_of(fixture, store, ENTITY_SCHEDULE, schedule).length > 0);
    assert_whole(fixture, store);
}

/* ------------------------------------------------------------------------------- amendments */

typedef struct Correcting {
    const char *service;
    const char *field;
    const char *value;
} Correcting;

static Outcome correct(Access *access, void *context)
{
    const Correcting *correcting = context;
    const Amendment amendment = {ENTITY_SERVICE, id_of(correcting->service),
                                 text_from(correcting->field), text_from(correcting->value)};
    return amendment_put(access->session, access->arena, &amendment, access->now,
                         access->problem);
}

static void correct_text(Fixture *fixture, Store *store, const char *service)
{
    Correcting correcting = {service, "/description", "\"Midi et soir\""};
    assert_int_equal(acts(fixture, store, steward(), correct, &correcting), OK);
}

static bool says(Fixture *fixture, Store *store, const char *service, const char *words)
{
    return text_contains(body_of(fixture, store, ENTITY_SERVICE, service), text_from(words));
}

static void test_what_was_put_right_stays_when_another_is_merged_into_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinOrder order = order_of("name");
    TwinOrder later = {
        .absorbed = id_of(THIRD), .kept = id_of(ONE), .taken = TEXT("description")};
    bring(fixture, store, "import:third", HSDS_REPLACE,
          service_of(fixture->arena, THIRD, "Soupe", "De la soupe", THIRD_PHONE));
    assert_int_equal(acts(fixture, store, steward(), merge, &order), OK);
    correct_text(fixture, store, ONE);
    TwinOrder plain = {.absorbed = id_of(THIRD), .kept = id_of(ONE), .taken = TEXT("")};
    assert_int_equal(acts(fixture, store, steward(), merge, &plain), OK);
    assert_true(says(fixture, store, ONE, "Midi et soir"));
    assert_int_equal(acts(fixture, store, steward(), unmerge, &plain.id), OK);
    assert_int_equal(acts(fixture, store, steward(), merge, &later), OK);
    assert_true(says(fixture, store, ONE, "De la soupe"));
    bring_one(fixture, store, "Repas du Seuil", "Un repas chaud chaque midi en semaine");
    assert_int_equal(acts(fixture, store, steward(), unmerge, &later.id), OK);
    assert_true(says(fixture, store, ONE, "Midi et soir"));
}

static void
test_what_was_put_right_in_the_absorbed_outlives_an_import_and_the_undoing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinOrder order = order_of("description");
    correct_text(fixture, store, OTHER);
    assert_int_equal(acts(fixture, store, steward(), merge, &order), OK);
    bring_other(fixture, store, "Repas au Seuil", "Un repas chaud chaque midi");
    assert_true(says(fixture, store, ONE, "Midi et soir"));
    assert_int_equal(acts(fixture, store, steward(), unmerge, &order.id), OK);
    assert_true(says(fixture, store, OTHER, "Midi et soir"));
    assert_true(says(fixture, store, ONE, "en semaine"));
    bring_other(fixture, store, "Repas au Seuil", "Un repas le soir");
    assert_true(says(fixture, store, OTHER, "Un repas le soir"));
}

static void test_a_source_that_said_the_same_by_itself_is_believed_when_it_changes(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    correct_text(fixture, store, ONE);
    bring_other(fixture, store, "Repas au Seuil", "Un repas chaud");
    assert_true(says(fixture, store, ONE, "Midi et soir"));
    bring_one(fixture, store, "Repas du Seuil", "Midi et soir");
    assert_true(says(fixture, store, ONE, "Midi et soir"));
    bring_one(fixture, store, "Repas du Seuil", "Un repas chaud chaque midi en semaine");
    assert_true(says(fixture, store, ONE, "en semaine"));
}

static void test_that_a_service_was_verified_is_taken_by_no_merge(void **state)
{
    static const char *const fields[] = {"assured_date", "seuil.verified_at",
                                         "seuil.verified_how", "seuil.translations"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    Correcting marks[] = {
        {OTHER, "/assured_date",       "\"2026-11-24\""},
        {OTHER, "/seuil/verified_at",  "\"2026-11-24\""},
        {OTHER, "/seuil/verified_how", "\"visit\""     }
    };
    for (size_t i = 0; i < LENGTH_OF(marks); i++) {
        assert_int_equal(acts(fixture, store, steward(), correct, &marks[i]), OK);
    }
    for (size_t i = 0; i < LENGTH_OF(fields); i++) {
        TwinOrder order = order_of(fields[i]);
        assert_int_equal(acts(fixture, store, steward(), merge, &order), INVALID);
        assert_text_equal(fixture->problem.field, TEXT("take"));
    }
}

/* ------------------------------------------------------------------------------------ pairs */

static void test_what_was_found_is_listed_until_somebody_says_they_are_two(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinSearch search = {0};
    TwinPage page = {.number = 1};
    assert_int_equal(twins_search(store, NOON, &search, &fixture->problem), OK);
    assert_int_equal(search.open, 1);
    assert_int_equal(search.fresh, 1);
    assert_int_equal(acts(fixture, store, steward(), list, &page), OK);
    assert_int_equal(page.hits.count, 1);
    assert_text_equal(page.hits.items[0].one_name, TEXT("Repas du Seuil"));

    TwinOrder order = order_of("");
    assert_int_equal(acts(fixture, store, steward(), differ, NULL), OK);
    assert_int_equal(acts(fixture, store, steward(), merge, &order), CONFLICT);
    assert_int_equal(twins_search(store, NOON, &search, &fixture->problem), OK);
    assert_int_equal(search.open, 0);
    page = (TwinPage){.number = 1};
    assert_int_equal(acts(fixture, store, steward(), list, &page), OK);
    assert_int_equal(page.hits.count, 0);
}

static void test_both_stand_side_by_side_field_by_field(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinSides sides = {0};
    assert_int_equal(acts(fixture, store, steward(), look, &sides), OK);
    assert_text_equal(sides.one_origin, TEXT("import:one"));
    for (size_t i = 0; i < sides.fields.count; i++) {
        const TwinField *field = &sides.fields.items[i];
        const bool differs = text_equal(field->name, TEXT("name")) ||
                             text_equal(field->name, TEXT("description"));
        assert_int_equal(field->is_equal, !differs);
    }
    assert_true(sides.fields.count >= 6);
}

static void test_only_a_steward_merges_and_only_fields_that_are_there(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = store_with_both(fixture);
    TwinOrder order = order_of("name");
    TwinOrder wrong = order_of("name colour");
    assert_int_equal(acts(fixture, store, desk(), merge, &order), REFUSED);
    assert_int_equal(acts(fixture, store, steward(), merge, &wrong), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("take"));
    wrong = (TwinOrder){.absorbed = id_of(ONE), .kept = id_of(ONE)};
    assert_int_equal(acts(fixture, store, steward(), merge, &wrong), INVALID);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_merge_takes_the_fields_chosen_and_its_undoing_gives_both_back),
        TEST(test_an_import_updates_a_merged_service_and_never_doubles_it),
        TEST(test_a_service_comes_out_of_a_merge_when_the_source_of_the_other_drops_it),
        TEST(
            test_a_merge_ends_when_the_source_of_the_absorbed_drops_it_and_nothing_brings_it_back),
        TEST(test_what_is_new_in_an_absorbed_service_stays_away_with_what_belongs_to_it),
        TEST(test_what_was_put_right_stays_when_another_is_merged_into_it),
        TEST(test_what_was_put_right_in_the_absorbed_outlives_an_import_and_the_undoing),
        TEST(test_a_source_that_said_the_same_by_itself_is_believed_when_it_changes),
        TEST(test_that_a_service_was_verified_is_taken_by_no_merge),
        TEST(test_what_was_found_is_listed_until_somebody_says_they_are_two),
        TEST(test_both_stand_side_by_side_field_by_field),
        TEST(test_only_a_steward_merges_and_only_fields_that_are_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
