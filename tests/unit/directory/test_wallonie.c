/* SPDX-License-Identifier: EUPL-1.2 */
/* The real directory, row by row of the source inventory, and what loading refuses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory/load.h"
#include "unit/testing.h"
#include "json/json.h"

typedef struct Fixture {
    Arena *arena;
    Problem problem;
    Text folder; /* a scratch folder for files of one test */
} Fixture;

static Text source_path(Arena *arena, const char *name)
{
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    return text_format(arena, "%s/%s", root == NULL ? "." : root, name);
}

static int set_up(void **state)
{
    char name[] = "/tmp/seuil-load-XXXXXX";
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new(0);
    fixture->problem.arena = fixture->arena;
    fixture->folder = text_copy(fixture->arena, text_from(mkdtemp(name)));
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    const Text command =
        text_format(fixture->arena, "rm -rf '%.*s'", TEXT_ARG(fixture->folder));
    const int removed = system(command.bytes);
    arena_free(fixture->arena);
    free(fixture);
    return removed;
}

static Outcome load_text(Fixture *fixture, const char *content, Package *package)
{
    const Text path = text_format(fixture->arena, "%.*s/a.yaml", TEXT_ARG(fixture->folder));
    FILE *file = fopen(path.bytes, "wb");
    assert_non_null(file);
    (void)fputs(content, file);
    (void)fclose(file);
    memset(package, 0, sizeof *package);
    return load_read(fixture->arena, fixture->folder, NULL, package, &fixture->problem);
}

static bool record_answers(const Record *record, Text row)
{
    json_t *body SCOPED(json_close) = NULL;
    assert_int_equal(json_read(record->body, JSON_FILE_LIMITS, &body, NULL), OK);
    const json_t *own = json_object_get(body, "seuil");
    const json_t *rows = json_object_get(own, "inventory");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        if (text_equal(json_text(json_array_get(rows, i)), row)) {
            return true;
        }
    }
    const json_t *conventions = json_object_get(own, "conventions");
    for (size_t i = 0; i < json_array_size(conventions); i++) {
        rows = json_object_get(json_array_get(conventions, i), "inventory");
        for (size_t j = 0; j < json_array_size(rows); j++) {
            if (text_equal(json_text(json_array_get(rows, j)), row)) {
                return true;
            }
        }
    }
    return false;
}

static bool package_answers(const Package *package, Text row)
{
    for (size_t i = 0; i < package->records.count; i++) {
        if (record_answers(&package->records.items[i], row)) {
            return true;
        }
    }
    return false;
}

static Text read_whole(Arena *arena, Text path)
{
    char *bytes = arena_allocate(arena, 65536);
    FILE *file = fopen(path.bytes, "rb");
    assert_non_null(file);
    const size_t length = fread(bytes, 1, 65536, file);
    (void)fclose(file);
    return text_of(bytes, length);
}

static void load_wallonie(Fixture *fixture, Package *package)
{
    const Text folder = source_path(fixture->arena, "data/wallonie");
    if (load_read(fixture->arena, folder, NULL, package, &fixture->problem) != OK) {
        fail_msg("%.*s: %.*s", TEXT_ARG(fixture->problem.where),
                 TEXT_ARG(fixture->problem.detail));
    }
}

static void every_system_actor_structure_resource_entitlement_and_mode_is_found(void **state)
{
    Fixture *fixture = *state;
    Package package = {0};
    load_wallonie(fixture, &package);
    Text rest = read_whole(fixture->arena,
                           source_path(fixture->arena, "tests/data/inventory-rows.txt"));
    Text line = {0};
    size_t rows = 0;
    while (text_next(&rest, '\n', &line)) {
        if (!text_starts_with(line, TEXT("S"))) {
            continue;
        }
        const Text row = text_slice(line, 0, text_find_byte(line, ' ', 0));
        rows++;
        if (!package_answers(&package, row)) {
            fail_msg("no record answers row %.*s", TEXT_ARG(line));
        }
    }
    assert_int_equal(rows, 96);
}

static void every_service_says_where_its_facts_come_from(void **state)
{
    Fixture *fixture = *state;
    Package package = {0};
    load_wallonie(fixture, &package);
    for (size_t i = 0; i < package.records.count; i++) {
        const Record *record = &package.records.items[i];
        if (record->kind != ENTITY_SERVICE && record->kind != ENTITY_ORGANIZATION) {
            continue;
        }
        json_t *body SCOPED(json_close) = NULL;
        assert_int_equal(json_read(record->body, JSON_FILE_LIMITS, &body, NULL), OK);
        const json_t *own = json_object_get(body, "seuil");
        if (json_array_size(json_object_get(own, "source")) == 0) {
            fail_msg("%s has no source", json_string_value(json_object_get(body, "name")));
        }
    }
}

static void loading_twice_gives_the_same_records(void **state)
{
    Fixture *fixture = *state;
    Package first = {0};
    Package second = {0};
    load_wallonie(fixture, &first);
    load_wallonie(fixture, &second);
    assert_int_equal(first.records.count, second.records.count);
    for (size_t i = 0; i < first.records.count; i++) {
        assert_true(id_equal(first.records.items[i].id, second.records.items[i].id));
        assert_text_equal(first.records.items[i].body, second.records.items[i].body);
    }
}

static void an_unknown_field_is_refused_with_file_line_and_field(void **state)
{
    Fixture *fixture = *state;
    Package package;
    assert_int_equal(load_text(fixture, "services:\n- key: a\n  nmae: x\n", &package), INVALID);
    assert_text_equal(fixture->problem.where, TEXT("a.yaml:3"));
    assert_text_equal(fixture->problem.field, TEXT("nmae"));
}

static void a_reference_to_nothing_is_refused(void **state)
{
    Fixture *fixture = *state;
    Package package;
    assert_int_equal(
        load_text(fixture, "services:\n- key: a\n  name: A\n  needs: [no.such]\n", &package),
        INVALID);
    assert_text_equal(fixture->problem.where, TEXT("a.yaml:4"));
}

static void a_key_given_to_two_services_is_refused(void **state)
{
    Fixture *fixture = *state;
    Package package;
    assert_int_equal(
        load_text(fixture, "services:\n- {key: a, name: A}\n- {key: a, name: B}\n", &package),
        INVALID);
}

static void needs_whose_parents_go_round_are_refused(void **state)
{
    Fixture *fixture = *state;
    Package package;
    const char *circle =
        "taxonomies:\n- key: needs\n  name: N\n  terms:\n"
        "  - {code: a, name: A, parent: b}\n  - {code: b, name: B, parent: a}\n";
    assert_int_equal(load_text(fixture, circle, &package), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("parent"));
}

static void hours_that_cannot_be_read_are_refused(void **state)
{
    Fixture *fixture = *state;
    Package package;
    assert_int_equal(load_text(fixture,
                               "services:\n- key: a\n  name: A\n  at:\n"
                               "  - {hours: \"Xx 99:00\"}\n",
                               &package),
                     INVALID);
    assert_text_equal(fixture->problem.where, TEXT("a.yaml:5"));
}

static void a_date_that_does_not_exist_is_refused(void **state)
{
    Fixture *fixture = *state;
    Package package;
    assert_int_equal(load_text(fixture,
                               "services:\n- {key: a, name: A, valid_from: 2026-02-30}\n",
                               &package),
                     INVALID);
}

static void a_folder_that_is_not_there_is_not_found(void **state)
{
    Fixture *fixture = *state;
    Package package = {0};
    assert_int_equal(
        load_read(fixture->arena, TEXT("/no/such/folder"), NULL, &package, &fixture->problem),
        NOT_FOUND);
}

int main(void)
{
#define LOAD_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        LOAD_TEST(every_system_actor_structure_resource_entitlement_and_mode_is_found),
        LOAD_TEST(every_service_says_where_its_facts_come_from),
        LOAD_TEST(loading_twice_gives_the_same_records),
        LOAD_TEST(an_unknown_field_is_refused_with_file_line_and_field),
        LOAD_TEST(a_reference_to_nothing_is_refused),
        LOAD_TEST(a_key_given_to_two_services_is_refused),
        LOAD_TEST(needs_whose_parents_go_round_are_refused),
        LOAD_TEST(hours_that_cannot_be_read_are_refused),
        LOAD_TEST(a_date_that_does_not_exist_is_refused),
        LOAD_TEST(a_folder_that_is_not_there_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
