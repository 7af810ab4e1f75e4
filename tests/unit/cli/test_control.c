/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "cli/control.h"

/* Says what it was given, so that a test sees that all of it crossed. */
static Outcome run_echo(Invocation *invocation)
{
    Text input = TEXT("");
    TRY(invocation_read_file(invocation, invocation->arguments[0], 1000, &input));
    (void)fprintf(invocation->out, "%.*s|%.*s|%.*s|é", TEXT_ARG(input),
                  TEXT_ARG(invocation->directory),
                  TEXT_ARG(language_code(invocation->language)));
    (void)fprintf(invocation->error, "said");
    if (option_given(invocation, "fail")) {
        return problem_set(&invocation->problem, INVALID, TEXT("line 3"), "x", "wrong");
    }
    return OK;
}

static const Option echo_options[] = {
    {"fail", OPTION_FLAG, NULL, "Fail."},
};
static const Command some_commands[] = {
    {.name = "echo",
     .arguments = "FILE",
     .options = echo_options,
     .option_count = LENGTH_OF(echo_options),
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = run_echo},
    {.name = "peek",
     .arguments = "FILE",
     .most_arguments = 1,
     .permission = EVERYONE,
     .run = run_echo},
};
static const CommandTable some_table = {some_commands, LENGTH_OF(some_commands)};
static const CommandGroup some_groups[] = {
    {"Some", &some_table}
};
static const CommandSet some_set = {some_groups, 1, NULL};

/* A server and a client's invocation beside it, in a folder of their own. */
typedef struct Beside {
    Arena *arena;
    char folder[64];
    Text store_path;
    ControlServer *server;
    Invocation invocation;
    char *out;
    size_t out_length;
    char *error;
    size_t error_length;
    Text words[3];
} Beside;

static int beside_start(void **state)
{
    Beside *beside = calloc(1, sizeof *beside);
    assert_non_null(beside);
    beside->arena = arena_new(0);
    (void)snprintf(beside->folder, sizeof beside->folder, "/tmp/seuil-control-XXXXXX");
    assert_non_null(mkdtemp(beside->folder));
    beside->store_path = text_format(beside->arena, "%s/store.db", beside->folder);
    const ControlSettings settings = {.store_path = beside->store_path, .set = &some_set};
    Problem problem = {.arena = beside->arena};
    assert_int_equal(control_start(&settings, &beside->server, &problem), OK);
    beside->invocation = (Invocation){
        .arena = beside->arena,
        .command = &some_commands[0],
        .set = &some_set,
        .store_path = beside->store_path,
        .directory = TEXT("/some/where"),
        .language = GERMAN,
        .argument_count = 1,
        .in = fmemopen((void *)(uintptr_t) "typed", 5, "r"),
        .out = open_memstream(&beside->out, &beside->out_length),
        .error = open_memstream(&beside->error, &beside->error_length),
        .problem = {.arena = beside->arena},
    };
    *state = beside;
    return 0;
}

static int beside_stop(void **state)
{
    Beside *beside = *state;
    control_stop(&beside->server);
    (void)fclose(beside->invocation.in);
    (void)fclose(beside->invocation.out);
    (void)fclose(beside->invocation.error);
    free(beside->out);
    free(beside->error);
    assert_int_equal(rmdir(beside->folder), 0); /* neither socket nor spooled input is left */
    arena_free(beside->arena);
    free(beside);
    return 0;
}

/* Sends the words; the exit code, or -1 with the problem of the channel itself. */
static int sent(Beside *beside, const char *first, const char *second, const char *third)
{
    beside->words[0] = text_from(first);
    beside->words[1] = text_from(second);
    beside->words[2] = text_from(third);
    beside->invocation.arguments = &beside->words[1];
    int code = -1;
    const Words words = {beside->words, third == NULL ? 2 : 3};
    const Outcome outcome = control_send(&beside->invocation, words, 4321, &code);
    (void)fflush(beside->invocation.out);
    (void)fflush(beside->invocation.error);
    return outcome == OK ? code : -1;
}

static void a_command_runs_in_the_server_with_the_clients_input(void **state)
{
    Beside *beside = *state;
    assert_int_equal(sent(beside, "echo", "-", NULL), OK);
    assert_string_equal(beside->out, "typed|/some/where|de|é");
    assert_string_equal(beside->error, "said");
}

static void an_outcome_and_its_problem_come_back(void **state)
{
    Beside *beside = *state;
    assert_int_equal(sent(beside, "echo", "-", "--fail"), INVALID);
    assert_non_null(strstr(beside->error, "seuil echo: line 3: x: wrong"));
}

static void only_commands_that_write_are_run_for_others(void **state)
{
    Beside *beside = *state;
    assert_int_equal(sent(beside, "peek", "/etc/passwd", NULL), REFUSED);
    assert_int_equal(beside->out_length, 0);
}

static void the_socket_is_for_its_owner_alone(void **state)
{
    const Beside *beside = *state;
    struct stat status;
    const char *path = text_to_c(
        beside->arena, text_format(beside->arena, "%.*s.sock", TEXT_ARG(beside->store_path)));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static void a_holder_that_is_no_server_is_named(void **state)
{
    Beside *beside = *state;
    control_stop(&beside->server);
    assert_int_equal(sent(beside, "echo", "-", NULL), -1);
    assert_int_equal(beside->invocation.problem.outcome, CONFLICT);
    assert_true(text_contains(beside->invocation.problem.detail, TEXT("process 4321")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_command_runs_in_the_server_with_the_clients_input,
                                        beside_start, beside_stop),
        cmocka_unit_test_setup_teardown(an_outcome_and_its_problem_come_back, beside_start,
                                        beside_stop),
        cmocka_unit_test_setup_teardown(only_commands_that_write_are_run_for_others,
                                        beside_start, beside_stop),
        cmocka_unit_test_setup_teardown(the_socket_is_for_its_owner_alone, beside_start,
                                        beside_stop),
        cmocka_unit_test_setup_teardown(a_holder_that_is_no_server_is_named, beside_start,
                                        beside_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
