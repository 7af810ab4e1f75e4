/* SPDX-License-Identifier: EUPL-1.2 */
/* What is true of a store in a file, and of no other. */
#include "base/list.h"
#include "unit/store/store_fixture.h"

static void a_second_writer_is_refused_and_told_who_holds_the_store(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *second = NULL;
    int process = 0;
    assert_int_equal(store_open(fixture->path, STORE_READ_WRITE, &second, &fixture->problem),
                     CONFLICT);
    assert_true(store_holder(fixture->path, &process));
    assert_int_equal(process, getpid());
}

static void a_file_of_another_program_is_refused(void **state)
{
    Fixture *fixture = *state;
    FILE *file = fopen(fixture->path.bytes, "wb");
    (void)fputs("not a database, but long enough to be taken for one by its size alone", file);
    (void)fclose(file);
    Store *store = NULL;
    assert_int_equal(store_open(fixture->path, STORE_READ_WRITE, &store, &fixture->problem),
                     INVALID);
    assert_null(store);
}

static void an_empty_file_is_no_store_to_read(void **state)
{
    Fixture *fixture = *state;
    FILE *file = fopen(fixture->path.bytes, "wb");
    (void)fclose(file);
    Store *store = NULL;
    assert_int_equal(store_open(fixture->path, STORE_READ_ONLY, &store, &fixture->problem),
                     INVALID);
}

static void a_link_to_the_store_finds_the_same_lock(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *second = NULL;
    const Text other = text_format(fixture->arena, "%.*s/link.db", TEXT_ARG(fixture->folder));
    assert_int_equal(symlink(fixture->path.bytes, other.bytes), 0);
    assert_int_equal(store_open(other, STORE_READ_WRITE, &second, &fixture->problem), CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_second_writer_is_refused_and_told_who_holds_the_store),
        STORE_TEST(a_file_of_another_program_is_refused),
        STORE_TEST(an_empty_file_is_no_store_to_read),
        STORE_TEST(a_link_to_the_store_finds_the_same_lock),
    };
    (void)unsetenv("SEUIL_TEST_POSTGRES");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
