/* SPDX-License-Identifier: EUPL-1.2 */
/* A program of the operator's: what it is given, and how it is ended. */
#include "unit/testing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "jobs/program.h"

enum { LARGE = 3 << 20 };

typedef struct Ran {
    Outcome outcome;
    int status;
    Text detail;
} Ran;

static int open_arena(void **state)
{
    *state = arena_new(0);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static Ran run(Arena *arena, const char *command, Text input)
{
    Problem problem = {.arena = arena};
    Ran ran = {.status = -1};
    const ProgramRun what = {command, input, 2, 4096};
    ran.outcome = program_run(&what, &ran.status, &problem);
    ran.detail = problem.detail;
    return ran;
}

static void it_reads_the_content_and_its_exit_status_is_told(void **state)
{
    const Ran found = run(*state, "grep -q EICAR", TEXT("some EICAR text"));
    assert_int_equal(found.outcome, OK);
    assert_int_equal(found.status, 0);
    assert_int_equal(run(*state, "grep -q EICAR", TEXT("some text")).status, 1);
    assert_int_equal(run(*state, "exit 7", TEXT("")).status, 7);
}

static void a_large_content_is_given_whole(void **state)
{
    char *bytes = arena_allocate(*state, LARGE);
    memset(bytes, 'x', LARGE);
    const Ran ran = run(*state, "test $(wc -c) = 3145728", text_of(bytes, LARGE));
    assert_int_equal(ran.outcome, OK);
    assert_int_equal(ran.status, 0);
}

static void one_that_reads_nothing_is_no_failure_of_ours(void **state)
{
    char *bytes = arena_allocate(*state, LARGE);
    assert_int_equal(run(*state, "exit 1", text_of(bytes, LARGE)).status, 1);
    assert_int_equal(run(*state, "exec <&-; exit 0", text_of(bytes, LARGE)).status, 0);
}

static void one_that_hangs_speaks_without_end_or_dies_is_a_failure(void **state)
{
    const Ran hung = run(*state, "sleep 60", TEXT(""));
    assert_int_equal(hung.outcome, UNAVAILABLE);
    assert_true(text_contains(hung.detail, TEXT("too long")));
    const Ran loud = run(*state, "yes", TEXT(""));
    assert_int_equal(loud.outcome, UNAVAILABLE);
    assert_true(text_contains(loud.detail, TEXT("too much")));
    assert_int_equal(run(*state, "kill -9 $$", TEXT("")).outcome, UNAVAILABLE);
    assert_int_equal(run(*state, "/no/such/program", TEXT("")).status, 127);
}

static void what_it_started_ends_with_it(void **state)
{
    char folder[] = "/tmp/seuil-program-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const Text command = text_format(*state, "(sleep 0.2; touch %s/late) & exit 0", folder);
    assert_int_equal(run(*state, text_to_c(*state, command), TEXT("")).status, 0);
    (void)usleep(600 * 1000);
    const char *late = text_to_c(*state, text_format(*state, "%s/late", folder));
    assert_int_not_equal(access(late, F_OK), 0);
    (void)rmdir(folder);
}

static void it_learns_nothing_of_our_environment_or_files(void **state)
{
    assert_int_equal(setenv("SEUIL_KEYS", "/secret", 1), 0);
    assert_int_equal(
        run(*state, "test -z \"$SEUIL_KEYS\" && test -n \"$PATH\"", TEXT("")).status, 0);
    assert_int_equal(run(*state, "test $(ls /proc/self/fd | wc -l) -le 4", TEXT("")).status, 0);
    (void)unsetenv("SEUIL_KEYS");
}

int main(void)
{
#define with_arena(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        with_arena(it_reads_the_content_and_its_exit_status_is_told),
        with_arena(a_large_content_is_given_whole),
        with_arena(one_that_reads_nothing_is_no_failure_of_ours),
        with_arena(one_that_hangs_speaks_without_end_or_dies_is_a_failure),
        with_arena(what_it_started_ends_with_it),
        with_arena(it_learns_nothing_of_our_environment_or_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
