/* SPDX-License-Identifier: EUPL-1.2 */
#include <sys/stat.h>

#include "directory/csv.h"
#include "unit/directory/exchange_fixture.h"

/* ------------------------------------------------------------------------------------- csv */

static Text read_back(Arena *arena, Text content)
{
    CsvReader *reader = ARENA_NEW(arena, CsvReader);
    CsvRow *row = ARENA_NEW(arena, CsvRow);
    csv_open_text(reader, content);
    Buffer out = buffer_new(arena, 4096);
    Problem problem = {.arena = arena};
    bool found = true;
    while (csv_next(reader, arena, row, &found, &problem) == OK && found) {
        for (size_t i = 0; i < row->count; i++) {
            buffer_append_format(&out, "[%.*s]", TEXT_ARG(row->cells[i]));
        }
        buffer_append_byte(&out, '/');
    }
    if (problem.outcome != OK) {
        buffer_append_format(&out, "%.*s: %.*s", TEXT_ARG(problem.where),
                             TEXT_ARG(problem.detail));
    }
    return buffer_text(&out);
}

static void cells_are_read_with_quotes_commas_and_line_ends_inside(void **state)
{
    const Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    assert_text_equal(read_back(arena, TEXT("a,b\r\n1,2\n")), TEXT("[a][b]/[1][2]/"));
    assert_text_equal(read_back(arena, TEXT("\xEF\xBB\xBF"
                                            "a,,\n\n\n\"x\"\"y\",\"1,\n2\",")),
                      TEXT("[a][][]/[x\"y][1,\n2][]/"));
    assert_text_equal(read_back(arena, TEXT("")), TEXT(""));
}

static void broken_quotes_are_refused_with_their_line(void **state)
{
    const Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    assert_text_equal(read_back(arena, TEXT("a\n\"b")),
                      TEXT("[a]/line 2: a quote does not close"));
    assert_text_equal(read_back(arena, TEXT("a\"b")),
                      TEXT("line 1: a quote inside a cell that is not quoted"));
    assert_text_equal(read_back(arena, TEXT("\"1\n2\"\n\"a\"b")),
                      TEXT("[1\n2]/line 3: a comma or the end of the line is expected"));
}

static void a_formula_is_written_so_that_no_spreadsheet_runs_it(void **state)
{
    const Fixture *fixture = *state;
    const Text cells[] = {TEXT("=1+1"),
                          TEXT("@x"),
                          TEXT("+cmd"),
                          TEXT("-a"),
                          TEXT("\t=1"),
                          TEXT("'=1"),
                          TEXT("'tis"),
                          TEXT("''"),
                          TEXT("-2+3+cmd|' /C calc'!D2"),
                          TEXT("+1+HYPERLINK(1)"),
                          TEXT("- cmd|x"),
                          TEXT("\n=1"),
                          TEXT("+32 (0)4/22"),
                          TEXT("-3.5e-7"),
                          TEXT("a,\"b\""),
                          TEXT("")};
    Buffer out = buffer_new(fixture->arena, 4096);
    Buffer expected = buffer_new(fixture->arena, 4096);
    for (size_t i = 0; i < LENGTH_OF(cells); i++) {
        csv_cell(&out, cells[i], i == 0);
        buffer_append_format(&expected, "[%.*s]", TEXT_ARG(cells[i]));
    }
    csv_end_row(&out);
    buffer_append_byte(&expected, '/');
    assert_true(text_starts_with(buffer_text(&out), TEXT("'=1+1,'@x,'+cmd,'-a,")));
    assert_true(
        text_contains(buffer_text(&out), TEXT(",'-2+3+cmd|' /C calc'!D2,'+1+HYPERLINK(1),"
                                              "'- cmd|x,\"'\n=1\",")));
    assert_true(text_contains(buffer_text(&out), TEXT(",+32 (0)4/22,-3.5e-7,")));
    assert_text_equal(read_back(fixture->arena, buffer_text(&out)), buffer_text(&expected));
}

static void a_file_is_read_the_same_whatever_falls_between_two_blocks(void **state)
{
    const Fixture *fixture = *state;
    Arena *arena = fixture->arena;
    const Text row = TEXT("\"a\"\"b\",é,\"1\r\n2\"\r\n");
    Buffer content = buffer_new(arena, 1 << 20);
    CsvReader *reader = ARENA_NEW(arena, CsvReader);
    CsvRow *cells = ARENA_NEW(arena, CsvRow);
    bool found = true;
    for (size_t i = 0; i < 3 * CSV_BLOCK_BYTES / row.length; i++) {
        buffer_append(&content, row);
    }
    FILE *file = fmemopen(content.bytes, content.length, "rb");
    csv_open_file(reader, file);
    for (size_t i = 0; i < 3 * CSV_BLOCK_BYTES / row.length; i++) {
        assert_int_equal(csv_next(reader, arena, cells, &found, NULL), OK);
        assert_int_equal(cells->count, 3);
        assert_text_equal(cells->cells[0], TEXT("a\"b"));
        assert_text_equal(cells->cells[1], TEXT("é"));
        assert_text_equal(cells->cells[2], TEXT("1\r\n2"));
    }
    assert_int_equal(csv_next(reader, arena, cells, &found, NULL), OK);
    assert_false(found);
    assert_int_equal(csv_offset(reader), content.length);
    (void)fclose(file);
}

static void what_is_not_utf_8_is_refused_with_its_line(void **state)
{
    const Fixture *fixture = *state;
    assert_text_equal(read_back(fixture->arena, TEXT("a\nb\xff\n")),
                      TEXT("[a]/line 2: not UTF-8"));
}

/* --------------------------------------------------------------------------------- packages */

static Text folder_named(Fixture *fixture, const char *name)
{
    const Text folder = text_format(fixture->arena, "%.*s/%s", TEXT_ARG(fixture->folder), name);
    assert_int_equal(mkdir(folder.bytes, 0700), 0);
    return folder;
}

static void put_file(Fixture *fixture, Text folder, const char *name, const char *content)
{
    const Text path = text_format(fixture->arena, "%.*s/%s", TEXT_ARG(folder), name);
    FILE *file = fopen(path.bytes, "wb");
    (void)fputs(content, file);
    (void)fclose(file);
}

static void write_package(Fixture *fixture, Store *store, Text folder)
{
    const HsdsGraph *graph = graph_of(fixture, store);
    assert_int_equal(hsds_write_csv(graph, folder, &fixture->problem), OK);
}

static Outcome import_package(Fixture *fixture, Store *store, Text folder)
{
    const HsdsImport import = {.store = store, .origin = TEXT("import")};
    HsdsCounts counts = {0};
    return hsds_import_csv(&import, folder, &counts, &fixture->problem);
}

static void what_came_as_json_survives_the_way_through_csv(void **state)
{
    Fixture *fixture = *state;
    const Text document = example(fixture, "service_full.json");
    const Text folder = folder_named(fixture, "package");
    Store *store SCOPED(store_close) = open_store(fixture);
    import(fixture, store, document);
    write_package(fixture, store, folder);
    store_close(&store);
    fixture->path = text_format(fixture->arena, "%.*s/b.db", TEXT_ARG(fixture->folder));
    store = open_store(fixture);
    assert_int_equal(import_package(fixture, store, folder), OK);
    const Text answer = export_one(fixture, store, ENTITY_SERVICE,
                                   TEXT("ac148810-d857-441c-9679-408f346de14b"));
    assert_text_equal(canonical(fixture, answer), canonical(fixture, document));
}

static void assert_package_refused(Fixture *fixture, const char *name, const char *content,
                                   Text where, Text field)
{
    Store *store SCOPED(store_close) = open_store(fixture);
    const Text folder = folder_named(fixture, "wrong");
    put_file(fixture, folder, name, content);
    assert_int_equal(import_package(fixture, store, folder), INVALID);
    assert_text_equal(fixture->problem.where, where);
    assert_text_equal(fixture->problem.field, field);
}

static void a_wrong_number_is_named_by_file_line_and_column(void **state)
{
    assert_package_refused(*state, "locations.csv",
                           "id,location_type,latitude\n"
                           "0196f3a0-0000-7000-8000-000000000002,physical,north\n",
                           TEXT("locations.csv:2"), TEXT("latitude"));
}

static void a_row_that_is_too_short_is_named_by_its_line(void **state)
{
    assert_package_refused(*state, "organizations.csv", "id,name,description\n\nx,y\n",
                           TEXT("organizations.csv:3"), TEXT(""));
}

static void a_column_that_stands_twice_is_refused(void **state)
{
    assert_package_refused(*state, "organizations.csv", "id,name,name\n",
                           TEXT("organizations.csv:1"), TEXT(""));
}

static void a_folder_without_any_table_is_not_found(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(import_package(fixture, store, fixture->folder), NOT_FOUND);
}

/* --------------------------------------------------------------------------- data.inclusion */

static void belgian_codes_stand_where_data_inclusion_can_hold_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    import(
        fixture, store,
        TEXT("{\"id\":\"0196f3a0-0000-7000-8000-000000000001\",\"name\":\"CPAS de Li\u00e8ge\","
             "\"description\":\"Aide\",\"locations\":[{\"id\":"
             "\"0196f3a0-0000-7000-8000-000000000002\",\"location_type\":\"physical\","
             "\"addresses\":[{\"id\":\"0196f3a0-0000-7000-8000-000000000003\","
             "\"address_1\":\"Place Saint-Jacques 13\",\"city\":\"Li\u00e8ge\","
             "\"state_province\":\"Li\u00e8ge\",\"postal_code\":\"4000\",\"country\":\"BE\","
             "\"address_type\":\"physical\"}]}]}"));
    const HsdsGraph *graph = graph_of(fixture, store);
    ExportText text = {0};
    export_text_open(fixture, &text);
    assert_int_equal(data_inclusion_write(graph, 0, text.file), OK);
    const Text answer = export_text_close(fixture, &text);
    assert_true(text_contains(answer, TEXT("\"code_insee\":\"62063\"")));
    assert_true(text_contains(answer, TEXT("\"complement_adresse\":\"BE-4000 Liège\"")));
    assert_false(text_contains(answer, TEXT("code_postal")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(cells_are_read_with_quotes_commas_and_line_ends_inside),
        STORE_TEST(broken_quotes_are_refused_with_their_line),
        STORE_TEST(a_file_is_read_the_same_whatever_falls_between_two_blocks),
        STORE_TEST(what_is_not_utf_8_is_refused_with_its_line),
        STORE_TEST(a_formula_is_written_so_that_no_spreadsheet_runs_it),
        STORE_TEST(what_came_as_json_survives_the_way_through_csv),
        STORE_TEST(a_wrong_number_is_named_by_file_line_and_column),
        STORE_TEST(a_row_that_is_too_short_is_named_by_its_line),
        STORE_TEST(a_column_that_stands_twice_is_refused),
        STORE_TEST(a_folder_without_any_table_is_not_found),
        STORE_TEST(belgian_codes_stand_where_data_inclusion_can_hold_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
